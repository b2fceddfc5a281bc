"""Whether a record is whole: what is missing is told from what was altered."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from assistant.record.canonical import canonical, sha256
from assistant.record.chain import START, Link, act_hash, digest, read
from assistant.record.fields import REDACTION, WITHHELD, is_withheld, is_word
from assistant.record.register import Stored, register_of
from assistant.record.soundness import impossible
from model.assessment import Act
from model.errors import MlsmmError, TamperedError

LEAST_DIGITS = 12
"""Of a head hash that is given shortened."""
Recompute = Callable[[tuple[Act, ...], str], str]
"""The scorecard JSON of acts under the JSON of a catalogue snapshot."""
UNUSABLE = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What acts that nobody could have recorded with this program may raise where they are reckoned with."""


@dataclass(frozen=True)
class Verdict:
    """What a verification found."""

    ok: bool
    head: str
    """The hash of the last act that is there."""
    acts: int
    redacted: tuple[int, ...]
    """The acts whose words were destroyed by a recorded redaction."""
    problems: tuple[str, ...]
    """Each begins with `missing` or `altered`."""


@dataclass(frozen=True)
class _Opened:
    """A link with its JSON read; None where that was impossible."""

    link: Link
    digests: dict[str, Any] | None
    payload: dict[str, Any] | None

    def value(self, field: str) -> Any:
        kept = (self.payload or {}).get(field)
        return kept[1] if isinstance(kept, list) and len(kept) == 2 else None


def verify(stored: Stored, *, expected: str | None = None, recompute: Recompute | None = None) -> Verdict:
    """Check every hash; with a head from a report or a colleague, also that nothing was cut off the end."""
    opened = [_open(link) for link in stored.links]
    problems = (*_chain(stored, opened), *_expected(stored, expected))
    if not problems:
        problems = tuple(_register(stored))
    if not problems:
        problems = tuple(_usable(stored, recompute)) or tuple(_scorecard(stored, recompute))
    redacted = _redacted(opened)
    return Verdict(
        ok=not problems,
        head=_head(stored),
        acts=len(stored.links),
        redacted=tuple(sorted(redacted & {link.seq for link in stored.links})),
        problems=problems,
    )


def chain_problems(stored: Stored) -> tuple[str, ...]:
    """What is wrong with the acts, their order, their head and the snapshot."""
    return tuple(_chain(stored, [_open(link) for link in stored.links]))


def _chain(stored: Stored, opened: list[_Opened]) -> Iterator[str]:
    redacted = _redacted(opened)
    yield from _gaps(stored)
    for link in opened:
        yield from _act_problems(link, redacted)
    yield from _order(stored.links)
    yield from _end(stored)
    yield from _snapshot(stored)


def _open(link: Link) -> _Opened:
    return _Opened(link=link, digests=_object(link.digests), payload=_object(link.payload))


def _object(text: str | None) -> dict[str, Any] | None:
    """A JSON object in its canonical form, so that not even a blank can change unseen."""
    try:
        value = json.loads(text or "")
        return value if isinstance(value, dict) and canonical(value) == text else None
    except (ValueError, RecursionError):
        return None


def _redacted(opened: list[_Opened]) -> set[int]:
    said = [o.value("deed.act") for o in opened if o.value("deed.kind") == REDACTION]
    return {seq for seq in said if isinstance(seq, int)}


def _head(stored: Stored) -> str:
    return stored.links[-1].hash if stored.links else START


def _gaps(stored: Stored) -> Iterator[str]:
    before = 0
    for link in stored.links:
        if link.seq > before + 1:
            yield _missing(before + 1, link.seq - 1)
        before = link.seq
    if _head(stored) != stored.register.head and before < stored.register.count:
        yield _missing(before + 1, stored.register.count)


def _missing(first: int, last: int) -> str:
    return f"missing: act {first}" if first == last else f"missing: acts {first} to {last}"


def _act_problems(opened: _Opened, redacted: set[int]) -> Iterator[str]:
    link = opened.link
    if link.payload is None:
        yield f"missing: act {link.seq}: its payload is not there"
    elif opened.payload is None:
        yield f"altered: act {link.seq}: its payload cannot be read"
    if opened.digests is None:
        yield f"altered: act {link.seq}: its field hashes cannot be read"
        return
    if act_hash(link.seq, link.prev, digests=opened.digests) != link.hash:
        yield f"altered: act {link.seq} does not match its hash"
    if opened.payload is not None:
        yield from _field_problems(opened, is_redacted=link.seq in redacted)


