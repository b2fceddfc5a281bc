"""Word files: cells of several paragraphs, text boxes and notes are read as a person reads them."""

import io
from typing import Any

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from knowledge.documents.formats import read_bytes
from tests.knowledge.documents.made import RULE, SECRET
from tests.knowledge.documents.test_floating import made, place, shape

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _told(content: bytes) -> list[tuple[str, str, bool]]:
    """Place, words and whether they are hidden, of every passage."""
    (read,) = read_bytes("a.docx", content)
    return [(p.locator, read.words(p), p.is_hidden) for p in read.passages]


def _saved(document: Any) -> bytes:
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def test_paragraphs_of_a_cell_stay_apart() -> None:
    """Those of a table in a cell, too."""
    document = Document()
    table = document.add_table(rows=1, cols=2)
    first, second = table.rows[0].cells
    first.text = "Owner"
    first.add_paragraph("Platform team")
    second.text = RULE
    second.add_table(rows=1, cols=1).rows[0].cells[0].text = "Since March"
    assert _told(_saved(document)) == [("table 1 row 1", f"Owner; Platform team | {RULE} Since March", False)]


def test_each_text_box_is_a_passage_of_its_own() -> None:
    """Two boxes of one paragraph, and its own words."""
    boxes = [shape(place(3, 5), words="Collect the pictures."), shape(place(3, 9), words="Sign the model.")]
    told = _told(made(boxes))
    assert [row for row in told if "box" in row[0]] == [
        ("paragraph 2, text box", "Collect the pictures.", False),
        ("paragraph 2, text box", "Sign the model.", False),
    ]


def test_notes_are_read_with_their_numbers() -> None:
    """Those between which a line is drawn are none; words that nobody sees are hidden there, too."""
    note = "<w:footnote w:id='{}' {}><w:p><w:r>{}<w:t>{}</w:t></w:r></w:p></w:footnote>"
    notes = "".join(
        [
            note.format(0, "w:type='separator'", "", "---"),
            note.format(2, "", "", RULE),
            note.format(3, "", "<w:rPr><w:vanish/></w:rPr>", SECRET),
        ]
    )
    document = Document()
    document.add_paragraph("Release.")
    content = f"<w:footnotes {SPACE}>{notes}</w:footnotes>".encode()
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, content, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    assert _told(_saved(document)) == [
        ("paragraph 1", "Release.", False),
        ("footnote 1", RULE, False),
        ("footnote 2, unseen", SECRET, True),
    ]
