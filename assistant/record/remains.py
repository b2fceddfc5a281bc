"""What a redaction keeps of the words that it destroys: codes that scores are computed from.

They stand in the act that redacts, so that acts recorded long before can be redacted as well.
"""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from model.assessment import Act
from model.deeds import Answered, EvidenceGiven, Redacted

Pair = tuple[int, int]


def redaction(acts: Sequence[Act], seq: int, *, reason: str) -> Redacted:
    """The act that redacts an act, with what has to be kept of it."""
    deed = acts[seq - 1].deed
    if isinstance(deed, Answered):
        return Redacted(act=seq, reason=reason, read_for=tuple(sorted({*deed.readings, *deed.read_for})))
    if isinstance(deed, EvidenceGiven):
        return Redacted(act=seq, reason=reason, versions=tuple(_versions(acts, seq)))
    return Redacted(act=seq, reason=reason)


def _versions(acts: Sequence[Act], seq: int) -> Iterator[Pair]:
    """The pairs of later and earlier version that a proof is one of: words decide, and they go."""
    mine = acts[seq - 1].deed
    for act in acts:
        other = act.deed
        if not (isinstance(mine, EvidenceGiven) and isinstance(other, EvidenceGiven)):
            continue
        if (other.practice, other.activity) != (mine.practice, mine.activity) or act.seq == seq:
            continue
        later, earlier = (other, mine) if act.seq > seq else (mine, other)
        if later.citation.follows(earlier.citation):
            yield max(act.seq, seq), min(act.seq, seq)


def with_remains(acts: tuple[Act, ...]) -> tuple[Act, ...]:
    """The acts with what redactions kept of them; taking a redaction back brings no word back."""
    done = [act.deed for act in acts if isinstance(act.deed, Redacted)]
    read_for = {deed.act: deed.read_for for deed in done if deed.read_for}
    versions = {pair for deed in done for pair in deed.versions}
    if not (read_for or versions):
        return acts
    cited = set(chain.from_iterable(versions))
    return tuple(
        _dated(act, versions) if act.seq in cited else _read(act, read_for.get(act.seq, ())) for act in acts
    )


def _read(act: Act, read_for: tuple[str, ...]) -> Act:
    """An answer with the practices that it was read for."""
    if not isinstance(act.deed, Answered) or not read_for or act.deed.readings:
        return act
    return _changed(act, read_for=read_for)


def _dated(act: Act, versions: set[Pair]) -> Act:
    """A proof with what it is later than."""
    if not isinstance(act.deed, EvidenceGiven):
        return act
    later_than = frozenset(earlier for later, earlier in versions if later == act.seq)
    changes = {"act": act.seq, "later_than": later_than}
    return _changed(act, citation=act.deed.citation.model_copy(update=changes))


def _changed(act: Act, **changes: Any) -> Act:
    return act.model_copy(update={"deed": act.deed.model_copy(update=changes)})