def _field_problems(opened: _Opened, *, is_redacted: bool) -> Iterator[str]:
    digests, payload = opened.digests or {}, opened.payload or {}
    kind, act = opened.value("deed.kind"), f"act {opened.link.seq}"
    for field in sorted({*digests, *payload}):
        kept = payload.get(field)
        if field not in digests:
            yield f"altered: {act}: {field} was added"
        elif field not in payload:
            yield f"missing: {act}: {field} is not there"
        elif kept is None or kept is WITHHELD:
            why = is_withheld(field, kind) if kept is WITHHELD else is_redacted and is_word(field, kind)
            if not why:
                yield f"missing: {act}: {field} was destroyed and no redaction says why"
        elif not _matches(field, kept, expected=digests[field]):
            yield f"altered: {act}: {field} does not match its hash"


def _matches(field: str, kept: Any, *, expected: Any) -> bool:
    if not (isinstance(kept, list) and len(kept) == 2 and isinstance(kept[0], str)):
        return False
    try:
        return len(kept[0]) == 32 and digest(field, kept[0], value=kept[1]) == expected
    except ValueError:
        return False


def _order(links: tuple[Link, ...]) -> Iterator[str]:
    before, follows = START, 0
    for link in links:
        if link.seq == follows + 1 and link.prev != before:
            yield f"altered: act {link.seq} does not follow the act before it"
        before, follows = link.hash, link.seq


def _end(stored: Stored) -> Iterator[str]:
    count = stored.links[-1].seq if stored.links else 0
    if _head(stored) != stored.register.head and count >= stored.register.count:
        yield "altered: the head that is listed is not the hash of the last act"


def _expected(stored: Stored, expected: str | None) -> Iterator[str]:
    if expected is not None and not _names_one(expected.strip().lower(), stored.links):
        yield f"missing: no act has the hash {expected}; the end was cut off, or it is of another assessment"


def _names_one(head: str, links: tuple[Link, ...]) -> bool:
    """The hash of one act, or the beginning of one and no other."""
    matching = [link for link in links if link.hash.startswith(head)]
    return len(head) >= LEAST_DIGITS and len(matching) == 1


def _snapshot(stored: Stored) -> Iterator[str]:
    if stored.snapshot is None:
        yield f"missing: the catalogue snapshot {stored.register.catalogue}"
    elif sha256(stored.snapshot) != stored.register.catalogue:
        yield "altered: the catalogue snapshot does not match its hash"


def _acts(stored: Stored) -> tuple[Act, ...]:
    return read((link.seq, link.payload) for link in stored.links).acts


def _register(stored: Stored) -> Iterator[str]:
    try:
        acts = _acts(stored)
    except TamperedError as error:
        yield f"altered: {error.what}"
        return
    if not acts or acts[0].deed.kind != "opened":
        yield "missing: the act that opens the assessment"
        return
    yield from impossible(acts)
    due = register_of(acts, _head(stored))
    for column, found in vars(stored.register).items():
        if found != getattr(due, column):
            yield f"altered: {column} is listed as {found!r}, the acts say {getattr(due, column)!r}"


def _usable(stored: Stored, recompute: Recompute | None) -> Iterator[str]:
    cause = recompute and why_unusable(_acts(stored), stored.snapshot or "", recompute=recompute)
    if cause:
        yield f"altered: it cannot be scored: {cause}"


def why_unusable(acts: tuple[Act, ...], snapshot: str, *, recompute: Recompute) -> str:
    """Why no figures come of acts that verify; empty where they do."""
    try:
        recompute(acts, snapshot)
    except MlsmmError as error:
        return error.what
    except UNUSABLE as error:
        return type(error).__name__
    return ""


def _scorecard(stored: Stored, recompute: Recompute | None) -> Iterator[str]:
    scored = stored.scored
    if scored is None:
        return
    seq = next((link.seq for link in stored.links if link.hash == scored.head), None)
    if sha256(scored.json) != scored.digest:
        yield "altered: the stored scorecard does not match its hash"
    elif seq is None:
        yield "altered: the stored scorecard belongs to no act of this assessment"
    elif recompute and not _agree(scored.json, recompute(_acts(stored)[:seq], stored.snapshot or "")):
        yield "altered: the stored scorecard is not what the acts give"


def _agree(kept: str, due: str) -> bool:
    """Whether all that is kept is what is due; what another program kept is never used, so it may differ."""
    if kept == due:
        return True
    try:
        figures, wanted = json.loads(kept), json.loads(due)
    except (ValueError, RecursionError):
        return False
    if not isinstance(figures, dict) or not figures:
        return False
    is_ours = bool(figures.get("program") == wanted.get("program"))
    return not is_ours or figures.items() <= wanted.items()
