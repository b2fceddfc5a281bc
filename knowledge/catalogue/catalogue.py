"""The catalogue: strict data files in, one value out, and that value's canonical JSON and digest.

An organisation's own folder has the same files, each optional: what it has under a known id takes the place
of ours, anything else is added. So own practices, other targets and translations need no code.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from knowledge.atlas.pinned import load_known_releases, load_release
from knowledge.catalogue.check import find_fault
from knowledge.strict_data import ADVICE, first_fault, read_value
from model.catalogue import Catalogue, Crossing, Framework, NearPair, Phase, Term
from model.errors import CatalogueError
from model.evidence import DocumentKind
from model.practice import Practice
from model.profile import Fact, TargetTable
from model.threat import ExposureRules, PracticeEffect
from model.value import Value
from prompts.wording import TRANSLATION

PACKAGE = Path(__file__).parent


class _Edition(Value):
    """What catalogue.yaml says."""

    version: str
    atlas: str = ""


_LISTS: Mapping[str, tuple[str, type[Value], Callable[[Any], Any]]] = {
    "phases": ("phases.yaml", Phase, lambda x: x.id),
    "terms": ("glossary.yaml", Term, lambda x: x.name.casefold()),
    "facts": ("facts.yaml", Fact, lambda x: x.id),
    "effects": ("effects.yaml", PracticeEffect, lambda x: x.practice),
    "documents": ("documents.yaml", DocumentKind, lambda x: x.id),
    "near": ("near.yaml", NearPair, lambda x: frozenset(x.practices)),
    "frameworks": ("frameworks.yaml", Framework, lambda x: x.id),
    "crossings": ("crosswalk.yaml", Crossing, lambda x: (x.practice, x.framework, x.item)),
}
"""By field of the catalogue: its file, what the file lists, and what makes two rows the same."""
OTHERS = ("catalogue.yaml", "exposure.yaml", "targets.yaml", "traits.yaml", "asked.yaml", "outside.yaml")
FILES = frozenset([*OTHERS, *(file for file, _, _ in _LISTS.values())])


def load_catalogue(folder: Path = PACKAGE, *, own: Path | None = None) -> Catalogue:
    """The catalogue in `folder` under the organisation's `own`; a CatalogueError names the first fault."""
    folders = (folder,) if own is None else (folder, _checked(own))
    edition = read_value(folder, "catalogue.yaml", kind=_Edition)
    lists = {f: _merged(folders, name, kind=kind, key=key) for f, (name, kind, key) in _LISTS.items()}
    catalogue = Catalogue(
        version=edition.version if own is None else f"{edition.version}+{_label(own)}",
        atlas=edition.atlas,
        practices=tuple(_practices(folders)),
        targets=[*_found(folders, "targets.yaml", kind=TargetTable)][-1],
        exposure=[*_found(folders, "exposure.yaml", kind=ExposureRules)][-1],
        threats=load_release(),
        releases=load_known_releases(),
        **lists,
        traits=_joined(folders, "traits.yaml", kind=str),
    )
    fault = find_fault(catalogue)
    if fault:
        raise CatalogueError(f"{fault.file}: {fault.key}: {fault.what}", fault.do or ADVICE)
    return catalogue


def load_asked(catalogue: Catalogue, *, own: Path | None = None) -> dict[str, tuple[str, ...]]:
    """By practice, questions that people ask about it; for searching only, so no part of what is scored."""
    folders = (PACKAGE,) if own is None else (PACKAGE, own)
    asked = _joined(folders, "asked.yaml", kind=tuple[str, ...])
    known = {practice.id for practice in catalogue.practices}
    for strange in sorted(asked.keys() - known):
        raise CatalogueError(f"asked.yaml: {strange}: is not a practice", "Correct the id, or take it out.")
    return asked


def load_outside(*, own: Path | None = None) -> tuple[str, ...]:
    """Questions that are about no practice, those of the organisation beside ours."""
    folders = (PACKAGE,) if own is None else (PACKAGE, own)
    return tuple(text for texts in _found(folders, "outside.yaml", kind=tuple[str, ...]) for text in texts)


