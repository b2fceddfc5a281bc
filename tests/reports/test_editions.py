"""Who is named: roles, names or nobody; what is confidential or private stays out of every copy."""

import io
import re
import zipfile
from functools import cache

import pypdfium2
import pytest

from assistant.reports.formats import FORMATS
from assistant.reports.veil import Kind
from tests.reports.made import (
    ADDRESS,
    CONFIDENTIAL,
    HOST,
    LONG,
    MAIL,
    ORGANISATION,
    PEOPLE,
    PRIVATE,
    QUOTED,
    SAID,
    SCRIPT,
    SECRET,
    SYSTEMS,
    content,
    gathered,
    made,
)

NAMED = (*PEOPLE, "Zelda", "Ottokar", "Quist", "Petra")
WORDS = (SCRIPT, LONG[:60], "judged by", "signs every release", SAID, QUOTED, "wolverine", "everyone")
PLACES = (
    *SYSTEMS[1:2],
    SYSTEMS[0],
    ORGANISATION,
    "Hjelmqvist",
    MAIL,
    HOST,
    ADDRESS,
    "corp.example",
    "notes.md",
)


@cache
def spelt(name: str, kind: Kind) -> str:
    """All that a format holds, as text: every part of an archive, every page of a PDF."""
    told = content(name, kind)
    if name == "pdf":
        return "".join(p.get_textpage().get_text_range() for p in pypdfium2.PdfDocument(told))
    if name in ("docx", "xlsx"):
        with zipfile.ZipFile(io.BytesIO(told)) as parts:
            return "\n".join(parts.read(part).decode("utf-8", "replace") for part in parts.namelist())
    return told.decode()


def holds(text: str, words: str) -> bool:
    """Whether words stand in a text, however they are broken, escaped or mirrored."""
    flat = re.sub(r"[\s\\\u2060]+", "", text).lower()
    bare = re.sub(r"\s+", "", words).lower()
    escaped = bare.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return any(form in flat for form in {bare, escaped, bare[::-1] if not bare.isascii() else bare})


@pytest.mark.parametrize("name", FORMATS)
def test_a_redacted_copy_names_nobody_and_quotes_nothing(name: str) -> None:
    """No person, system, organisation, address or word of anybody's."""
    text = spelt(name, "redacted")
    assert [w for w in (*NAMED, *WORDS, *PLACES, CONFIDENTIAL, SECRET, PRIVATE) if holds(text, w)] == []


@pytest.mark.parametrize("name", ["md", "html", "docx", "pdf", "xlsx", "json", "navigator"])
def test_a_redacted_copy_says_that_it_is_one(name: str) -> None:
    """On its first page, or in its description."""
    assert holds(spelt(name, "redacted"), "This is a redacted copy")


@pytest.mark.parametrize("name", FORMATS)
def test_roles_stand_for_names(name: str) -> None:
    """Unless names are asked for; also inside what people wrote."""
    text = spelt(name, "roles")
    assert [n for n in NAMED if re.search(rf"(?<!\w){n}(?!\w)", text)] == []


@pytest.mark.parametrize("name", ["md", "html", "docx", "pdf", "xlsx", "json"])
def test_names_are_there_when_asked_for(name: str) -> None:
    """Right-to-left ones as well."""
    text = spelt(name, "names")
    assert [n for n in ("Zelda Quist", "Petra Moos") if not holds(text, n)] == []
    if name != "xlsx":
        assert all(word in text for word in PEOPLE[2].split())


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("kind", ["roles", "names"])
def test_what_is_confidential_or_private_stays_out(name: str, kind: Kind) -> None:
    """A confidential document is a place and a hash; a private note is nowhere."""
    text = spelt(name, kind)
    assert [w for w in (CONFIDENTIAL, SECRET, PRIVATE, "Kestrel") if holds(text, w)] == []


def test_figures_are_the_same_in_every_copy() -> None:
    """Redaction changes words only."""
    for practice, other in zip(made().practices, made("redacted").practices, strict=True):
        assert practice.model_dump(include=FIGURES) == other.model_dump(include=FIGURES)
        for activity, same in zip(practice.activities, other.activities, strict=True):
            assert activity.model_dump(exclude={"done_for"}) == same.model_dump(exclude={"done_for"})
            assert len(activity.done_for) == len(same.done_for)
    assert made().headline == made("redacted").headline
    assert made().phases == made("redacted").phases


FIGURES = {
    "earned",
    "progress",
    "unearned",
    "target",
    "proposed",
    "gap",
    "assurance",
    "documented",
}


def test_a_preview_lists_what_is_replaced() -> None:
    """Each name, system and quotation with what stands for it."""
    told = {(r.kind, r.was): r.now for r in gathered("redacted").replaced}
    assert told["person", "Zelda Quist"] == "security lead"
    assert told["system", "photo-sorter"] == "system 2"
    assert told["person", "Petra Moos"].startswith("person ")
    assert ("words", QUOTED) in told
    assert {r.kind for r in gathered("roles").replaced} == {"person"}
    assert gathered("names").replaced == ()
