"""`mlsmm catalogue`: what can be assessed, in full, and whether its texts keep to the rules."""

import argparse
import os
from collections.abc import Iterator
from pathlib import Path

from assistant.cli.figures import Json
from assistant.cli.output import complain, fault, put, say, show, show_json
from assistant.cli.sources import catalogue_of, settings_of
from assistant.conversation.explain import explain_level, explain_practice
from assistant.conversation.topics import find_practice
from knowledge.catalogue.borrowing import find_borrowed
from knowledge.catalogue.check import Fault
from knowledge.catalogue.lint import find_alike, find_wording
from model.catalogue import Catalogue
from model.errors import InputError
from model.practice import Practice
from prompts.wording import FOLDER, TRANSLATION, misfit, read_templates

BROKEN = 6
REFERENCES = "MLSMM_REFERENCES"
"""The variable that names a folder of reference files, where they are at hand."""


def catalogue(arguments: argparse.Namespace) -> int:
    """`mlsmm catalogue list | show PRACTICE | check`"""
    actions = {"list": _list, "show": _show, "check": _check}
    return actions[arguments.action](arguments, catalogue_of(arguments))


def to_listed(catalogue: Catalogue) -> Json:
    """Every practice with its levels and activities, in one object."""
    return {
        "version": catalogue.version,
        "atlas": catalogue.atlas,
        "practices": [_to_practice(p) for p in catalogue.practices],
    }


def _to_practice(practice: Practice) -> Json:
    return {
        "id": practice.id,
        "name": practice.name,
        "aliases": list(practice.aliases),
        "phases": [p.phase.value for p in practice.phases],
        "profile": practice.profile.value,
        "kind": practice.kind.value,
        "provisional": practice.provisional,
        "levels": [
            {
                "level": level.level,
                "statement": level.statement,
                "activities": [{"id": a.id, "text": a.text} for a in level.activities],
            }
            for level in practice.levels
        ],
    }


def _list(arguments: argparse.Namespace, known: Catalogue) -> int:
    if arguments.json:
        show_json(to_listed(known))
        return 0
    put(say("catalogue.title", version=known.version, atlas=known.atlas, count=len(known.practices)))
    for practice in known.practices:
        profile = say("catalogue.provisional") if practice.provisional else practice.profile.value
        phase = practice.primary_phase.value.replace("-", " ")
        put(say("catalogue.row", practice=practice.id, name=practice.name, profile=profile, phase=phase))
    return 0


def _show(arguments: argparse.Namespace, known: Catalogue) -> int:
    practice = find_practice(known, " ".join(arguments.topic))
    if practice is None:
        raise fault(InputError, "error.no-practice", practice=" ".join(arguments.topic) or "–")
    if arguments.json:
        show_json(practice.model_dump(mode="json"))
        return 0
    show(explain_practice(known, practice))
    for level in practice.levels:
        put("")
        show(explain_level(practice, level.level))
    return 0


def _check(arguments: argparse.Namespace, known: Catalogue) -> int:
    references = os.environ.get(REFERENCES, "").strip()
    findings = [*_findings(arguments, known, references=references)]
    if arguments.json:
        rows = [finding._asdict() for finding in findings]
        skipped = [] if references else ["references"]
        show_json(
            {
                "version": known.version,
                "practices": len(known.practices),
                "findings": rows,
                "skipped": skipped,
            }
        )
        return BROKEN if findings else 0
    for finding in findings:
        file, key, what, do = finding
        complain(say("catalogue.finding", file=file, key=key, what=what, do=do))
    if not references:
        put(say("catalogue.no-references", variable=REFERENCES))
    if findings:
        put(say("catalogue.findings", count=len(findings)))
        return BROKEN
    put(say("catalogue.sound", count=len(known.practices)))
    return 0


def _translation(own: Path | None) -> Iterator[Fault]:
    """Translated sentences that cannot stand in for ours: these stay English."""
    ours = read_templates(FOLDER)
    for name, text in read_templates(own / TRANSLATION).items() if own else ():
        if why := misfit(name, text, ours=ours):
            yield Fault(
                f"{TRANSLATION}/{name.partition('.')[0]}.yaml", name, why, "Keep the names in braces."
            )


def _findings(arguments: argparse.Namespace, known: Catalogue, *, references: str) -> Iterator[Fault]:
    """Loading it has kept the format; this is about its words."""
    from knowledge.encoder import open_encoder  # onnxruntime, 0.3 s

    yield from find_wording(known)
    yield from _translation(settings_of(arguments).own)
    yield from find_alike(known, open_encoder(settings_of(arguments).cache).encode)
    if references:
        yield from find_borrowed(known, Path(references).expanduser())
