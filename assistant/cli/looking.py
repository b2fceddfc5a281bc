"""Commands that look: score, roadmap, explain, doctor."""

import argparse
import platform
import sqlite3
from importlib.metadata import PackageNotFoundError, version

from assistant import PROGRAM
from assistant.cli.figures import scorecard_of, to_roadmap
from assistant.cli.output import complain, put, show, show_json
from assistant.cli.sources import assessment, settings_of, store_of
from assistant.conversation.explain import explain, explain_score, find_practice
from assistant.conversation.views import results_lines, roadmap_lines
from knowledge.catalogue.catalogue import catalogue_digest, load_catalogue
from model.errors import InputError, MlsmmError
from model.practice import Practice
from model.roadmap import DEFAULT_CAPACITY, plan
from model.scoring import Scorecard
from model.scoring import score as score_of

GATE_FAILED = 3


def score(arguments: argparse.Namespace) -> int:
    """`mlsmm score NAME|FILE [--fail-below target|N] [--why PRACTICE]`"""
    with assessment(arguments) as opened:
        state, catalogue = opened.session.state, opened.session.catalogue
        card = score_of(state, catalogue)
        if arguments.why:
            show(explain_score(state, catalogue, _practice_named(arguments.why, catalogue.practices)))
        elif arguments.json:
            show_json(scorecard_of(state, catalogue, opened.ledger.head))
        else:
            show(results_lines(state, catalogue, card))
    below = below_gate(card, arguments.fail_below)
    if below:
        complain(f"below {arguments.fail_below}: {', '.join(below)}")
    return GATE_FAILED if below else 0


def below_gate(card: Scorecard, gate: str | None) -> tuple[str, ...]:
    """The applicable practices whose earned level, unknowns counted as none, misses the gate."""
    if gate is None:
        return ()
    if gate != "target" and gate not in ("1", "2", "3"):
        raise InputError(f"--fail-below {gate} is no gate", "Say target, 1, 2 or 3.")
    needed = {p.id: p.target if gate == "target" else int(gate) for p in card.practices}
    return tuple(p.id for p in card.practices if p.applicable and p.earned.low < needed[p.id])


def _practice_named(name: str, practices: tuple[Practice, ...]) -> str:
    found = find_practice(load_catalogue(), name)
    if found is None or found.id not in {p.id for p in practices}:
        raise InputError(f"there is no practice {name}", "`mlsmm explain` lists them.")
    return found.id


def roadmap(arguments: argparse.Namespace) -> int:
    """`mlsmm roadmap NAME|FILE [--capacity N]`"""
    capacity = DEFAULT_CAPACITY if arguments.capacity is None else arguments.capacity
    if capacity < 1:
        raise InputError("--capacity needs at least one effort point", f"The default is {DEFAULT_CAPACITY}.")
    with assessment(arguments) as opened:
        catalogue = opened.session.catalogue
        waves = plan(score_of(opened.session.state, catalogue), catalogue, capacity=capacity)
        if arguments.json:
            show_json(to_roadmap(waves))
        else:
            show(roadmap_lines(waves, catalogue))
    return 0


def explain_topic(arguments: argparse.Namespace) -> int:
    """`mlsmm explain [PRACTICE [LEVEL] | TERM]`"""
    catalogue = load_catalogue()
    topic = " ".join(arguments.topic)
    if not topic:
        for practice in catalogue.practices:
            put(f"{practice.id}  {practice.name}")
        return 0
    lines = explain(catalogue, topic)
    if not lines:
        advice = "`mlsmm explain` lists the practices; words such as 'distillation' work as well."
        raise InputError(f"nothing here is called {topic}", advice)
    if arguments.json:
        found = find_practice(catalogue, topic) or find_practice(catalogue, topic.rpartition(" ")[0])
        about = found.model_dump(mode="json") if found else None
        show_json({"topic": topic, "practice": about, "text": [line.text for line in lines]})
    else:
        show(lines)
    return 0


def doctor(arguments: argparse.Namespace) -> int:
    """`mlsmm doctor`: where things are, and whether they work."""
    settings = settings_of(arguments)
    catalogue = load_catalogue()
    rows = [
        ("program", PROGRAM),
        ("python", platform.python_version()),
        ("platform", platform.platform()),
        ("record", settings.database),
        ("cache", str(settings.cache)),
        ("catalogue", f"{catalogue.version}, {len(catalogue.practices)} practices, {catalogue_digest(catalogue)[:12]}"),
        ("ATLAS", catalogue.atlas),
        ("sqlite", sqlite3.sqlite_version),
        *((name, _version_of(name)) for name in ("textual", "onnxruntime", "faiss-cpu", "langchain-core")),
    ]
    problems: list[str] = []
    for what, check in (("record", _check_record), ("reader", _check_reader)):
        try:
            rows.append((f"{what} works", check(arguments)))
        except MlsmmError as error:
            problems.append(f"{what}: {error}")
    if arguments.json:
        show_json({"facts": dict(rows), "problems": problems})
    else:
        for name, value in rows:
            put(f"{name:<16} {value}")
    for problem in problems:
        complain(problem)
    return 4 if problems else 0


def _version_of(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def _check_record(arguments: argparse.Namespace) -> str:
    with store_of(arguments) as store:
        return f"{len(store.list())} assessments"


def _check_reader(arguments: argparse.Namespace) -> str:
    from knowledge.library import open_library  # onnxruntime and FAISS, 0.3 s

    library = open_library(settings_of(arguments).cache)
    reading = library.read("Every model's training data goes through the same checks before training.")
    return f"reads, for example, {reading.practices[0].id}"

