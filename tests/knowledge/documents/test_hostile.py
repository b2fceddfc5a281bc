"""Files made to crash, hang or fill the reader: a bounded text or one clear remark, and the parent lives."""

import json
import os
import re
import socket
import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.documents.fence import Fence, read_documents
from tests.knowledge.documents.made import (
    RULE,
    SECRET,
    archive,
    bill_in_xml,
    changed,
    codes_of,
    pdf,
    slides,
    word,
    workbook,
)

BODIES = {
    "a.docx": (word, "word/document.xml"),
    "a.pptx": (slides, "ppt/slides/slide1.xml"),
    "a.xlsx": (workbook, "xl/worksheets/sheet1.xml"),
}
"""Office files, and where in them the rule stands."""
TEN = '<!ENTITY a0 "aaaaaaaaaa">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
ENTITIES = {"laughs": (TEN, "&a9;"), "quadratic": (f'<!ENTITY q "{"a" * 50_000}">', "&q;" * 4_000)}


def _with_entities(entities: str, use: str) -> Callable[[bytes], bytes]:
    """What puts entities at the head of a piece of XML, and one in the place of the rule."""

    def change(content: bytes) -> bytes:
        text = content.decode()
        head = re.match(r"<\?xml.*?\?>\s*", text)
        at = head.end() if head else 0
        root = re.search(r"<([\w:]+)", text[at:])
        assert root is not None
        return f"{text[:at]}<!DOCTYPE {root[1]} [{entities}]>{text[at:]}".replace(RULE, use).encode()

    return change


def _lying(content: bytes, size: int) -> bytes:
    """An archive that declares fewer bytes of its first file than come out."""
    told = bytearray(content)
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<L", told, content.index(mark) + at, size)
    return bytes(told)


@pytest.mark.parametrize("kind", ENTITIES)
@pytest.mark.parametrize("name", [*BODIES, "a.xml"])
def test_entities_do_not_grow(hostile: Fence, name: str, kind: str) -> None:
    """A billion laughs and one long one, in every format that holds XML."""
    change = _with_entities(*ENTITIES[kind])
    make, inner = BODIES.get(name, (bill_in_xml, ""))
    content = changed(make(), inner, change) if inner else change(make())
    (document,) = hostile.read_bytes(name, content)
    assert len(document.text) < 1_000
    assert codes_of(document) in ([], ["broken"], ["partly"])


@pytest.mark.parametrize("name", [*BODIES, "a.xml"])
def test_entities_fetch_nothing(hostile: Fence, tmp_path: Path, name: str) -> None:
    """Neither a file nor a server is read for an entity, or for a definition elsewhere."""
    secret = tmp_path / "secret"
    secret.write_text(SECRET * 2)
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/x"
        kinds = f'<!ENTITY x SYSTEM "file://{secret}"><!ENTITY % y SYSTEM "{address}"> %y;'
        change = _with_entities(kinds, "&x;")
        make, inner = BODIES.get(name, (bill_in_xml, ""))
        content = changed(make(), inner, change) if inner else change(make())
        (document,) = hostile.read_bytes(name, content)
        assert SECRET * 2 not in document.text
        with pytest.raises(TimeoutError):
            server.accept()


def test_bombs_are_not_opened(hostile: Fence) -> None:
    """Flat, and of entries that share their bytes; a nested one is named where it lies."""
    flat = archive({f"{n}.md": b"0" * 1_000_000 for n in range(250)})
    assert codes_of(*hostile.read_bytes("a.zip", flat)) == ["bomb"]
    nested = archive({"b.zip": archive({"c.zip": flat})})
    assert codes_of(*hostile.read_bytes("a.zip", nested)) == ["archive"]
    assert codes_of(*hostile.read_bytes("a.zip", _shared(count=1_500))) == ["bomb"]
    assert codes_of(*hostile.read_bytes("a.zip", _shared(count=2_500))) == ["bomb"]


def _shared(*, count: int) -> bytes:
    """An archive whose entries are all the same bytes under the same name."""
    content = archive({"a.md": b"0" * 900_000})
    start, end = content.index(b"PK\x01\x02"), content.rindex(b"PK\x05\x06")
    entries = content[start:end] * count
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(entries), start, 0)
    return content[:start] + entries + tail


def test_sizes_that_lie_are_believed(hostile: Fence) -> None:
    """No more is unpacked than was declared: 150 megabytes under the name of a hundred bytes cost nothing."""
    hostile.close()
    big = archive({"a.md": b"0" * 150_000_000, "b.md": RULE.encode()})
    first, second = hostile.read_bytes("a.zip", _lying(big, 100))
    assert codes_of(first) == ["broken"]
    assert RULE in second.text
    office = archive({"word/document.xml": b" " * 150_000_000})
    assert codes_of(*hostile.read_bytes("a.docx", _lying(office, 100))) == ["broken"]
    assert _peak(hostile) < 150 * 1024


