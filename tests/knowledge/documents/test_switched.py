"""PDF layers that are switched off: their words are in the file, and whoever opens it does not see them."""

import re
import zlib

import pytest

from knowledge.documents.formats import read_bytes
from tests.knowledge.documents.made import RULE, SECRET, SWITCHED, pdf_of

AT = "BT /F1 11 Tf 50 {} Td ({}) Tj ET"
SEEN_LINE = AT.format(700, RULE)
WORDS = AT.format(500, SECRET)
BOX = "0.5 g 40 490 500 30 re f"


def _parted(content: bytes) -> tuple[str, str]:
    """The words of a file that are seen, and those that are not."""
    (document,) = read_bytes("a.pdf", content)
    words: tuple[list[str], list[str]] = ([], [])
    for passage in document.passages:
        words[passage.is_hidden].append(document.words(passage))
    return " ".join(words[0]), " ".join(words[1])


def _on(layer: str, drawn: str) -> str:
    """What is drawn on a layer."""
    return f"/OC /{layer} BDC {drawn} EMC"


def _packed(content: bytes) -> bytes:
    """The same file as programs write it today: its root and all plain objects compressed into one."""
    bodies = re.findall(rb"\d+ 0 obj\n(.*?)\nendobj\n", content, re.DOTALL)
    plain = [(n, body) for n, body in enumerate(bodies, 1) if b"stream" not in body]
    places = [sum(len(body) + 1 for _, body in plain[:k]) for k in range(len(plain))]
    head = b" ".join(b"%d %d" % (n, place) for (n, _), place in zip(plain, places, strict=True)) + b" "
    held = zlib.compress(head + b"\n".join(body for _, body in plain))
    told = b"/Type /ObjStm /N %d /First %d /Filter /FlateDecode" % (len(plain), len(head))
    pack = len(bodies) + 1
    streams = [(n, body) for n, body in enumerate(bodies, 1) if b"stream" in body]
    streams.append((pack, b"<< %b /Length %d >>\nstream\n%b\nendstream" % (told, len(held), held)))
    out, rows = bytearray(b"%PDF-1.5\n"), {0: (0, 0, 65535)}
    rows |= {n: (2, pack, index) for index, (n, _) in enumerate(plain)}
    for number, body in streams:
        rows[number] = (1, len(out), 0)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(out)
    rows[pack + 1] = (1, start, 0)
    table = b"".join(
        bytes([k]) + a.to_bytes(4, "big") + b.to_bytes(2, "big")
        for k, a, b in (rows[n] for n in sorted(rows))
    )
    about = b"/Type /XRef /W [1 4 2] /Size %d /Root 1 0 R /Length %d" % (pack + 2, len(table))
    out += b"%d 0 obj\n<< %b >>\nstream\n%b\nendstream\nendobj\n" % (pack + 1, about, table)
    return bytes(out) + b"startxref\n%d\n%%%%EOF\n" % start


@pytest.mark.parametrize(
    ("drawn", "is_unseen"),
    [
        pytest.param(_on("On", WORDS), False, id="on"),
        pytest.param(_on("Off", WORDS), True, id="off"),
        pytest.param(_on("OffToo", f"{BOX} 1 g {WORDS}"), True, id="off, white on grey"),
        pytest.param(_on("On", f"{BOX} 1 g {WORDS}"), False, id="on, white on grey"),
        pytest.param(_on("On", _on("Off", WORDS)), True, id="off within on"),
        pytest.param(_on("Off", _on("On", WORDS)), True, id="on within off"),
        pytest.param(_on("Both", WORDS), True, id="on with all, of which one is off"),
        pytest.param(_on("NotOff", WORDS), False, id="on while one is off"),
        pytest.param(
            f"{_on('On', 'BT /F1 11 Tf 50 500 Td (x) Tj ET')} {_on('Off', WORDS)}", True, id="over on"
        ),
        pytest.param(
            f"{_on('On', WORDS)} {_on('Off', AT.format(500, 'Other words here.'))}", False, id="under"
        ),
        pytest.param(f"{WORDS} {_on('Off', BOX)}", False, id="under a fill that is off"),
        pytest.param(f"{WORDS} {_on('On', BOX)}", True, id="under a fill that is on"),
        pytest.param(_on("Off", "/Fm Do"), True, id="a form that is off"),
        pytest.param("/Fm Do", False, id="a form on no layer"),
        pytest.param(f"/Span << /Lang (en) >> BDC {WORDS} EMC", False, id="another mark"),
    ],
)
def test_a_layer_that_is_off_hides_what_stands_on_it(drawn: str, is_unseen: bool) -> None:
    """However it is nested, lies over something or is named; the other words are seen, packed or not."""
    content = pdf_of([f"{SEEN_LINE} {drawn}"], root=SWITCHED)
    for seen, hidden in (_parted(content), _parted(_packed(content))):
        assert RULE in seen
        assert (SECRET not in seen) is is_unseen
        assert (SECRET in hidden) is is_unseen


