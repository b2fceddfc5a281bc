"""The release that the program is pinned to: facts, our summaries by id, and what is known beyond it."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from knowledge.strict_data import ADVICE, first_fault, read_value
from model.errors import CatalogueError
from model.threat import (
    CaseStudy,
    Known,
    KnownRelease,
    Mitigation,
    Release,
    Tactic,
    Technique,
    is_later,
)
from model.value import Value

PACKAGE = Path(__file__).parent
Thing = TypeVar("Thing", bound=Value)


class _Words(Value):
    """What we say of a case study."""

    summary: str
    lesson: str
    traits: tuple[str, ...]


def load_known_releases(folder: Path = PACKAGE) -> tuple[KnownRelease, ...]:
    """What releases.yaml states, oldest first."""
    return tuple(read_value(folder, "releases.yaml", kind=tuple[KnownRelease, ...]))


def load_release(folder: Path = PACKAGE) -> Release:
    """The pinned release with our summaries; a CatalogueError names a summary of nothing or a missing one."""
    facts = _facts(folder / "facts.json")
    tactics = read_value(folder, "tactics.yaml", kind=dict[str, str])
    techniques = read_value(folder, "techniques.yaml", kind=dict[str, str])
    studies = read_value(folder, "studies.yaml", kind=dict[str, _Words])
    _same_ids("tactics.yaml", tactics, things=facts.tactics)
    _same_ids("techniques.yaml", techniques, things=facts.techniques)
    _same_ids("studies.yaml", studies, things=facts.studies)
    return with_names(
        facts.model_copy(
            update={
                "tactics": tuple(_said(t, summary=tactics[t.id]) for t in facts.tactics),
                "techniques": tuple(_said(t, summary=techniques[t.id]) for t in facts.techniques),
                "studies": tuple(_said(s, **dict(studies[s.id])) for s in facts.studies),
            }
        ),
        load_known_releases(folder),
    )


def with_names(release: Release, known: Iterable[KnownRelease]) -> Release:
    """The release with the mitigations and names that are known beyond it; their links stay unknown."""
    later = [each for each in known if is_later(each.version, release.version)]
    mitigations = {m.id: m for m in release.mitigations}
    for each in later:
        for new in each.new:
            if new.id.startswith("AML.M") and new.name:
                mitigations.setdefault(new.id, Mitigation(id=new.id, name=new.name))
        for renamed in each.renamed:
            if renamed.id in mitigations and renamed.name:
                mitigations[renamed.id] = _also_named(mitigations[renamed.id], renamed)
    return release.model_copy(update={"mitigations": tuple(mitigations.values())})


def _also_named(mitigation: Mitigation, renamed: Known) -> Mitigation:
    return _said(mitigation, aliases=(*mitigation.aliases, renamed.name))


def _facts(path: Path) -> Release:
    try:
        return Release.model_validate_json(path.read_bytes(), strict=True)
    except OSError as cause:
        raise CatalogueError(f"{path.name}: cannot be read ({cause.strerror})", ADVICE) from cause
    except ValidationError as cause:
        raise CatalogueError(f"{path.name}: {first_fault(cause)}", ADVICE) from cause


def _same_ids(file: str, said: dict[str, Any], *, things: Iterable[Tactic | Technique | CaseStudy]) -> None:
    ids = {thing.id for thing in things}
    for what, wrong in (("has no summary", ids - said.keys()), ("is not in the facts", said.keys() - ids)):
        if wrong:
            raise CatalogueError(f"{file}: {min(wrong)}: {what}", ADVICE)


def _said(thing: Thing, **words: Any) -> Thing:
    return thing.model_copy(update=words)
