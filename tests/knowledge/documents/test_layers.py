"""PDF pages: words under, outside and in the colour of something are seen by nobody; others are."""

import pytest

from knowledge.documents.formats import read_bytes
from tests.knowledge.documents.made import RULE, SECRET, pdf_of

UNSEEN, SEEN = True, False
AT = "BT /F1 11 Tf 50 500 Td ({}) Tj ET"
WORDS = AT.format(SECRET)
BOX = "40 490 500 30 re"
PICTURE = "q 500 0 0 30 40 490 cm /Im Do Q"
WHOLE = "q 595 0 0 842 0 0 cm /Im Do Q"


def _parted(drawn: str, *, about: str = "") -> tuple[str, str]:
    """The words of a page that are seen, and those that are not."""
    (document,) = read_bytes("a.pdf", pdf_of([drawn], about=about))
    words: tuple[list[str], list[str]] = ([], [])
    for passage in document.passages:
        words[passage.is_hidden].append(document.words(passage))
    return " ".join(words[0]), " ".join(words[1])


@pytest.mark.parametrize(
    ("drawn", "is_unseen"),
    [
        pytest.param(f"{WORDS} 0.5 g {BOX} f", UNSEEN, id="under a fill"),
        pytest.param(f"{WORDS} 1 g {BOX} f", UNSEEN, id="under a white fill"),
        pytest.param(f"0.5 g {BOX} f 0 g {WORDS}", SEEN, id="on a fill"),
        pytest.param(f"{WORDS} {BOX} S", SEEN, id="in a frame"),
        pytest.param(f"{WORDS} {BOX} W n 0.5 g 40 490 1 30 re f", SEEN, id="beside a fill"),
        pytest.param(f"{WORDS} 0.5 g {BOX} 30 480 520 50 re f*", SEEN, id="in the hole of a fill"),
        pytest.param(f"{WORDS} 0.5 g 30 480 m 30 530 l 40 530 l 40 480 l f", SEEN, id="beside a narrow fill"),
        pytest.param(f"{WORDS} /Half gs 0.5 g {BOX} f", SEEN, id="under a fill that shines through"),
        pytest.param(f"{WORDS} q 0 0 1 1 re W n 0.5 g {BOX} f Q", SEEN, id="under a fill that is cut off"),
        pytest.param(f"{WORDS} {PICTURE}", UNSEEN, id="under a picture"),
        pytest.param(f"{PICTURE} {WORDS}", SEEN, id="on a picture"),
        pytest.param(f"{PICTURE} 1 g {WORDS}", SEEN, id="white on a picture"),
        pytest.param(f"0 0 0.5 rg {BOX} f 1 g {WORDS}", SEEN, id="white on blue"),
        pytest.param(f"0 0 0.5 rg {BOX} f {WORDS}", UNSEEN, id="blue on blue"),
        pytest.param(f"0 0 0.5 rg {BOX} f 1 g {BOX} f {WORDS}", UNSEEN, id="white on white on blue"),
        pytest.param(f"/Half gs 0 0 0.5 rg {BOX} f 1 g {WORDS}", SEEN, id="white on a veil of blue"),
        pytest.param(f"0 0 0.5 rg {BOX} f 0.4 g 10 10 9 9 re f 1 g {WORDS}", SEEN, id="something elsewhere"),
        pytest.param(f"q 0 0 1 1 re W n {WORDS} Q", UNSEEN, id="cut off"),
        pytest.param(f"q 0 0 595 842 re W n {WORDS} Q", SEEN, id="within the page's clip"),
        pytest.param(AT.format(SECRET).replace("50 500", "50 900"), UNSEEN, id="above the page"),
        pytest.param(AT.format(SECRET).replace("50 500", "-700 500"), UNSEEN, id="left of the page"),
        pytest.param(f"3 Tr {WORDS}", UNSEEN, id="not drawn"),
        pytest.param(f"7 Tr {WORDS}", UNSEEN, id="only clips"),
        pytest.param(f"0 0 0.5 rg {BOX} f 3 Tr {WORDS}", UNSEEN, id="not drawn, on blue"),
        pytest.param(f"{PICTURE} 3 Tr {WORDS}", UNSEEN, id="not drawn, on a small picture"),
        pytest.param(f"/None gs {WORDS}", UNSEEN, id="see-through"),
        pytest.param(f"/Fm Do 0.5 g {BOX} f", UNSEEN, id="in a form, under a fill"),
        pytest.param("q 1 0 0 1 0 2000 cm /Fm Do Q", UNSEEN, id="in a form above the page"),
        pytest.param("/Fm Do", SEEN, id="in a form"),
        pytest.param("q 0 0 1 1 re W n /Fm Do Q", UNSEEN, id="in a form that is cut off"),
    ],
)
def test_what_lies_around_words_decides(drawn: str, is_unseen: bool) -> None:
    """Drawn later over them, drawn before under them, cut off there, or beyond the page."""
    seen, hidden = _parted(f"BT /F1 11 Tf 50 700 Td ({RULE}) Tj ET {drawn}")
    assert RULE in seen
    assert (SECRET not in seen) is is_unseen
    assert not hidden or SECRET in hidden


def test_words_over_a_scan_are_what_a_machine_read_there() -> None:
    """The picture takes up the page, and has a dot a point; one dot drawn large shows no words."""
    assert SECRET in _parted(f"{WHOLE} 3 Tr {WORDS}", about="/Width 600 /Height 850")[0]
    assert SECRET not in _parted(f"{WHOLE} 3 Tr {WORDS}")[0]


def test_a_line_is_parted_where_something_covers_it() -> None:
    """The letters under the fill are hidden, those beside it are seen."""
    seen, hidden = _parted(f"{AT.format('seen part. ' + SECRET)} 0.5 g 98 490 470 30 re f")
    assert "seen part" in seen
    assert "highest level" not in seen
    assert "highest level" in hidden


def test_a_cropped_page_is_what_is_left_of_it() -> None:
    """What lies between the crop box and the edge of the sheet is on no page."""
    content = pdf_of([WORDS + f" BT /F1 11 Tf 50 700 Td ({RULE}) Tj ET"], page="/CropBox [0 600 595 842]")
    (document,) = read_bytes("a.pdf", content)
    seen = [document.words(p) for p in document.passages if not p.is_hidden]
    assert seen == [RULE]


def test_a_page_of_many_fills_is_read() -> None:
    """Twenty thousand squares under as many words cost seconds at most."""
    squares = "".join(f"{x % 500} {x // 500 * 9} 8 8 re f\n" for x in range(20_000))
    words = "".join(
        f"BT /F1 4 Tf {10 + x % 40 * 12} {10 + x // 40 * 4} Td (w{x}) Tj ET\n" for x in range(5_000)
    )
    (document,) = read_bytes("a.pdf", pdf_of([f"0.9 g {squares} 0 g {words}"]))
    assert "w4999" in document.text
