"""The documents that `mlsmm evidence` is given: of paths that are there, and whether anything can be read."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from assistant.cli.output import fault
from knowledge.documents.fence import read_documents
from model.errors import InputError
from model.evidence import Document


def paths_of(names: Iterable[str]) -> list[Path]:
    """Files and folders that are there; InputError names the first that is not, before anything is read."""
    return [_path(name) for name in names]


def _path(name: str) -> Path:
    try:
        path = Path(name).expanduser()
        is_there = path.exists()
    except (OSError, RuntimeError, ValueError):  # a name too long, a home of nobody, a zero in it
        is_there = False
    if not is_there:
        raise fault(InputError, "error.no-path", path=name[:200])
    return path


def documents_in(names: Iterable[str]) -> Iterator[Document]:
    """Every document of the files and folders, one by one; InputError at once where one is missing."""
    paths = paths_of(names)
    return (document for path in paths for document in read_documents(path))


def kept(documents: Iterable[Document], read: list[Document]) -> Iterator[Document]:
    """The documents, each also kept in `read` as it passes."""
    for document in documents:
        read.append(document)
        yield document


def require_documents(documents: Sequence[Document], *, names: Iterable[str]) -> None:
    """InputError where there is nothing of a kind that can be read."""
    if not documents:
        raise fault(InputError, "error.no-document", path=_named(names))


def require_words(documents: Sequence[Document], *, names: Iterable[str]) -> None:
    """InputError where nothing could be read in any document; each has said why."""
    if not any(document.text.strip() for document in documents):
        raise fault(InputError, "error.no-words", path=_named(names))


def _named(names: Iterable[str]) -> str:
    """The places in one line."""
    return ", ".join(name[:200] for name in names)[:400]
