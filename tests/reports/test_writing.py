"""The same input gives the same bytes; formats keep to what their readers expect."""

import io
import json
import re
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import jsonschema
import pypdfium2
import pytest
from bs4 import BeautifulSoup, Tag

from assistant.cli.main import REPORTS
from assistant.reports import lettering
from assistant.reports.data import gather
from assistant.reports.formats import FORMATS, write
from assistant.reports.page import STYLE
from assistant.reports.parts import SCHEMA, json_schema
from assistant.reports.veil import Edition
from model.assessment import Act
from tests.reports.made import HEAD, acts, catalogue, content, made
from tests.small import Diary, small_catalogue

SCHEMAS = Path(__file__).parent / "schemas"
"""What was published, a file a version."""
LAYER = {
    "name": str,
    "versions": dict,
    "domain": str,
    "description": str,
    "sorting": int,
    "layout": dict,
    "hideDisabled": bool,
    "techniques": list,
    "gradient": dict,
    "legendItems": list,
    "metadata": list,
    "showTacticRowBackground": bool,
    "selectTechniquesAcrossTactics": bool,
    "selectSubtechniquesWithParent": bool,
}
"""The fields of layer format 4.5 that we write, with their types."""
TECHNIQUE = {
    "techniqueID": str,
    "enabled": bool,
    "comment": str,
    "color": str,
    "score": int,
    "metadata": list,
}
LAYOUT = {"layout": str, "showID": bool, "showName": bool, "expandedSubtechniques": str}


@pytest.mark.parametrize("name", FORMATS)
def test_same_input_same_bytes(name: str) -> None:
    """Whenever it is written."""
    again = gather(acts(), catalogue(), head=HEAD, edition=Edition(written=made().meta.written, capacity=40))
    assert write(again.data, name) == content(name)


def test_the_day_is_the_only_thing_that_changes() -> None:
    """Another day of writing changes that day and nothing else."""
    edition = Edition(written=date(2031, 5, 6), capacity=40)
    later = gather(acts(), catalogue(), head=HEAD, edition=edition).data
    for name in ("md", "html", "json"):
        assert write(later, name).replace(b"2031-05-06", b"2026-12-24") == content(name)
    for name in ("csv", "navigator", "backlog-github", "backlog-jira"):
        assert write(later, name) == content(name)


def test_the_command_offers_what_can_be_written() -> None:
    """GitHub's table is the same format under the name of its file."""
    assert {*REPORTS, "backlog-github-csv"} == set(FORMATS)


@pytest.mark.parametrize("kind", ["roles", "redacted"])
def test_json_keeps_to_its_schema(kind: Any) -> None:
    """The published one."""
    jsonschema.validate(json.loads(write(made(kind), "json")), json_schema())


def test_another_schema_is_another_version() -> None:
    """What was published under a version stays as it was; a new field needs a new version, and its file."""
    published = json.loads((SCHEMAS / f"{SCHEMA}.json").read_text(encoding="utf-8"))
    assert json_schema() == published, "a change of the report's fields: raise SCHEMA and add its file"
    assert made().version == int(SCHEMA.split(".")[0])
    assert made().schema_version == SCHEMA


def test_the_layer_keeps_to_the_list_of_fields() -> None:
    """Nothing unknown, nothing of another type, every colour in the legend."""
    layer = json.loads(content("navigator"))
    assert {k: type(v) for k, v in layer.items()} == LAYER
    assert layer["domain"] == "atlas-atlas"
    assert layer["versions"] == {"navigator": "5.2.0", "layer": "4.5"}
    assert {"name": "atlas", "value": catalogue().atlas} in layer["metadata"]
    assert {k: type(v) for k, v in layer["layout"].items()} == LAYOUT
    colours = {item["color"] for item in layer["legendItems"]}
    for technique in layer["techniques"]:
        assert {k: type(v) for k, v in technique.items()}.items() <= TECHNIQUE.items()
        assert re.fullmatch(r"AML\.T\d{4}(\.\d{3})?", technique["techniqueID"])
        assert technique["color"] in colours
        for each in technique.get("metadata", ()):
            assert {k: type(v) for k, v in each.items()} == {"name": str, "value": str}
    ids = [t["techniqueID"] for t in layer["techniques"]]
    assert len(ids) == len(set(ids)) == len(catalogue().threats.techniques)  # type: ignore[union-attr]


