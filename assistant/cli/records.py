"""Commands on the record: new, list, show, rename, delete, export, import, redact, verify."""

import argparse
import json
import os
from collections.abc import Iterable
from pathlib import Path

from assistant.cli.figures import scorecard_of
from assistant.cli.output import complain, put, show_json
from assistant.cli.sources import (
    assessment,
    is_export,
    read_export,
    require_record,
    settings_of,
    speaker_of,
    store_of,
)
from assistant.conversation.views import headline, state_words
from knowledge.catalogue.catalogue import from_json, load_catalogue, to_json
from model.assessment import Act, fold
from model.deeds import Carried, Deed, ScopeSettled, SystemAdded
from model.errors import ActError, RecordError
from model.practice import Profile
from model.scoring import score

VERIFY_FAILED = 5

def new(arguments: argparse.Namespace) -> int:
    """`mlsmm new NAME [--profile P] [--from OLD]`"""
    catalogue = load_catalogue()
    speaker = speaker_of(arguments, settings_of(arguments))
    with store_of(arguments) as store:
        old = store.open(arguments.origin) if arguments.origin else None
        ledger = store.create(
            arguments.name,
            profile=Profile(arguments.profile),
            catalogue_json=to_json(catalogue),
            speaker=speaker,
            origin=old.head if old else "",
        )
        if old:
            ledger.append(tuple(carried(old.acts, {p.id for p in catalogue.practices})), speaker)
        if arguments.json:
            show_json({"name": ledger.name, "head": ledger.head})
        else:
            put(f"{ledger.name} is ready. `mlsmm` opens it, `mlsmm ask {ledger.name!r}` shows the first question.")
    return 0

def carried(acts: tuple[Act, ...], known: set[str]) -> Iterable[Deed]:
    """What a new assessment takes over: scope and targets, and what was said, not yet reconfirmed."""
    state = fold(acts)
    yield from (SystemAdded(system=s) for s in state.named)
    if state.named:
        yield ScopeSettled()
    yield from (deed for practice, (deed, _) in state.targets.items() if practice in known)
    for practice, stands in state.practices.items():
        coverages = {a: claims[-1].coverage for a, claims in stands.claims.items() if claims}
        if coverages and practice in known:
            yield Carried(practice=practice, coverages=coverages)

def list_all(arguments: argparse.Namespace) -> int:
    """`mlsmm list`"""
    with store_of(arguments) as store:
        rows = store.list()
    if arguments.json:
        show_json([{"name": r.name, "acts": r.acts, "last": r.last_at.isoformat(), "head": r.head} for r in rows])
        return 0
    for row in rows:
        put(f"{row.name:<40} {row.acts:>5} acts   last {row.last_at:%Y-%m-%d %H:%M}")
    if not rows:
        put("No assessments yet. `mlsmm new NAME` begins one; `mlsmm` opens the assistant.")
    return 0

def show(arguments: argparse.Namespace) -> int:
    """`mlsmm show NAME`: the headline, the practices and the acts."""
    with assessment(arguments) as opened:
        state, catalogue = opened.session.state, opened.session.catalogue
        card = score(state, catalogue)
        if arguments.json:
            acts = [a.model_dump(mode="json") for a in opened.ledger.acts if a.deed.kind != "noted"]
            show_json({"name": state.name, "profile": state.profile.value, "acts": acts, "head": opened.ledger.head})
            return 0
        put(f"{state.name} · profile {state.profile.value} · ATLAS {catalogue.atlas} · catalogue {catalogue.version}")
        put(headline(card, catalogue))
        for system in state.named:
            put(f"  system {system.name}: {', '.join(system.traits) or 'no traits given'}")
        for scored in card.practices:
            put(f"  {scored.id}  {catalogue.practice(scored.id).name:<46} {state_words(scored)}")
        put("Acts:")
        for act in opened.ledger.acts:
            put(f"  {act.seq:>4}  {act.at:%Y-%m-%d %H:%M}  {act.speaker.name}: {act.deed.kind}{_about(act)}")
        put(f"Head {opened.ledger.head}")
    return 0

def _about(act: Act) -> str:
    about = getattr(act.deed, "practice", None) or getattr(act.deed, "phase", None)
    return f" {about}" if about else ""

def rename(arguments: argparse.Namespace) -> int:
    """`mlsmm rename OLD NEW`"""
    with store_of(arguments) as store:
        store.rename(arguments.name, arguments.new, speaker=speaker_of(arguments, settings_of(arguments)))
    return 0

def delete(arguments: argparse.Namespace) -> int:
    """`mlsmm delete NAME --yes --really`: asked twice."""
    if not (arguments.yes and arguments.really):
        raise ActError(
            f"deleting {arguments.name!r} destroys every act in it",
            "Export it first; then give both --yes and --really.",
        )
    with store_of(arguments) as store:
        store.delete(arguments.name)
    put(f"{arguments.name} is deleted.")
    return 0

def export(arguments: argparse.Namespace) -> int:
    """`mlsmm export NAME [FILE]`"""
    with store_of(arguments) as store:
        document = store.export(arguments.name)
    if arguments.file in (None, "-"):
        put(document.decode().rstrip("\n"))
        return 0
    write_whole(Path(arguments.file), document)
    put(f"{arguments.name} is in {arguments.file} ({len(document):,} bytes).")
    return 0

def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all; RecordError when that fails."""
    path = path.expanduser()
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise RecordError(f"cannot write {path}: {error.strerror}", "Choose another folder.") from error

def import_(arguments: argparse.Namespace) -> int:
    """`mlsmm import FILE [--name NAME]`"""
    document = read_export(Path(arguments.file))
    with store_of(arguments) as store:
        ledger = store.import_(document, name=arguments.name)
        put(f"{ledger.name} is here ({len(ledger.acts)} acts, head {ledger.head[:12]}).")
    return 0

def redact(arguments: argparse.Namespace) -> int:
    """`mlsmm redact NAME ACT --reason WHY`"""
    with assessment(arguments) as opened:
        require_record(opened)
        opened.ledger.redact(arguments.act, reason=arguments.reason, speaker=opened.session.speaker)
        put(f"The words of act {arguments.act} are destroyed; the chain still verifies. Head {opened.ledger.head}")
    return 0

def verify(arguments: argparse.Namespace) -> int:
    """`mlsmm verify NAME|FILE [--head HASH]`"""
    if is_export(arguments.name):
        with assessment(arguments) as opened:
            verdict = opened.ledger.verify(expected=arguments.head, recompute=dump_scorecard)
    else:
        with store_of(arguments) as store:
            verdict = store.open(arguments.name).verify(expected=arguments.head, recompute=dump_scorecard)
    if arguments.json:
        show_json({"ok": verdict.ok, "head": verdict.head, "acts": verdict.acts,
                   "redacted": list(verdict.redacted), "problems": list(verdict.problems)})  # fmt: skip
    else:
        redacted = f", {len(verdict.redacted)} redacted" if verdict.redacted else ""
        put(f"{'Verified' if verdict.ok else 'NOT verified'}: {verdict.acts} acts{redacted}, head {verdict.head}")
        for problem in verdict.problems:
            complain(problem)
    return 0 if verdict.ok else VERIFY_FAILED

def _recompute(acts: tuple[Act, ...], catalogue: str) -> str:
    return dump_scorecard(acts, catalogue)

def dump_scorecard(acts: tuple[Act, ...], catalogue: str) -> str:
    """The scorecard that is kept beside a head, in one canonical form."""
    figures = scorecard_of(fold(acts), from_json(catalogue), "")
    return json.dumps(figures, sort_keys=True, separators=(",", ":"))
