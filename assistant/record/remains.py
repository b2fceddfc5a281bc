"""What a redaction keeps of the words that it destroys: codes that scores are computed from.

They stand in the act that redacts, so that acts recorded long before can be redacted as well.
"""

from collections.abc import Sequence

from model.assessment import Act
from model.deeds import Answered, Redacted


def redaction(acts: Sequence[Act], seq: int, *, reason: str) -> Redacted:
    """The act that redacts an act, with what has to be kept of it."""
    deed = acts[seq - 1].deed
    read_for = {*deed.readings, *deed.read_for} if isinstance(deed, Answered) else ()
    return Redacted(act=seq, reason=reason, read_for=tuple(sorted(read_for)))


def with_remains(acts: tuple[Act, ...]) -> tuple[Act, ...]:
    """The acts with what redactions kept of them; taking a redaction back brings no word back."""
    done = [act.deed for act in acts if isinstance(act.deed, Redacted)]
    if not done:
        return acts
    read_for = {deed.act: deed.read_for for deed in done if deed.read_for}
    return tuple(_restored(act, read_for.get(act.seq, ())) for act in acts)


def _restored(act: Act, read_for: tuple[str, ...]) -> Act:
    deed = act.deed
    if not isinstance(deed, Answered) or deed.readings or not read_for:
        return act
    return act.model_copy(update={"deed": deed.model_copy(update={"read_for": read_for})})
