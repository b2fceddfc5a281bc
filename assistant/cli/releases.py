"""`mlsmm atlas`: what an official file holds, what changed between two, and going by another release."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from assistant.cli.figures import Json
from assistant.cli.output import complain, fault, put, say, show_json
from assistant.cli.sources import Found, assessment, catalogue_of, require_record, settings_of
from knowledge.atlas.difference import Differences, ReleaseDifference, compare
from knowledge.atlas.kept import Kept, keep, put_in_use
from knowledge.atlas.official import LEFT_OUT, Official, read_official
from knowledge.atlas.pinned import load_known_releases, load_release
from model.adoption import adopt, to_revisit
from model.catalogue import Catalogue
from model.deeds import AtlasUsed
from model.errors import InputError
from model.threat import Release, is_later

PINNED = "pinned"
MOST_SHOWN = 20
"""Rows of one kind that a difference prints; JSON has all."""


def atlas(arguments: argparse.Namespace) -> int:
    """`mlsmm atlas show [FILE] | diff A B | use FILE|pinned [NAME] [--apply]`"""
    actions = {"show": (_show, 0, 1), "diff": (_diff, 2, 2), "use": (_use, 1, 2)}
    action, least, most = actions[arguments.action]
    if not least <= len(arguments.paths) <= most:
        raise fault(InputError, "error.atlas-words", action=arguments.action)
    return action(arguments)


def _show(arguments: argparse.Namespace) -> int:
    official = _read(arguments.paths[0]) if arguments.paths else Official(load_release(), (), {})
    release = official.release
    linked = sum(m.techniques is not None for m in release.mitigations)
    techniques, studies = len(release.techniques), len(release.studies)
    if arguments.json:
        show_json(
            {
                "version": release.version,
                "format": release.format,
                "mitigations": linked,
                "techniques": techniques,
                "case_studies": studies,
                "steps": release.steps,
                "problems": list(official.problems),
            }
        )
        return 0
    put(say("atlas.release", version=release.version, format=release.format))
    put(say("atlas.counts", mitigations=linked, techniques=techniques, studies=studies, steps=release.steps))
    for known in load_known_releases():
        if is_later(known.version, release.version):
            news = [f"{new.id} {new.name or ''}".strip() for new in (*known.new, *known.renamed)]
            counts = [f"{count} {kind}" for kind, count in known.counts.items()]
            put(say("atlas.beyond", version=known.version, news=", ".join(news + counts)))
    _complain_of(official)
    return 0


def _diff(arguments: argparse.Namespace) -> int:
    before, after = (_read(path) for path in arguments.paths)
    difference = compare(before.release, after.release, successors=_successors())
    if arguments.json:
        show_json(to_difference(difference))
        return 0
    for text in difference_lines(difference):
        put(text)
    for official in (before, after):
        _complain_of(official)
    return 0


def _use(arguments: argparse.Namespace) -> int:
    source, *names = arguments.paths
    if names:
        arguments.name = names[0]
        with assessment(arguments) as found:
            return _use_on(found, arguments, source=source)
    catalogue = catalogue_of(arguments)
    if source == PINNED:
        put_in_use(None, data=settings_of(arguments).data)
        put(say("atlas.pinned", version=load_release().version))
        return 0
    official = _read_to_use(source)
    _tell(arguments, official, catalogue=catalogue, revisit=())
    if arguments.apply:
        kept = keep(official, Path(source).expanduser(), data=settings_of(arguments).data)
        put_in_use(kept, data=settings_of(arguments).data)
    return 0


def _use_on(found: Found, arguments: argparse.Namespace, *, source: str) -> int:
    """On an assessment it is an act; without --apply nothing is recorded."""
    session = found.session
    official = Official(load_release(), (), {}) if source == PINNED else _read_to_use(source)
    before = session.catalogue.threats or load_release()
    moved = compare(before, official.release).moved & {p.id for p in session.catalogue.practices}
    revisit = to_revisit(session.state, moved)
    _tell(arguments, official, catalogue=session.catalogue, revisit=revisit)
    if arguments.apply:
        require_record(found)
        kept = _kept(official, arguments, source=source)
        deed = AtlasUsed(release=official.release, file=kept.file, sha256=kept.sha256, revisit=revisit)
        session.record(deed)
    return 0


def _kept(official: Official, arguments: argparse.Namespace, *, source: str) -> Kept:
    if source == PINNED:
        return Kept(PINNED, "0" * 64, official.release, {})
    return keep(official, Path(source).expanduser(), data=settings_of(arguments).data)


def _tell(
    arguments: argparse.Namespace, official: Official, *, catalogue: Catalogue, revisit: tuple[str, ...]
) -> None:
    """What going by the file changes; said before it is done, and when it is."""
    before = catalogue.threats or load_release()
    difference = compare(before, official.release, successors=_successors())
    settled = _no_longer_provisional(catalogue, official.release)
    if arguments.json:
        moved = sorted(difference.moved & {p.id for p in catalogue.practices})
        show_json(
            {
                **to_difference(difference),
                "practices": [_to_moved(i, difference) for i in moved],
                "no_longer_provisional": settled,
                "revisit": list(revisit),
                "applied": bool(arguments.apply),
                "problems": list(official.problems),
            }
        )
        return
    for text in difference_lines(difference):
        put(text)
    names = {p.id: p.name for p in catalogue.practices}
    for practice in settled:
        put(say("atlas.settled", practice=names[practice]))
    for practice in revisit:
        put(say("atlas.revisit", practice=names[practice], id=practice))
    version = official.release.version
    put(say("atlas.used", version=version) if arguments.apply else say("atlas.dry", version=version))
    _complain_of(official)


def _no_longer_provisional(catalogue: Catalogue, release: Release) -> list[str]:
    after = {p.id for p in adopt(catalogue, release).practices if p.provisional}
    return [p.id for p in catalogue.practices if p.provisional and p.id not in after]


def _to_moved(practice: str, difference: ReleaseDifference) -> Json:
    """A practice whose coverage changes: the techniques that it answers now, and no longer."""
    return {
        "id": practice,
        "added": [technique for mitigation, technique in difference.added if mitigation == practice],
        "removed": [technique for mitigation, technique in difference.removed if mitigation == practice],
    }


def to_difference(difference: ReleaseDifference) -> Json:
    """The difference as JSON, by kind."""
    return {
        "from": difference.before,
        "to": difference.after,
        "tactics": _to_differences(difference.tactics),
        "mitigations": _to_differences(difference.mitigations),
        "techniques": _to_differences(difference.techniques),
        "case_studies": _to_differences(difference.studies),
        "edges": {
            "added": [list(edge) for edge in difference.added],
            "removed": [list(edge) for edge in difference.removed],
        },
    }


def _to_differences(differences: Differences) -> Json:
    return {
        "new": list(differences.new),
        "renamed": [{"id": r.id, "from": r.before, "to": r.after} for r in differences.renamed],
        "retired": [{"id": r.id, "to": r.successor} for r in differences.retired],
        "changed": [
            {"id": c.id, "field": c.field, "from": c.before, "to": c.after} for c in differences.changed
        ],
    }


def difference_lines(difference: ReleaseDifference) -> Iterator[str]:
    """The difference in words, the longest lists cut short."""
    yield say("atlas.from-to", before=difference.before, after=difference.after)
    kinds = {
        "mitigations": difference.mitigations,
        "techniques": difference.techniques,
        "tactics": difference.tactics,
        "studies": difference.studies,
    }
    rows = [row for kind, differences in kinds.items() for row in _kind_rows(kind, differences)]
    rows += _cut([say("atlas.edge-added", mitigation=m, technique=t) for m, t in difference.added])
    rows += _cut([say("atlas.edge-removed", mitigation=m, technique=t) for m, t in difference.removed])
    yield from rows or [say("atlas.same")]


def _kind_rows(kind: str, differences: Differences) -> list[str]:
    rows: list[str] = []
    if differences.new:
        rows.append(say(f"atlas-kind.{kind}") + say("atlas.new", ids=", ".join(differences.new)))
    rows += [say("atlas.renamed", id=r.id, before=r.before, after=r.after) for r in differences.renamed]
    rows += [say("atlas.retired", id=r.id, successor=r.successor or "–") for r in differences.retired]
    for changed in differences.changed:
        if isinstance(changed.before, list):
            rows.append(say("atlas.changed-list", id=changed.id, field=changed.field))
        else:
            before, after = changed.before, changed.after
            rows.append(say("atlas.changed", id=changed.id, field=changed.field, before=before, after=after))
    return _cut(rows)


def _cut(rows: list[str]) -> list[str]:
    more = len(rows) - MOST_SHOWN
    return [*rows[:MOST_SHOWN], say("atlas.more", count=more)] if more > 0 else rows


def _successors() -> dict[str, str]:
    return {old: new for known in load_known_releases() for old, new in known.retired.items()}


def _read(path: str) -> Official:
    return read_official(Path(path).expanduser())


def _read_to_use(path: str) -> Official:
    """A file that something is left of: without techniques or mitigations no attack would be answered."""
    official = _read(path)
    release = official.release
    if not release.techniques or not any(m.techniques for m in release.mitigations):
        name = Path(path).name
        raise fault(InputError, "error.atlas-empty", name=name, count=_left_out(official))
    return official


def _left_out(official: Official) -> int:
    """Entries of the file that could not be read."""
    return sum(LEFT_OUT in problem for problem in official.problems)


def _complain_of(official: Official) -> None:
    for problem in official.problems:
        complain(problem)
    if count := _left_out(official):
        complain(say("atlas.left-out", count=count))
