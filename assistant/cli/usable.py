"""Whether acts name only what their catalogue has, so that every command can go on from them."""

from collections.abc import Iterable, Iterator

from assistant.cli.figures import dump_scored
from assistant.cli.output import say
from knowledge.catalogue.catalogue import from_json
from model.adoption import catalogue_at
from model.agreements import plan_of
from model.assessment import Act
from model.catalogue import Catalogue
from model.deeds import Answered, Deed, Reopened
from model.errors import InputError
from model.fold import fold


def dump_usable(acts: tuple[Act, ...], catalogue: str) -> str:
    """The scorecard as it is kept; InputError where acts and catalogue give no figures or no plan."""
    opened_with = from_json(catalogue)
    check_known(acts, opened_with)
    plan_of(fold(acts), catalogue_at(acts, opened_with))
    return dump_scored(acts, opened_with)


def check_known(acts: Iterable[Act], catalogue: Catalogue) -> None:
    """InputError where an act is about a practice or an activity that the catalogue does not have."""
    known = {p.id: {a.id for a in p.activities} for p in catalogue.practices}
    for act in acts:
        for practice in _practices(act.deed):
            if practice not in known:
                raise InputError(say("usable.practice", seq=act.seq, practice=practice))
        about, activity = (getattr(act.deed, name, None) for name in ("practice", "activity"))
        if about and activity and activity not in known[about]:
            raise InputError(say("usable.activity", seq=act.seq, activity=activity))


def _practices(deed: Deed) -> Iterator[str]:
    if practice := getattr(deed, "practice", None):
        yield practice
    if isinstance(deed, Answered):
        yield from deed.readings
    if isinstance(deed, Reopened):
        yield from deed.practices
