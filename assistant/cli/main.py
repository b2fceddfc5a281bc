"""The command line: one parser, one table of commands, one place where faults become exit codes."""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from typing import Protocol

from assistant import PROGRAM
from model.errors import (
    CatalogueError,
    InputError,
    LibraryError,
    MlsmmError,
    RecordError,
    TamperedError,
)

USAGE = 2
EXIT_CODES: tuple[tuple[type[MlsmmError], int], ...] = (
    (TamperedError, 5),
    (RecordError, 4),
    (LibraryError, 6),
    (CatalogueError, 6),
    (InputError, USAGE),
)
EPILOG = """\
exit codes: 0 done, 1 a fault of ours, 2 bad input, 3 the gate of --fail-below failed, 4 the record cannot be
used, 5 verification failed, 6 the catalogue or the reader cannot be used, 130 interrupted.
Without a command the assistant opens. Everything works offline. MLSMM_DB, MLSMM_DATA and MLSMM_CACHE say
where things are kept, MLSMM_CATALOGUE where your own practices are; `mlsmm doctor` shows it."""
INTERRUPTED = 130
PATHS = frozenset({"paths", "script", "out", "file", "db", "any_db", "jsonl", "catalogue"})
"""Arguments that may hold any bytes, as file names do; all others are text."""

COMMANDS = {
    "assess": ("assess:assess", "play an assessment script, then score it"),
    "new": ("records:new", "begin an assessment"),
    "list": ("records:list_all", "the assessments on record"),
    "show": ("records:show", "headline, practices and acts of an assessment"),
    "answer": ("talking:answer", "take one turn"),
    "ask": ("talking:ask", "the pending question, or an answer to yours"),
    "talk": ("linewise:talk", "the interview line by line, for screen readers and pipes"),
    "read": ("reading:read", "read an answer without recording it"),
    "evidence": (
        "documents:evidence",
        "documents as text, what they show of practices, what a repository shows by itself",
    ),
    "score": ("looking:score", "scores by phase and practice, as a gate if you like"),
    "roadmap": ("looking:roadmap", "what to do next, in waves"),
    "plan": (
        "planning:plan",
        "who does a step of the roadmap, by when; what stays out, what comes when: recorded",
    ),
    "exposure": ("threats:exposure", "how much of the weight of known attacks is left open"),
    "replay": ("threats:replay", "attacks on record, step by step: what is answered"),
    "whatif": (
        "supposing:whatif",
        "scores, exposure and roadmap if some levels were others; records nothing",
    ),
    "compare": ("comparing:compare_two", "two assessments: levels, targets, evidence, exposure"),
    "portfolio": ("portfolio:portfolio", "all assessments of the record or of a folder side by side"),
    "report": ("reporting:report", "a report for people, spreadsheets or trackers; its data as JSON"),
    "profile": ("explaining:profile", "facts of the systems, what they leave out, the targets proposed"),
    "explain": ("explaining:explain", "a practice, a level, an attack, a word, or a question in plain words"),
    "catalogue": ("catalogues:catalogue", "everything that can be assessed, and whether its texts are sound"),
    "atlas": ("releases:atlas", "official ATLAS files: look, compare, go by another release"),
    "export": ("records:export", "an assessment as one file, without private notes"),
    "import": ("records:import_", "an exported file into the record"),
    "rename": ("records:rename", "give an assessment another name"),
    "delete": ("records:delete", "delete an assessment for good"),
    "redact": ("records:redact", "destroy the words of one act; the chain still verifies"),
    "verify": ("checking:verify", "check every hash and recompute the scores"),
    "doctor": ("checking:doctor", "where things are kept and whether they work"),
}
LOOK = (
    *("show", "answer", "ask", "talk", "profile", "score", "roadmap", "plan", "verify"),
    *("exposure", "replay", "whatif", "compare"),
)
"""Commands that work on one assessment, or on an exported file."""
NAME = "an assessment's name or an exported file"
REPORTS = (
    "md",
    "html",
    "pdf",
    "docx",
    "xlsx",
    "csv",
    "json",
    "navigator",
    "backlog-github",
    "backlog-gitlab",
    "backlog-jira",
)
"""Held against the writers by a test; they are not loaded for `--help`."""


class Opener(Protocol):
    """Opens the application; the command line does not know it."""

    def __call__(self, *, database: str | None, speaker: str | None, assessment: str | None) -> int:
        """Run until the user leaves; the exit code."""
        ...


def build_parser() -> argparse.ArgumentParser:
    """The parser of every command."""
    parser = argparse.ArgumentParser(
        prog="mlsmm",
        description="Finds out how mature your machine-learning security is, and what to do next.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"mlsmm {PROGRAM}")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--db", help="the record: a file (default: see doctor), also MLSMM_DB")
    common.add_argument(
        "--catalogue", metavar="DIR", help="your own practices, texts and targets beside ours"
    )
    common.add_argument(
        "--as", dest="speaker", metavar="NAME[, ROLE]", help="who acts (default: the OS user)"
    )
    common.add_argument("--json", action="store_true", help="print JSON")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    parsers = {n: commands.add_parser(n, help=text, parents=[common]) for n, (_, text) in COMMANDS.items()}
    _add_arguments(parsers)
    _add_knowledge(parsers)
    _add_planning(parsers)
    _add_plan(parsers["plan"])
    parser.add_argument("--open", metavar="NAME", help="open this assessment in the assistant")
    parser.add_argument("--db", dest="any_db", help="the record to work on, before or after COMMAND")
    parser.add_argument("--as", dest="anybody", metavar="NAME", help="who acts, before or after COMMAND")
    return parser


