"""`mlsmm assess`: a script played through the same conversation, then scores and roadmap."""

import argparse
import json
from pathlib import Path
from typing import Any

from assistant.cli.figures import scorecard_of, to_roadmap
from assistant.cli.output import as_text, complain, show, show_json
from assistant.cli.records import write_whole
from assistant.cli.script import Played, Script, load_script, pending, play
from assistant.cli.sources import scratch_store, settings_of
from assistant.conversation.session import Session, resume
from assistant.conversation.views import results_lines, roadmap_lines
from knowledge.catalogue.catalogue import PACKAGE, to_json
from knowledge.library import open_library
from model.errors import InputError, RecordError
from model.roadmap import plan
from model.scoring import score

EXAMPLES = PACKAGE / "examples"


def assess(arguments: argparse.Namespace) -> int:
    """`mlsmm assess SCRIPT.yaml | --example NAME [--out DIR] [--json]`"""
    script = load_script(_script_path(arguments))
    library = open_library(settings_of(arguments).cache)
    with scratch_store() as store:
        ledger = store.create(
            script.name,
            profile=script.profile,
            catalogue_json=to_json(library.catalogue),
            speaker=script.speaker,
        )
        session = resume(ledger, library.catalogue, script.speaker)
        played = list(play(session, script, library))
        session = played[-1].session if played else resume(ledger, library.catalogue, script.speaker)
        problems = [p.problem for p in played if p.problem]
        result = {
            **scorecard_of(session.state, library.catalogue, ledger.head),
            "unconfirmed": list(pending(session)),
            "problems": problems,
        }
        if arguments.out:
            _write(Path(arguments.out), script, played, result, store.export(script.name))
    _show(session, result, is_json=arguments.json)
    for problem in problems:
        complain(problem)
    return 0


def _script_path(arguments: argparse.Namespace) -> Path:
    if arguments.example:
        path = EXAMPLES / f"{arguments.example}.yaml"
        if not path.is_file():
            known = ", ".join(sorted(p.stem for p in EXAMPLES.glob("*.yaml")))
            raise InputError(f"there is no example {arguments.example}", f"There are {known}.")
        return path
    if not arguments.script:
        raise InputError("no script to play", "Give a SCRIPT.yaml, or --example manufacturing.")
    return Path(arguments.script).expanduser()


def _show(session: Session, result: dict[str, Any], *, is_json: bool) -> None:
    if is_json:
        show_json(result)
        return
    card = score(session.state, session.catalogue)
    show(results_lines(session.state, session.catalogue, card))
    show(roadmap_lines(plan(card, session.catalogue), session.catalogue))


def _write(folder: Path, script: Script, played: list[Played], result: dict[str, Any], export: bytes) -> None:
    """The assessment, its scorecard, roadmap and transcript as files."""
    try:
        folder.expanduser().mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RecordError(f"cannot make {folder}: {error.strerror}", "Choose another folder.") from error
    session = played[-1].session if played else None
    waves = plan(score(session.state, session.catalogue), session.catalogue) if session else None
    files = {
        "assessment.json": export,
        "scorecard.json": _json(result),
        "roadmap.json": _json(to_roadmap(waves) if waves else {}),
        "transcript.txt": _transcript(script, played).encode(),
    }
    for name, content in files.items():
        write_whole(folder / name, content)


def _json(value: dict[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def _transcript(script: Script, played: list[Played]) -> str:
    parts = [script.name, script.about]
    for turn in played:
        said = script.turns[turn.number - 1]
        who = (said.speaker or script.speaker).name
        parts.append(f"\n{who}> {said.text or said.then or f'confirm {said.confirm}'}")
        parts += [as_text(shown.lines) for shown in turn.shown]
        parts += [turn.problem] if turn.problem else []
    return "\n".join(parts) + "\n"