def _peak(fence: Fence) -> int:
    """The most memory that the process has had, in kilobytes; 0 where nobody tells."""
    assert fence._child is not None
    told = Path(f"/proc/{fence._child.pid}/status")
    if not told.exists():
        return 0
    return int(told.read_text().split("VmHWM:")[1].split()[0])


@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.ipynb", "a.yaml"])
@pytest.mark.parametrize("opening", ["[", '{"a":'])
def test_what_nests_too_deep_is_named(hostile: Fence, name: str, opening: str) -> None:
    """A hundred thousand deep, closed or not."""
    for closing in ("", {"[": "]"}.get(opening, "}")):
        content = (opening * 100_000 + ("1" if closing else "") + closing * 100_000).encode()
        assert codes_of(*hostile.read_bytes(name, content)) == ["nested"]


@pytest.mark.parametrize("tag", ["div", "b", "div hidden"])
def test_a_page_may_nest_deep(hostile: Fence, tag: str) -> None:
    """A hundred thousand elements in one another hold their words all the same."""
    (document,) = hostile.read_bytes("a.html", f"<{tag}>".encode() * 100_000 + RULE.encode())
    assert document.text == f"{RULE}\n"


@pytest.mark.parametrize("opened", ["<a ", "<!--", "<?", "<![CDATA[", "<![if x", "</b", '<a b="'])
@pytest.mark.parametrize("end", ["", ">", "]>", "-->"])
def test_a_page_of_beginnings_ends(hostile: Fence, opened: str, end: str) -> None:
    """A hundred thousand tags, comments or sections without an end."""
    (document,) = hostile.read_bytes("a.html", f"<p>{RULE}</p>{opened * 100_000}{end}".encode())
    assert RULE in document.text
    assert "slow" not in codes_of(document)


def test_a_link_over_a_whole_sheet_makes_no_cells(hostile: Fence) -> None:
    """Nor does a merge over all of them."""
    merge = b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    link = b'<hyperlinks><hyperlink ref="A1:XFD1048576" location="x"/></hyperlinks>'
    content = changed(workbook(), BODIES["a.xlsx"][1], lambda b: b.replace(b"</sheetData>", merge + link))
    (document,) = hostile.read_bytes("a.xlsx", content)
    assert RULE in document.text
    assert codes_of(document) == []


def test_a_large_bill_of_materials_is_read(hostile: Fence) -> None:
    """Twenty thousand components in XML, in seconds."""
    component = "<component type='library'><name>n{0}</name><version>{0}</version></component>"
    parts = "".join(component.format(number) for number in range(20_000))
    xml = bill_in_xml().replace(b"<components>", f"<components>{parts}".encode())
    (document,) = hostile.read_bytes("a.xml", xml)
    assert "components: 20001" in document.words(document.passages[0])
    assert "n19999" in document.text
    assert codes_of(document) == []


def test_a_bill_of_materials_that_breaks_off_is_kept_up_to_there(hostile: Fence) -> None:
    """What precedes the fault counts; other XML is broken, however it begins."""
    cut = bill_in_xml().replace(b"</component></components></bom>", b"</component><component><na")
    (document,) = hostile.read_bytes("a.xml", cut)
    assert RULE in document.text
    assert codes_of(document) == ["partly"]
    assert codes_of(*hostile.read_bytes("a.xml", b"<x><bom>" + bill_in_xml()[40:])) == ["broken"]


def test_a_bomb_of_aliases_stays_small(hostile: Fence) -> None:
    """Aliases are followed once."""
    lines = ["a0: &a0 {x: x}"]
    lines += [f"a{n}: &a{n} {{{', '.join(f'k{k}: *a{n - 1}' for k in range(9))}}}" for n in range(1, 30)]
    (document,) = hostile.read_bytes("a.yaml", "\n".join(lines).encode())
    assert len(document.text) < 10_000


@pytest.mark.parametrize("name", ["a.json", "a.yaml"])
def test_a_long_key_is_not_written_over_and_over(hostile: Fence, name: str) -> None:
    """Ten thousand values under a name of a megabyte."""
    content = json.dumps({"k" * (100_000 if name == "a.yaml" else 1_000_000): [[1]] * 10_000}).encode()
    (document,) = hostile.read_bytes(name, content.replace(b'"', b"") if name == "a.yaml" else content)
    assert codes_of(document) in ([], ["broken"])
    assert _peak(hostile) < 400 * 1024