def to_json(catalogue: Catalogue) -> str:
    """Canonical JSON: sorted keys, no spaces, nothing escaped that need not be."""
    values = catalogue.model_dump(mode="json")
    return json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def from_json(text: str) -> Catalogue:
    """The catalogue that `to_json` wrote."""
    try:
        return Catalogue.model_validate_json(text, strict=True)
    except ValidationError as cause:
        raise CatalogueError(
            f"stored catalogue: {first_fault(cause)}", "Restore it from a backup."
        ) from cause


def of_record(text: str) -> Catalogue:
    """The catalogue that an assessment was opened with, as `to_json` wrote it.

    Kinds of documents score nothing: one that came before them gets this program's.
    """
    stored = from_json(text)
    return stored if stored.documents else stored.model_copy(update={"documents": _kinds_of_documents()})


@cache
def _kinds_of_documents() -> tuple[DocumentKind, ...]:
    return tuple(read_value(PACKAGE, _LISTS["documents"][0], kind=tuple[DocumentKind, ...]))


def catalogue_digest(catalogue: Catalogue) -> str:
    """SHA-256 of the canonical JSON; the same content always has the same digest."""
    return hashlib.sha256(to_json(catalogue).encode()).hexdigest()


def _checked(own: Path) -> Path:
    """An organisation's folder, which holds nothing that would be passed over in silence."""
    try:
        names = sorted(x.name for x in own.iterdir() if not x.name.startswith("."))
    except OSError as cause:
        raise CatalogueError(f"{own}: cannot be read ({cause.strerror})", "Name a folder.") from cause
    known = FILES | {"practices", TRANSLATION}
    for strange in (n for n in names if n not in known and not n.lower().startswith(("readme", "licen"))):
        what = f"{strange}: is no file of a catalogue"
        raise CatalogueError(what, f"Known are {', '.join(sorted(known))}.")
    if not set(names) & known:
        raise CatalogueError(f"{own}: holds no catalogue", f"Known are {', '.join(sorted(known))}.")
    return own


def _label(own: Path) -> str:
    """What the organisation calls its edition."""
    stated = own / "catalogue.yaml"
    return read_value(own, stated.name, kind=_Edition).version if stated.exists() else own.resolve().name


def _found(folders: Iterable[Path], name: str, *, kind: Any) -> Iterator[Any]:
    """The file of each folder; only the first folder must have it."""
    for number, folder in enumerate(folders):
        if number == 0 or (folder / name).exists():
            yield read_value(folder, name, kind=kind)


def _merged(
    folders: Iterable[Path], name: str, *, kind: type[Value], key: Callable[[Any], Any]
) -> tuple[Value, ...]:
    """The rows of all folders in order; a later one takes the place of the one with its key."""
    rows: dict[Any, Value] = {}
    for content in _found(folders, name, kind=tuple[kind, ...]):  # type: ignore[valid-type]  # made at run time
        seen: set[Any] = set()
        for row in content:
            if key(row) in seen:
                raise CatalogueError(f"{name}: {key(row)}: is there twice", "Keep one of them.")
            seen.add(key(row))
            rows[key(row)] = row
    return tuple(rows.values())


def _joined(folders: Iterable[Path], name: str, *, kind: Any) -> dict[str, Any]:
    """The mappings of all folders as one; a later folder has the last word."""
    return {k: v for content in _found(folders, name, kind=dict[str, kind]) for k, v in content.items()}


def _practices(folders: Iterable[Path]) -> Iterator[Practice]:
    files = {file.stem: file for folder in folders for file in sorted((folder / "practices").glob("*.yaml"))}
    if not files:
        raise CatalogueError("practices: no practice files", ADVICE)
    for stem, file in sorted(files.items()):
        name = f"practices/{file.name}"
        practice = read_value(file.parent.parent, name, kind=Practice)
        if practice.id != stem:
            raise CatalogueError(f"{name}: id: is {practice.id}", f"Name the file {practice.id}.yaml.")
        yield practice
