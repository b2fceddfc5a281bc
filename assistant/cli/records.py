"""Commands on the record: new, list, show, rename, delete, export, import, redact."""

import argparse
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli.output import fault, put, put_bytes, say, show_json
from assistant.cli.rows import cells, padded
from assistant.cli.sources import (
    Found,
    assessment,
    catalogue_of,
    ledger_of,
    read_export,
    require_record,
    speaker_of,
    store_of,
)
from assistant.cli.usable import dump_usable
from assistant.conversation.accounts import na_words
from assistant.conversation.carrying import bring, brought_words, counts
from assistant.conversation.speech import neutral, trait_words
from assistant.conversation.views import headline, state_words
from assistant.reports.filing import write_whole
from knowledge.catalogue.catalogue import to_json
from model.assessment import Act, State
from model.deeds import Noted
from model.errors import ActError
from model.fold import fold
from model.practice import Profile
from model.scoring import score

if TYPE_CHECKING:
    from assistant.record.store import Store


def new(arguments: argparse.Namespace) -> int:
    """`mlsmm new NAME [--profile P] [--from OLD]`"""
    catalogue, speaker = catalogue_of(arguments), speaker_of(arguments)
    with ExitStack() as stack:
        origin = arguments.origin
        old = stack.enter_context(ledger_of(arguments, origin)) if origin else None
        earlier = fold(old.acts) if old else State()
        ledger = stack.enter_context(store_of(arguments)).create(
            neutral(arguments.name),
            profile=Profile(arguments.profile) if arguments.profile else earlier.profile,
            catalogue_json=to_json(catalogue),
            speaker=speaker,
            origin=old.head if old else "",
        )
        brought = bring(ledger, earlier, known={p.id for p in catalogue.practices}, speaker=speaker)
        if arguments.json:
            along = {"carried": counts(brought)} if old else {}
            show_json({"name": ledger.name, "head": ledger.head, **along})
            return 0
        put(say("new.ready", name=ledger.name, quoted=repr(ledger.name)))
        if old:
            put(brought_words(brought, old=old.name))
    return 0


def list_all(arguments: argparse.Namespace) -> int:
    """`mlsmm list`"""
    with store_of(arguments) as store:
        rows = store.list()
    if arguments.json:
        found = [
            {"name": r.name, "acts": r.acts, "last": r.last_at.isoformat(), "head": r.head} for r in rows
        ]
        show_json(found)
        return 0
    longest = max((cells(row.name) for row in rows), default=0)
    for row in rows:
        name = padded(row.name, longest)
        put(say("list.row", name=name, acts=row.acts, last=row.last_at.astimezone()))
    if not rows:
        put(say("list.none"))
    return 0


def show(arguments: argparse.Namespace) -> int:
    """`mlsmm show NAME|FILE`: the headline, the practices and the acts."""
    with assessment(arguments) as found:
        if arguments.json:
            state = found.session.state
            acts = [a.model_dump(mode="json") for a in found.ledger.acts if not isinstance(a.deed, Noted)]
            head = found.ledger.head
            show_json({"name": state.name, "profile": state.profile.value, "acts": acts, "head": head})
        else:
            for row in _overview(found):
                put(row)
    return 0


def _overview(found: Found) -> Iterator[str]:
    state, catalogue = found.session.state, found.session.catalogue
    yield say(
        "show.title",
        name=state.name,
        profile=state.profile.value,
        atlas=catalogue.atlas,
        version=catalogue.version,
    )
    card = score(state, catalogue)
    yield headline(card, catalogue)
    for system in state.named:
        yield "  " + say(
            "show.system", name=system.name, traits=trait_words(system.traits) or say("show.no-traits")
        )
    longest = max(len(catalogue.practice(scored.id).name) for scored in card.practices)
    for scored in card.practices:
        name = catalogue.practice(scored.id).name.ljust(longest)
        words = state_words(scored) if scored.applicable else say("show.na", cause=na_words(scored.cause))
        yield "  " + say("show.practice", practice=scored.id, name=name, state=words)
    yield say("show.acts")
    for act in found.ledger.acts:
        who, kind, at = act.speaker.name, act.deed.kind, act.at.astimezone()
        yield "  " + say("show.act", seq=act.seq, at=at, speaker=who, kind=kind, about=_about(act))
    yield say("show.head", head=found.ledger.head)


def _about(act: Act) -> str:
    return getattr(act.deed, "practice", None) or getattr(act.deed, "phase", None) or ""


def rename(arguments: argparse.Namespace) -> int:
    """`mlsmm rename OLD NEW`"""
    with store_of(arguments) as store:
        ledger = store.rename(arguments.name, neutral(arguments.new), speaker=speaker_of(arguments))
    put(say("rename.done", old=arguments.name, new=ledger.name))
    return 0


def delete(arguments: argparse.Namespace) -> int:
    """`mlsmm delete NAME --yes --really [--drop-backups]`: asked twice."""
    if not (arguments.yes and arguments.really):
        raise fault(ActError, "error.delete-twice", name=repr(arguments.name))
    with store_of(arguments) as store:
        store.delete(arguments.name)
        put(say("delete.done", name=arguments.name))
        tell_backups(store, is_dropping=arguments.drop_backups)
    return 0


def export(arguments: argparse.Namespace) -> int:
    """`mlsmm export NAME [FILE]`"""
    with store_of(arguments) as store:
        document = store.export(arguments.name)
    if arguments.file in (None, "-"):
        put_bytes(document)
        return 0
    write_whole(Path(arguments.file), document)
    put(say("export.done", name=arguments.name, file=arguments.file, size=len(document)))
    return 0


def import_(arguments: argparse.Namespace) -> int:
    """`mlsmm import FILE [--name NAME]`"""
    document = read_export(arguments.file)
    name = None if arguments.name is None else neutral(arguments.name)
    with store_of(arguments) as store:
        ledger = store.import_(document, name=name, speaker=speaker_of(arguments), recompute=dump_usable)
        count = len(ledger.acts)
        if arguments.json:
            show_json({"name": ledger.name, "acts": count, "head": ledger.head})
        else:
            put(say("import.done", name=ledger.name, acts=count, head=ledger.head[:12]))
    return 0


def redact(arguments: argparse.Namespace) -> int:
    """`mlsmm redact NAME ACT --reason WHY [--drop-backups]`"""
    with assessment(arguments) as found:
        require_record(found)
        found.ledger.redact(arguments.act, reason=neutral(arguments.reason), speaker=found.session.speaker)
        name, head = found.ledger.name, found.ledger.head
    with store_of(arguments) as store:
        if arguments.json:
            dropped = [str(f) for f in store.drop_backups()] if arguments.drop_backups else []
            left = [str(f) for f in store.backups()]
            show_json({"act": arguments.act, "head": head, "dropped": dropped, "backups": left})
        else:
            put(say("redact.done", act=arguments.act, head=head))
            put(say("redact.stays", name=repr(name)))
            tell_backups(store, is_dropping=arguments.drop_backups)
    return 0


def tell_backups(store: "Store", *, is_dropping: bool) -> None:
    """Say which copies from before an update still hold every word, once those asked for are dropped."""
    if is_dropping:
        for file in store.drop_backups():
            put(say("backups.dropped", file=file))
    left = store.backups()
    for file in left:
        put(say("backups.left", file=file))
    if left:
        put(say("backups.do"))
