"""Which reader reads which file: a table, and the one function that the fence runs."""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from fnmatch import translate
from itertools import islice
from pathlib import PurePosixPath

from knowledge.documents.archive import BombError, repack, unpack
from knowledge.documents.bills import read_xml
from knowledge.documents.mail import read_mail
from knowledge.documents.office import read_word
from knowledge.documents.pdf import read_pdf
from knowledge.documents.prose import read_markdown, read_prose, read_restructured, read_source
from knowledge.documents.sheets import read_rows, read_workbook
from knowledge.documents.slides import read_slides
from knowledge.documents.structured import (
    TooDeepError,
    read_json,
    read_lines_of_json,
    read_notebook,
    read_yaml,
)
from knowledge.documents.web import read_web
from knowledge.documents.writing import LONGEST_PLACE, FullError, Writing, neutral
from model.evidence import Document, Remark


@dataclass(frozen=True)
class Format:
    """A kind of file and what reads it."""

    kind: str
    read: Callable[[bytes, Writing], None]
    magic: bytes = b""
    """What its bytes must begin with."""


_TEXT, _MARKDOWN = Format("text", read_prose), Format("markdown", read_markdown)
_YAML, _WEB = Format("yaml", read_yaml), Format("html", read_web)
_JSON, _SOURCE = Format("json", read_json), Format("source", read_source)
FORMATS: Mapping[str, Format] = {
    ".md": _MARKDOWN,
    ".markdown": _MARKDOWN,
    ".mdx": _MARKDOWN,
    ".rst": Format("restructuredtext", read_restructured),
    ".txt": _TEXT,
    ".text": _TEXT,
    ".log": _TEXT,
    ".adoc": _TEXT,
    ".html": _WEB,
    ".htm": _WEB,
    ".pdf": Format("pdf", read_pdf, b"%PDF-"),
    ".docx": Format("docx", read_word, b"PK\x03\x04"),
    ".pptx": Format("pptx", read_slides, b"PK\x03\x04"),
    ".xlsx": Format("xlsx", read_workbook, b"PK\x03\x04"),
    ".csv": Format("csv", read_rows),
    ".tsv": Format("csv", read_rows),
    ".json": _JSON,
    ".sarif": _JSON,
    ".xml": Format("xml", read_xml),
    ".jsonl": Format("jsonl", read_lines_of_json),
    ".yaml": _YAML,
    ".yml": _YAML,
    ".dvc": _YAML,
    ".ipynb": Format("notebook", read_notebook),
    ".eml": Format("mail", read_mail),
    **dict.fromkeys(
        (".py", ".sh", ".toml", ".cfg", ".ini", ".tf", ".rego", ".lock", ".gradle", ".dockerfile", ".mod"),
        _SOURCE,
    ),
}
ARCHIVE = ".zip"
_NAMED: Mapping[str, Format] = {
    "readme": _MARKDOWN,
    "security": _MARKDOWN,
    "license": _TEXT,
    "requirements*.txt": _SOURCE,
    "constraints*.txt": _SOURCE,
    "dockerfile*": _SOURCE,
    "containerfile": _SOURCE,
    "makefile": _SOURCE,
    "jenkinsfile*": _SOURCE,
    "codeowners": _SOURCE,
    "pipfile": _SOURCE,
    "pipfile.lock": _JSON,
    "mlproject": _YAML,
    ".gitattributes": _SOURCE,
    ".dockerignore": _SOURCE,
}
"""Files that are known by their names, whatever the ending."""
_NAME = re.compile("|".join(f"({translate(pattern)})" for pattern in _NAMED))
"""A group a pattern, in their order."""


def format_of(name: str) -> Format | None:
    """By the whole name, or its ending; None for what cannot be read."""
    path = PurePosixPath(name.casefold())
    named = _NAME.fullmatch(path.name)
    return (
        list(_NAMED.values())[named.lastindex - 1] if named and named.lastindex else FORMATS.get(path.suffix)
    )


def is_readable(name: str) -> bool:
    """Whether there is a reader for a file of this name."""
    return format_of(name) is not None or name.casefold().endswith(ARCHIVE)


def read_bytes(name: str, content: bytes) -> Iterator[Document]:
    """The document, or those in the archive one by one; never an exception for what is in the bytes.

    What went wrong is a remark: broken, partly, bomb, nested, archive, memory, locked, mismatch, unknown.
    """
    if not name.casefold().endswith(ARCHIVE):
        yield _read(name, content)
        return
    entries = unpack(content)
    while True:
        held: list[tuple[str, bytes | Remark]] = []
        code = _attempt(lambda held=held: held.extend(islice(entries, 1)))  # type: ignore[misc]
        if code:
            yield unread(name, content, remark=Remark(code=code))
        if not held:
            return
        ((inner, found),) = held
        if is_readable(inner):
            yield _of_entry(f"{name}/{neutral(inner)[-LONGEST_PLACE:]}", found)


def unread(name: str, content: bytes | None, *, remark: Remark, kind: str = "unread") -> Document:
    """A document of which only the cause is known; without content nobody knows the hash of it either."""
    digest = "" if content is None else hashlib.sha256(content).hexdigest()
    return Document(name=name, sha256=digest, kind=kind, text="", remarks=(remark,))


def _of_entry(name: str, held: bytes | Remark) -> Document:
    if isinstance(held, Remark):
        return unread(name, None, remark=held)
    if name.casefold().endswith(ARCHIVE):
        return unread(name, held, remark=Remark(code="archive"))
    return _read(name, held)


def _read(name: str, content: bytes) -> Document:
    form = format_of(name)
    if form is None:
        return unread(name, content, remark=Remark(code="unknown"))
    if not content.startswith(form.magic):
        return unread(name, content, remark=Remark(code="mismatch", values={"kind": form.kind}))
    writing = Writing()
    code = _attempt(lambda: _parse(form, content, writing=writing))
    if code and not writing.passages:
        return unread(name, content, remark=Remark(code=code), kind=form.kind)
    if code:
        writing.remark("partly" if code == "broken" else code)
    elif not (writing.passages or writing.remarks):
        writing.remark("empty")
    return Document(
        name=name,
        sha256=hashlib.sha256(content).hexdigest(),
        kind=writing.kind or form.kind,
        text=writing.text,
        pages=writing.pages,
        passages=tuple(writing.passages),
        remarks=tuple(writing.remarks),
    )


def _parse(form: Format, content: bytes, *, writing: Writing) -> None:
    with suppress(FullError):
        form.read(repack(content) if form.magic.startswith(b"PK") else content, writing)


def _attempt(work: Callable[[], object]) -> str:
    """What a parser died of, as a code; empty when it did not."""
    try:
        work()
    except BombError:
        return "bomb"
    except (TooDeepError, RecursionError):
        return "nested"
    except MemoryError:
        return "memory"
    except Exception as error:  # noqa: BLE001 - whatever else a parser dies of, the file is broken
        cause = str(error).casefold()
        return "locked" if "password" in cause or "encrypted" in cause else "broken"
    return ""