def test_the_page_can_be_read_aloud() -> None:
    """Headings in order, captions, scopes, and words for every picture."""
    soup = BeautifulSoup(content("html"), "html.parser")
    assert soup.html["lang"] == "en"  # type: ignore[index]  # the page has a root
    levels = [int(h.name[1]) for h in soup.find_all(re.compile("h[1-6]"))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    tables = soup.find_all("table")
    assert all(t.caption and t.caption.get_text() for t in tables)
    assert all(th.get("scope") in ("row", "col") for t in tables for th in t.find_all("th"))
    pictures = soup.find_all("svg")
    assert len(pictures) == 5
    for picture in pictures:
        assert picture["role"] == "img"
        ids = str(picture["aria-labelledby"]).split()
        assert [len(_text(picture.find(id=i))) > 10 for i in ids] == [True, True]
    assert len({e["id"] for e in soup.find_all(id=True)}) == len(soup.find_all(id=True))
    assert "@media print" in soup.style.get_text()  # type: ignore[union-attr]  # the page has a style


def _text(found: Tag | None) -> str:
    assert found is not None
    return found.get_text()


CELLS = ("earned", "possible", "target", "none")
PAIRS = [("ink", "paper"), ("soft", "paper"), ("ink", "none"), *((f"on-{kind}", kind) for kind in CELLS)]


@pytest.mark.parametrize("scheme", [0, 1, 2])
@pytest.mark.parametrize(("ink", "paper"), PAIRS)
def test_letters_stand_out(scheme: int, ink: str, paper: str) -> None:
    """4.5 to 1 at least, in light, dark and print."""
    blocks = re.findall(r":root \{(.*?)\}", STYLE.read_text(encoding="utf-8"), re.DOTALL)
    colours = dict(re.findall(r"--([\w-]+): (#\w+)", blocks[scheme]))
    lights = sorted(_light(colours[name]) for name in (ink, paper))
    assert (lights[1] + 0.05) / (lights[0] + 0.05) >= 4.5


def _light(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_word_has_real_headings_and_tables() -> None:
    """Styles that Word's outline knows, and header rows."""
    file = docx.Document(io.BytesIO(content("docx")))
    styles = [p.style.name for p in file.paragraphs if p.style]
    assert {"Heading 1", "Heading 2", "Heading 3", "Heading 4", "List Bullet", "List Number", "Quote"} <= set(
        styles
    )
    assert all("tblHeader" in table.rows[0]._tr.xml for table in file.tables)


def test_pdf_without_fonts_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    """What no font can show is written by its number; nothing fails."""
    monkeypatch.setattr(lettering, "FONTS", ())
    lettering.letters.cache_clear()
    told = write(made("names"), "pdf")
    lettering.letters.cache_clear()
    text = "".join(p.get_textpage().get_text_range() for p in pypdfium2.PdfDocument(told))
    assert "[U+05" in text
    assert "machine-learning" in text


def test_pdf_has_bookmarks() -> None:
    """One for every heading."""
    file = pypdfium2.PdfDocument(content("pdf"))
    titles = [mark.get_title() for mark in file.get_toc()]
    assert "For those who decide" in titles
    assert len(titles) > len(made().practices)


EMPTY: dict[str, list[Act]] = {
    "just begun": Diary().acts,
    "one system": Diary("solo", traits=("bought",)).acts,
}


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("case", EMPTY)
def test_next_to_nothing_is_reported_too(name: str, case: str) -> None:
    """No systems, no answers, a catalogue without threats."""
    edition = Edition(written=date(2026, 1, 1), capacity=40)
    data = gather(EMPTY[case], small_catalogue(), head="", edition=edition).data
    assert write(data, name)


def test_the_executive_page_comes_first() -> None:
    """Headline, three decisions, accepted gaps with owner and date; then the engineer's part."""
    text = content("md").decode()
    order = [
        "For those who decide",
        "at target",
        "Three decisions asked for",
        "Accepted gaps",
        "For those who do it",
    ]
    places = [text.index(words) for words in order]
    assert places == sorted(places)
    assert len(made().decisions) == 3
    gaps = made().accepted
    assert {gap.kind for gap in gaps} == {"exemption", "target"}
    assert all(gap.owner for gap in gaps)
    assert {str(gap.review) for gap in gaps if gap.kind == "exemption"} == {"2030-01-01"}
