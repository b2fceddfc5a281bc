"""`mlsmm evidence`: what is in documents and what they seem to show; `add` alone records."""

import argparse
import sys
import time
from collections.abc import Iterable, Sequence
from itertools import groupby

from assistant.cli.keeping import add, shelf, wanted
from assistant.cli.opened import documents_in, kept, paths_of, require_documents, require_words
from assistant.cli.output import put, put_whole, say, show_json
from assistant.cli.sources import catalogue_of, library_of
from assistant.conversation.proofs import remarks_of
from assistant.conversation.speech import neutral
from assistant.conversation.suggested import place_of
from knowledge.documents.fence import count_files
from knowledge.documents.looking import LookedAt
from model.catalogue import Catalogue
from model.evidence import Document
from model.practice import Practice
from model.scoring import rounded
from model.suggestion import Contrary, Progress, Suggestion, gathered, with_others

OFTEN = 0.1
"""Seconds between two tellings of how far a scan has come."""


def evidence(arguments: argparse.Namespace) -> int:
    """`mlsmm evidence text|map|scan PATH…`, `add NAME PATH… [--take 1,3|all]`, `list|wanted NAME`"""
    actions = {"text": _text, "map": _map, "scan": _scan, "add": add, "list": shelf, "wanted": wanted}
    return actions[arguments.action](arguments)


def _text(arguments: argparse.Namespace) -> int:
    """The extracted text, to which every offset refers."""
    documents = list(documents_in(arguments.paths))
    require_documents(documents, names=arguments.paths)
    if arguments.json:
        show_json({"documents": [_with_passages(document) for document in documents]})
    else:
        for document in documents:
            _show_remarks([document])
            put_whole(document.text)
    require_words(documents, names=arguments.paths)
    return 0


def _map(arguments: argparse.Namespace) -> int:
    """Passages that support a practice, read and found by rules."""
    library, read = library_of(arguments), list[Document]()
    suggestions: tuple[Suggestion, ...] = ()
    documents = kept(documents_in(arguments.paths), read)
    files = sum(count_files(path) for path in paths_of(arguments.paths))
    for progress in library.follow(documents, systems=arguments.system or ()):
        _tell(progress, files=files)
        suggestions = progress.suggestions
    _tell(None)
    require_documents(read, names=arguments.paths)
    if arguments.json:
        show_json(_shown(read, suggestions))
    else:
        _show_remarks(read)
    require_words(read, names=arguments.paths)
    if not arguments.json:
        _show(suggestions, catalogue=library.catalogue)
    return 0


def _scan(arguments: argparse.Namespace) -> int:
    """What a repository shows by itself, and what in it speaks against a practice."""
    from knowledge.documents.repository import scan_repository  # the rules, 20 ms

    looked = _Looking()
    found, documents = scan_repository(paths_of(arguments.paths), told=looked.at)
    _tell(None)
    if not looked.total:
        require_documents((), names=arguments.paths)
    if arguments.json:
        contrary = [each.model_dump(mode="json") for each in found.contrary]
        told = {"looked_at": looked.total, "contrary": contrary}
        show_json({**_shown(documents, found.suggestions), **told})
        return 0
    _show_remarks([d for d in documents if d.remarks])
    _show(found.suggestions, catalogue=catalogue_of(arguments))
    for each in found.contrary:
        put(say("evidence.contrary", place=_place(each), words=each.quotation.text, reason=each.reason))
    put(say("evidence.scanned", count=looked.total, opened=len(documents)))
    return 0


class _Looking:
    """How far a scan has come, on one line of a terminal, a few times a second."""

    def __init__(self) -> None:
        self.total = 0
        self._next = 0.0

    def at(self, looked: LookedAt) -> None:
        """So many files are done, and one is next."""
        self.total = looked.total
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + OFTEN
            _write(say("evidence.looking", done=looked.done, total=looked.total, name=looked.following[-50:]))


def _tell(progress: Progress | None, *, files: int = 0) -> None:
    """How far the reading has come, on one line of a terminal; None ends it."""
    words = ""
    if progress:
        words = say(
            "evidence.progress",
            number=progress.finished + 1,
            files=max(files, progress.finished + 1),
            name=progress.document[-50:],
            done=progress.done,
            total=progress.total,
        )
    _write(words)


def _write(words: str) -> None:
    """One line of a terminal, in place of what stood there."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{neutral(words)}")
        sys.stderr.flush()


def _shown(documents: Sequence[Document], suggestions: Sequence[Suggestion]) -> dict[str, object]:
    return {
        "documents": [_summary(document) for document in documents],
        "suggestions": [s.model_dump(mode="json") | {"hidden": False} for s in with_others(suggestions)],
    }


def _summary(document: Document) -> dict[str, object]:
    return {
        "path": document.path or document.name,
        "sha256": document.sha256 or None,
        "kind": document.kind,
        "pages": document.pages,
        "passages": len(document.passages),
        "skipped": sum(passage.is_hidden for passage in document.passages),
        "warnings": list(remarks_of(document)),
    }


def _with_passages(document: Document) -> dict[str, object]:
    found = document.model_dump(mode="json", exclude={"name", "remarks", "path"})
    found["sha256"] = document.sha256 or None
    return {"path": document.path or document.name, **found, "warnings": list(remarks_of(document))}


def _show_remarks(documents: Iterable[Document]) -> None:
    for document in documents:
        for words in remarks_of(document):
            put(f"! {words}")


def _show(suggestions: Sequence[Suggestion], *, catalogue: Catalogue) -> None:
    """By practice: each place with its words, what they support and how sure that is."""
    told = sorted(gathered(suggestions), key=lambda s: s.practice)
    for practice, group in groupby(told, key=lambda s: s.practice):
        put(f"\n{practice} {catalogue.practice(practice).name}")
        for each in group:
            put(say("evidence.place", place=_place(each), words=each.quotation.text))
            for source in each.also:
                put("  " + say("evidence.also", place=place_of(source)))
            shown = say(
                "evidence.shows",
                level=each.level,
                label=_label(catalogue.practice(practice), each.activity),
                coverage=each.coverage,
                kind=each.kind.replace("_", " "),
                sure=f"{rounded(100 * each.confidence, 0):.0f}",
            )
            put(f"  {shown}")
            if each.rule:
                put("  " + say("evidence.rule", reason=each.reason, limits=each.limits))
    put(say("evidence.found", count=len(told)))


def _label(practice: Practice, activity: str) -> str:
    return next((a.label for a in practice.activities if a.id == activity), activity)


def _place(found: Suggestion | Contrary) -> str:
    return f"{found.document}, {found.locator}"
