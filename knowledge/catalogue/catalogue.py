"""The catalogue: strict data files in, one value out, and that value's canonical JSON and digest."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from knowledge.catalogue.check import find_fault
from knowledge.strict_yaml import read_yaml
from model.errors import CatalogueError
from model.practice import Catalogue, Phase, Practice, Term
from model.value import Value

PACKAGE = Path(__file__).parent
ADVICE = "Correct the file, or reinstall when you did not change it."


class _Edition(Value):
    """What catalogue.yaml says."""

    version: str
    atlas: str


def load_catalogue(folder: Path = PACKAGE) -> Catalogue:
    """The catalogue in `folder`; a CatalogueError names the first file and key that break the format."""
    edition = _read(folder, "catalogue.yaml", kind=_Edition)
    catalogue = Catalogue(
        version=edition.version,
        atlas=edition.atlas,
        phases=_read(folder, "phases.yaml", kind=tuple[Phase, ...]),
        practices=tuple(_practices(folder)),
        terms=_read(folder, "glossary.yaml", kind=tuple[Term, ...]),
        traits=_read(folder, "traits.yaml", kind=dict[str, str]),
    )
    fault = find_fault(catalogue)
    if fault:
        raise CatalogueError(f"{fault.file}: {fault.key}: {fault.what}", fault.do or ADVICE)
    return catalogue


def to_json(catalogue: Catalogue) -> str:
    """Canonical JSON: sorted keys, no spaces, nothing escaped that need not be."""
    values = catalogue.model_dump(mode="json")
    return json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def from_json(text: str) -> Catalogue:
    """The catalogue that `to_json` wrote."""
    try:
        return Catalogue.model_validate_json(text, strict=True)
    except ValidationError as cause:
        raise CatalogueError(f"stored catalogue: {_first(cause)}", "Restore it from a backup.") from cause


def catalogue_digest(catalogue: Catalogue) -> str:
    """SHA-256 of the canonical JSON; the same content always has the same digest."""
    return hashlib.sha256(to_json(catalogue).encode()).hexdigest()


def _practices(folder: Path) -> Iterator[Practice]:
    files = sorted((folder / "practices").glob("*.yaml"))
    if not files:
        raise CatalogueError("practices: no practice files", ADVICE)
    for file in files:
        name = f"practices/{file.name}"
        practice = _read(folder, name, kind=Practice)
        if practice.id != file.stem:
            raise CatalogueError(f"{name}: id: is {practice.id}", f"Name the file {practice.id}.yaml.")
        yield practice


def _read(folder: Path, name: str, *, kind: Any) -> Any:
    """One file as one value; by way of JSON, because only there strict means no coercion but tuples."""
    content = json.dumps(read_yaml(folder / name, name=name))
    try:
        return TypeAdapter(kind).validate_json(content, strict=True)
    except ValidationError as cause:
        raise CatalogueError(f"{name}: {_first(cause)}", ADVICE) from cause


def _first(error: ValidationError) -> str:
    """The first of pydantic's errors as `dotted.key: what`, and how many more there are."""
    first, *more = error.errors(include_url=False, include_input=False)
    key = ".".join(str(part) for part in first["loc"]) or "whole"
    what = first["msg"].removeprefix("Value error, ").replace("\n", " ")
    what = what[:1].lower() + what[1:]
    return f"{key}: {what}" + (f" (and {len(more)} more)" if more else "")