def _add_arguments(parsers: dict[str, argparse.ArgumentParser]) -> None:
    for command in LOOK:
        parsers[command].add_argument("name", help=NAME)
    for command in ("new", "rename", "delete", "export", "redact"):
        parsers[command].add_argument("name", help="an assessment's name")
    parsers["assess"].add_argument("script", nargs="?", help="a SCRIPT.yaml")
    parsers["assess"].add_argument("--example", help="manufacturing or imaging, both invented")
    parsers["assess"].add_argument(
        "--out", metavar="DIR", help="also write assessment, scores, roadmap, transcript"
    )
    parsers["new"].add_argument(
        "--profile",
        choices=("core", "atlas", "extended"),
        help="which practices (default: those of OLD, else core)",
    )
    parsers["new"].add_argument(
        "--from", dest="origin", metavar="OLD", help="go on from an earlier assessment"
    )
    parsers["answer"].add_argument("text", help="the words; - reads standard input")
    parsers["answer"].add_argument("--practice", help="answer this practice's question")
    parsers["answer"].add_argument("--phase", help="answer this phase's story")
    parsers["answer"].add_argument(
        "--then", metavar="WORDS", help="a second turn, such as 'confirm' or '/na out-of-scope'"
    )
    parsers["ask"].add_argument("question", nargs="*", help="a question in plain words")
    parsers["read"].add_argument("text", nargs="?", help="the words; - reads standard input")
    parsers["read"].add_argument("--practice", help="read it for this practice")
    parsers["read"].add_argument("--why", action="store_true", help="what each statement adds to the level")
    parsers["read"].add_argument(
        "--jsonl", metavar="FILE", help="one JSON object a line; - reads standard input"
    )
    _add_report(parsers["report"])
    parsers["export"].add_argument("file", nargs="?", help="where to; standard output without it")
    parsers["import"].add_argument("file", help="an exported file")
    parsers["import"].add_argument("--name", help="another name for it here")
    parsers["rename"].add_argument("new", help="the new name")
    parsers["delete"].add_argument("--yes", action="store_true", help="really delete it ...")
    parsers["delete"].add_argument("--really", action="store_true", help="... and again")
    parsers["redact"].add_argument("act", type=int, help="the act's number: `mlsmm show` lists them")
    parsers["redact"].add_argument("--reason", required=True)
    for command in ("delete", "redact", "doctor"):
        parsers[command].add_argument(
            "--drop-backups", action="store_true", help="also delete the copies made before updates"
        )
    parsers["verify"].add_argument(
        "--evidence", nargs="+", metavar="PATH", help="files and folders to hold the cited hashes against"
    )
    parsers["verify"].add_argument(
        "--head", help="a head hash from a report, to see that nothing was cut off"
    )


def _add_report(parser: argparse.ArgumentParser) -> None:
    """What a report takes: which copy of it, in which format, and where to."""
    parser.add_argument("name", nargs="?", help=f"{NAME}; `schema` prints the schema of the JSON")
    parser.add_argument("--format", choices=REPORTS, help="md without it")
    parser.add_argument("--out", metavar="FILE", help="where to; standard output without it")
    parser.add_argument("--redact", action="store_true", help="a copy that names nobody and quotes nothing")
    parser.add_argument("--names", action="store_true", help="people by name, not by role")
    parser.add_argument("--preview", action="store_true", help="only what the copy would replace")
    parser.add_argument("--date", metavar="YYYY-MM-DD", help="the day that stands in it (default: today)")
    parser.add_argument("--capacity", type=int, help="effort points that one wave holds")


def _add_knowledge(parsers: dict[str, argparse.ArgumentParser]) -> None:
    """What the commands take that look into the catalogue and into ATLAS."""
    parsers["profile"].add_argument("system", nargs="?", help="one system, with every fact")
    parsers["explain"].add_argument("topic", nargs="*", help="PRACTICE [LEVEL], an id, a word, a question")
    for command in ("explain", "score"):
        parsers[command].add_argument("--markdown", action="store_true", help="as Markdown")
    parsers["evidence"].add_argument("action", choices=("text", "map", "scan", "add", "list", "wanted"))
    parsers["evidence"].add_argument("--system", action="append", help="a system in scope; several times")
    parsers["evidence"].add_argument(
        "paths",
        nargs="+",
        metavar="PATH",
        help="files, archives or folders; for add, list and wanted an assessment's name first",
    )
    _add_labels(parsers["evidence"])
    parsers["catalogue"].add_argument("action", choices=("list", "show", "check"))
    parsers["catalogue"].add_argument("topic", nargs="*", help="the practice to show")
    parsers["atlas"].add_argument("action", choices=("show", "use", "diff"))
    parsers["atlas"].add_argument(
        "paths", nargs="*", metavar="FILE", help="show [FILE]; diff A B; use FILE|pinned [NAME]"
    )
    parsers["atlas"].add_argument(
        "--apply", action="store_true", help="do it; else only what it would change"
    )


