"""`mlsmm assess`: a script played through the same conversation, then scores and roadmap."""

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.cli.figures import scorecard_of, to_roadmap
from assistant.cli.output import as_text, complain, fault, say, show, show_json
from assistant.cli.playing import Played, pending, play, scope_problems, set_scope
from assistant.cli.script import Exactly, Inapplicable, Judged, Script, ScriptTurn, load_script
from assistant.cli.sources import library_of, scratch_store
from assistant.conversation.session import Session, resume
from assistant.conversation.views import results_lines, roadmap_lines
from assistant.reports.filing import write_whole
from knowledge.catalogue.catalogue import PACKAGE, to_json
from knowledge.library import Library
from model.agreements import plan_of
from model.errors import InputError, RecordError
from model.roadmap import Roadmap
from model.scoring import score

EXAMPLES = PACKAGE / "examples"


@dataclass(frozen=True)
class Assessed:
    """A script and what became of it."""

    script: Script
    session: Session
    played: tuple[Played, ...]
    head: str
    export: bytes

    @property
    def problems(self) -> tuple[str, ...]:
        """Why turns recorded less than they asked for."""
        told = tuple(p.problem for p in self.played if p.problem)
        return (*scope_problems(self.script, self.session.catalogue), *told)

    @property
    def scorecard(self) -> dict[str, Any]:
        """The scorecard as JSON, with what is left to do beside it."""
        return {
            **scorecard_of(self.session.state, self.session.catalogue, head=self.head),
            "unconfirmed": list(pending(self.session)),
            "problems": list(self.problems),
        }

    @property
    def roadmap(self) -> Roadmap:
        """What to do next."""
        return plan_of(self.session.state, self.session.catalogue)


def assess(arguments: argparse.Namespace) -> int:
    """`mlsmm assess SCRIPT.yaml | --example NAME [--out DIR] [--json]`"""
    script = load_script(_script_path(arguments))
    assessed = _assess(script, library_of(arguments))
    if arguments.out:
        _write(Path(arguments.out).expanduser(), assessed)
    if arguments.json:
        show_json(assessed.scorecard)
    else:
        _show(assessed)
    for problem in assessed.problems:
        complain(problem)
    return 0


def _script_path(arguments: argparse.Namespace) -> Path:
    if arguments.script and arguments.example:
        raise fault(InputError, "error.two-scripts")
    if arguments.script:
        return Path(arguments.script).expanduser()
    if not arguments.example:
        raise fault(InputError, "error.no-script")
    known = {p.stem: p for p in sorted(EXAMPLES.glob("*.yaml"))}
    if arguments.example not in known:
        raise fault(InputError, "error.no-example", name=arguments.example, known=", ".join(known))
    return known[arguments.example]


def _assess(script: Script, library: Library) -> Assessed:
    catalogue = library.catalogue
    with scratch_store() as store:
        ledger = store.create(
            script.name,
            profile=script.profile,
            catalogue_json=to_json(catalogue),
            speaker=script.speaker,
        )
        session = set_scope(resume(ledger, catalogue, speaker=script.speaker), script)
        played = tuple(play(session, script, library=library))
        session = played[-1].session if played else session
        return Assessed(script, session, played, ledger.head, store.export(script.name))


def _show(assessed: Assessed) -> None:
    state, catalogue = assessed.session.state, assessed.session.catalogue
    show(results_lines(state, catalogue, card=score(state, catalogue)))
    show(roadmap_lines(assessed.roadmap, catalogue))


def _write(folder: Path, assessed: Assessed) -> None:
    """The assessment, its scorecard, roadmap and transcript as files."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise fault(RecordError, "error.no-folder", folder=folder, why=error.strerror) from error
    files = {
        "assessment.json": assessed.export,
        "scorecard.json": _json(assessed.scorecard),
        "roadmap.json": _json(to_roadmap(assessed.roadmap)),
        "transcript.txt": ("\n".join(_transcript(assessed)) + "\n").encode(),
    }
    for name, content in files.items():
        write_whole(folder / name, content)


def _json(value: dict[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def _transcript(assessed: Assessed) -> Iterator[str]:
    script = assessed.script
    yield script.name
    yield script.about
    for played in assessed.played:
        speaker = (played.turn.speaker or script.speaker).name
        for words in _words(played.turn):
            yield "\n" + say("script.said", speaker=speaker, words=words)
        yield from (as_text(shown.lines) for shown in played.shown if shown.lines)
        if played.problem:
            yield played.problem


def _words(turn: ScriptTurn) -> Iterator[str]:
    """What a turn of a script would be in the words of a user."""
    if turn.confirm:
        yield say("script.confirms", phase=turn.confirm.value)
    if turn.text:
        yield turn.text
    if isinstance(turn.then, Judged):
        yield say("script.judges", level=turn.then.level, reason=turn.then.reason)
    elif isinstance(turn.then, Inapplicable):
        yield say("script.inapplicable", reason=turn.then.na.value)
    elif isinstance(turn.then, Exactly):
        for activity, said in turn.then.coverages.items():
            value = said if isinstance(said, str) else ", ".join(said)
            yield say("script.sets", activity=activity, value=value)
    elif turn.then:
        yield turn.then
