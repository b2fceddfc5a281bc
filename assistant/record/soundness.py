"""Acts that verify and that no program of ours would have recorded."""

from collections.abc import Iterator, Sequence

from assistant.record.register import can_be_seen, name_of
from model.assessment import Act
from model.deeds import Opened, Undone


def impossible(acts: Sequence[Act]) -> Iterator[str]:
    """What stands in the way of going on from these acts."""
    for act in acts:
        if isinstance(act.deed, Opened) and act.seq > 1:
            yield f"altered: act {act.seq} opens the assessment once more"
        if isinstance(act.deed, Undone) and act.deed.act == 1:
            yield f"altered: act {act.seq} takes back the opening"
    if not can_be_seen(name_of(acts)):
        yield "altered: the assessment has no name"