def _add_labels(parser: argparse.ArgumentParser) -> None:
    """What `evidence add` keeps, and what it says of all that it keeps."""
    parser.add_argument("--take", metavar="NUMBERS", help="what add keeps: 1,3 or all")
    parser.add_argument("--confidential", action="store_true", help="add keeps place and hash, never words")
    parser.add_argument("--dated", metavar="DATE", help="the day that what add keeps speaks of")
    parser.add_argument("--valid-until", metavar="DATE", help="the day up to which it proves in full")
    parser.add_argument("--owner", metavar="NAME", help="who answers for the documents")


def _add_planning(parsers: dict[str, argparse.ArgumentParser]) -> None:
    """What the commands take that reckon: scores, roadmap, attacks."""
    parsers["score"].add_argument(
        "--fail-below", metavar="target|N", help="exit 3 when a practice earns less"
    )
    parsers["score"].add_argument("--why", metavar="PRACTICE", help="how one practice comes to its figures")
    for command in ("roadmap", "whatif"):
        parsers[command].add_argument("--capacity", type=int, help="effort points that one wave holds")
    parsers["portfolio"].add_argument("folder", nargs="?", help="exported files; else the record")
    parsers["compare"].add_argument("other", help="the later one, or another team's")
    parsers["roadmap"].add_argument(
        "--exclude", action="append", metavar="PRACTICE", help="as if left out; several times"
    )
    parsers["roadmap"].add_argument(
        "--put", action="append", metavar="PRACTICE@LEVEL=WAVE", help="as if put there; several times"
    )
    parsers["roadmap"].add_argument(
        "--exact",
        action="store_true",
        help="with --json: how far from the best possible (seconds to minutes)",
    )
    for option, what in (("--set", "a level as if earned"), ("--target", "another target")):
        parsers["whatif"].add_argument(
            option, action="append", metavar="PRACTICE=LEVEL", help=f"{what}; several times"
        )
    parsers["replay"].add_argument("study", nargs="?", help="one case study, such as AML.CS0016")


def _add_plan(parser: argparse.ArgumentParser) -> None:
    """What can be decided about a roadmap; without any of it, what was decided is listed."""
    parser.add_argument("step", nargs="?", metavar="PRACTICE[@LEVEL]", help="without LEVEL the next one")
    parser.add_argument("--owner", help="who does it: a name or a role; '' for nobody")
    parser.add_argument("--due", metavar="YYYY-MM-DD", help="by when; '' for no day")
    parser.add_argument("--status", choices=("planned", "under-way", "done", "dropped"))
    parser.add_argument("--wave", metavar="N|any", help="into this wave, or wherever it comes by itself")
    parser.add_argument("--together", action="store_true", help="with what must come before it")
    parser.add_argument("--out", action="store_true", help="leave the practice out of the roadmap")
    parser.add_argument("--back", action="store_true", help="take it back into the roadmap")
    parser.add_argument("--capacity", type=int, help="effort points that one wave holds from here on")
    parser.add_argument("--reason", help="why")


def main(arguments: Sequence[str] | None = None, *, open_assistant: Opener | None = None) -> int:
    """Run a command, or open the assistant; the exit code."""
    parser = build_parser()
    parsed = parser.parse_args(arguments)
    try:
        if parsed.command:
            return _run(parsed)
        if open_assistant:
            return open_assistant(database=parsed.any_db, speaker=parsed.anybody, assessment=parsed.open)
        parser.print_help(sys.stderr)
        return USAGE
    except MlsmmError as error:
        _complain(str(error))
        return next((code for kind, code in EXIT_CODES if isinstance(error, kind)), 1)
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:  # the command line's last resort: one line instead of a traceback
        if os.environ.get("MLSMM_DEBUG"):
            raise
        from assistant.cli.output import say  # keeps --help free of the conversation

        _complain(f"{say('error.ours', kind=type(error).__name__, text=error)}. {say('error.ours-do')}")
        return 1


def _run(parsed: argparse.Namespace) -> int:
    _check_text(parsed)
    parsed.db, parsed.speaker = parsed.db or parsed.any_db, parsed.speaker or parsed.anybody
    module, _, function = COMMANDS[parsed.command][0].partition(":")
    command = getattr(importlib.import_module(f"assistant.cli.{module}"), function)
    return int(command(parsed))


def _check_text(parsed: argparse.Namespace) -> None:
    given = [str(value) for key, value in vars(parsed).items() if key not in PATHS]
    if any("\ud800" <= c <= "\udfff" for text in given for c in text):
        from assistant.cli.output import fault  # keeps --help free of the conversation

        raise fault(InputError, "error.not-text")


def _complain(text: str) -> None:
    from assistant.cli.output import complain  # keeps --help free of the conversation

    complain(text)