def test_what_is_no_file_is_named(hostile: Fence, tmp_path: Path) -> None:
    """Devices, folders, circles of links, names that no file can have."""
    (tmp_path / "loop.md").symlink_to(tmp_path / "loop.md")
    (tmp_path / "zero.md").symlink_to("/dev/zero")
    (tmp_path / "in.md").mkdir()
    os.mkfifo(tmp_path / "pipe.md")
    with (tmp_path / "sparse.md").open("wb") as file:
        file.truncate(2 * 1024**3)
    codes = {
        "loop": "unreadable",
        "zero": "special",
        "in": "special",
        "pipe": "special",
        "sparse": "large",
        "x" * 5_000: "unreadable",
        "a\0b": "unreadable",
        "\udcff": "unreadable",
    }
    found = {name: codes_of(*hostile.read(tmp_path / f"{name}.md")) for name in codes}
    assert found == {name: [code] for name, code in codes.items()}
    assert {d.sha256 for name in codes for d in hostile.read(tmp_path / f"{name}.md")} == {""}
    for path in (Path("/"), Path("x" * 5_000 + ".md")):
        assert codes_of(*hostile.read(path)) in (["unknown"], ["unreadable"])
    assert codes_of(*read_documents(Path("x" * 5_000 + ".md"))) == ["unreadable"]


def test_names_in_an_archive_are_plain(hostile: Fence) -> None:
    """What a terminal would obey, or turn around, is no part of a document's name."""
    names = ["\x1b[2J.md", "a\u202eb.md", f"{'x' * 60_000}.md"]
    found = hostile.read_bytes("a.zip", archive(dict.fromkeys(names, RULE.encode())))
    assert {d.name for d in found if len(d.name) < 20} == {"a.zip/[2J.md", "a.zip/ab.md"}
    assert all(len(d.name) < 400 and RULE in d.text for d in found)


@pytest.mark.parametrize(
    "body",
    [
        '<dimension ref="A1:XFD1048576"/><sheetData/>',
        '<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>',
        '<cols><col min="1" max="2000000000" hidden="1" width="1"/></cols><sheetData/>',
    ],
)
def test_an_empty_sheet_may_be_as_large_as_it_says(hostile: Fence, body: str) -> None:
    """A million rows without a word cost nothing."""
    change = re.compile(rb"<sheetData>.*</sheetData>", re.DOTALL)
    content = changed(workbook(), BODIES["a.xlsx"][1], lambda b: change.sub(body.encode(), b))
    (document,) = hostile.read_bytes("a.xlsx", content)
    assert document.text == f"{SECRET}\n"


def test_a_hundred_thousand_runs_say_nothing(hostile: Fence) -> None:
    """Empty ones, in a paragraph of their own."""
    runs = b"<w:body><w:p>" + b"<w:r/>" * 100_000 + b"</w:p>"
    content = changed(word(), BODIES["a.docx"][1], lambda b: b.replace(b"<w:body>", runs))
    (document,) = hostile.read_bytes("a.docx", content)
    assert RULE in document.text
    assert codes_of(document) == []


def test_pages_are_counted_and_circles_end(hostile: Fence) -> None:
    """Ten thousand pages come through; pages that hold themselves, or are said to be millions, end."""
    many = pdf([[(700, "", f"rule {number} goes on")] for number in range(10_000)])
    (document,) = hostile.read_bytes("a.pdf", many)
    assert document.pages == 10_000
    one = pdf([[(700, "", RULE)]])
    circle = re.sub(rb"/Kids \[\d+ 0 R\]", b"/Kids [2 0 R]", one)
    assert circle != one
    assert codes_of(*hostile.read_bytes("a.pdf", circle)) == ["broken"]
    (document,) = hostile.read_bytes("a.pdf", one.replace(b"/Count 1", b"/Count 99999999"))
    assert RULE in document.text


def test_parts_of_mail_may_nest(hostile: Fence) -> None:
    """Ten thousand parts in one another are too many, and have no words; a hundred are read."""
    assert codes_of(*hostile.read_bytes("a.eml", _nested(10_000))) == ["nested"]
    (document,) = hostile.read_bytes("a.eml", _nested(100))
    assert RULE in document.text


def _nested(count: int) -> bytes:
    """A mail of parts in parts."""
    part = 'Content-Type: multipart/mixed; boundary="b{0}"\n\n--b{0}\n'
    parts = "".join(part.format(number) for number in range(count))
    return f"Subject: x\nMIME-Version: 1.0\n{parts}Content-Type: text/plain\n\n{RULE}\n".encode()


def test_a_notebook_of_wrong_types_is_read_or_broken(hostile: Fence) -> None:
    """Whatever stands where cells, words and languages should."""
    wrong: tuple[object, ...] = (
        1,
        None,
        [],
        {"source": 5},
        {"source": {"a": 1}},
        {"source": [None, {"x": []}]},
        "x",
    )
    cells = [*wrong, {"cell_type": [], "source": RULE}]
    (document,) = hostile.read_bytes("a.ipynb", json.dumps({"cells": cells, "metadata": 7}).encode())
    assert RULE in document.text
    values: tuple[object, ...] = (None, 5, "x", [], {"cells": None}, {"cells": {"a": 1}}, {"cells": 7})
    for value in values:
        assert codes_of(*hostile.read_bytes("a.ipynb", json.dumps(value).encode()))[0] in ("broken", "empty")