def test_a_form_may_say_itself_that_it_is_off() -> None:
    """Then nothing in the page does."""
    seen, hidden = _parted(pdf_of([f"{SEEN_LINE} /Fm Do"], root=SWITCHED, form="/OC 7 0 R"))
    assert RULE in seen
    assert SECRET in hidden


def test_a_picture_that_is_off_covers_nothing() -> None:
    """Neither over words, nor as the scan under those that a machine read there."""
    over = f"{WORDS} q 500 0 0 30 40 490 cm /Im Do Q"
    assert SECRET in _parted(pdf_of([over], root=SWITCHED, about="/OC 7 0 R"))[0]
    assert SECRET in _parted(pdf_of([over], root=SWITCHED, about="/OC 6 0 R"))[1]
    scan = f"q 595 0 0 842 0 0 cm /Im Do Q 3 Tr {WORDS}"
    assert SECRET in _parted(pdf_of([scan], root=SWITCHED, about="/Width 600 /Height 850 /OC 7 0 R"))[1]
    assert SECRET in _parted(pdf_of([scan], root=SWITCHED, about="/Width 600 /Height 850 /OC 6 0 R"))[0]


def test_what_a_machine_read_in_a_scan_may_stand_on_a_layer() -> None:
    """It is not drawn either way, and seen where its layer is on."""
    scan = "q 595 0 0 842 0 0 cm /Im Do Q"
    for layer, place in (("On", 0), ("Off", 1)):
        drawn = f"{scan} {_on(layer, f'3 Tr {WORDS}')}"
        assert SECRET in _parted(pdf_of([drawn], root=SWITCHED, about="/Width 600 /Height 850"))[place]


def test_all_may_be_off_but_some() -> None:
    """A file can begin with every layer off and list those that are on."""
    root = "/OCProperties << /OCGs [6 0 R 7 0 R] /D << /BaseState /OFF /ON [7 0 R] >> >>"
    assert SECRET in _parted(pdf_of([_on("On", WORDS)], root=root))[1]
    assert SECRET in _parted(pdf_of([_on("Off", WORDS)], root=root))[0]


def test_the_name_may_be_written_in_code() -> None:
    """As the format allows; the words are hidden all the same."""
    root = SWITCHED.replace("OCProperties", "OC#50ropertie#73")
    assert SECRET in _parted(pdf_of([_on("Off", WORDS)], root=root))[1]


def test_spaces_go_with_the_words_before_them() -> None:
    """A space on a layer of its own parts the words around it as it did."""
    parts = ["(Signed) Tj", _on("On", "( ) Tj"), "(at) Tj", _on("On", "( ) Tj"), "(release) Tj"]
    seen, _ = _parted(pdf_of([f"BT /F1 11 Tf 50 500 Td {' '.join(parts)} ET"], root=SWITCHED))
    assert seen == "Signed at release"


def test_a_page_turned_on_its_side_is_looked_at_as_it_lies() -> None:
    """Traces are looked for where the words are drawn."""
    drawn = f"{_on('On', SEEN_LINE)} {_on('Off', WORDS)}"
    seen, hidden = _parted(pdf_of([drawn], root=SWITCHED, page="/Rotate 90"))
    assert RULE in seen
    assert SECRET in hidden


def test_more_layers_in_one_place_than_are_looked_at_hide_their_words() -> None:
    """Nobody could read them anyway."""
    heaped = " ".join(_on("On", AT.format(500, "x" * 60)) for _ in range(20))
    seen, hidden = _parted(pdf_of([f"{SEEN_LINE} {heaped} {_on('Off', WORDS)}"], root=SWITCHED))
    assert RULE in seen
    assert SECRET in hidden
