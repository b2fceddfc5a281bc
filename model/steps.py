"""Which step of the roadmap earns a level: levels that are met already come with the one below them."""

from model.assessment import Step
from model.catalogue import Catalogue
from model.scoring import Scorecard, carried, ends, is_met, worked_at


def worked_for(card: Scorecard, catalogue: Catalogue, *, step: Step) -> Step:
    """The step, by the level that takes the work, that earns this level."""
    practice, level = step
    scored = card.practice(practice)
    if not scored.applicable:
        return step
    return practice, worked_at(catalogue.practice(practice), ends(scored.spans)[0], level=level)


def reached_by(card: Scorecard, catalogue: Catalogue, *, step: Step) -> int:
    """What is earned once the work on a level is done; the level itself where none is left to do."""
    practice, level = catalogue.practice(step[0]), step[1]
    scored = card.practice(practice.id)
    lows = ends(scored.spans)[0]
    if not scored.applicable or is_met(practice.levels[level - 1], lows):
        return level
    return carried(practice, lows, level=level)
