"""A step of the roadmap in lines: why it stands where it does, who does it, what it must show."""

from collections.abc import Sequence

from assistant.conversation.attacks import technique_name
from assistant.conversation.session import Line, LineStyle
from assistant.conversation.views import agreement_words, cause_words, reason_words
from assistant.widgets.wording import say
from model.catalogue import Catalogue
from model.decisions import StepAgreed
from model.practice import Practice
from model.roadmap import RoadmapStep, Unplaced

LABEL, ITEM, HINT = LineStyle.LABEL, LineStyle.ITEM, LineStyle.HINT


def detail_lines(item: RoadmapStep | Unplaced, catalogue: Catalogue) -> tuple[Line, ...]:
    """Why a step stands where it does and what it must show; or why it fits nowhere."""
    practice = catalogue.practice(item.practice)
    heading = Line(f"{practice.name} · {practice.id}", LineStyle.HEADING)
    if isinstance(item, Unplaced):
        level = Line(say("roadmap.to-level", level=item.after))
        cause = Line(cause_words(item.cause, catalogue), ITEM, 1)
        return heading, level, *_agreed(item.agreed), Line(say("roadmap.cause"), LABEL), cause
    step = say("roadmap.step", before=item.before, after=item.after)
    effort = say("roadmap.effort", effort=item.effort)
    return (
        heading,
        Line(f"{step} · {effort}", LineStyle.LEVEL),
        Line(practice.levels[item.before].statement),
        *_agreed(item.agreed),
        *([Line(say("roadmap.open"), HINT)] if item.find_out else []),
        Line(say("roadmap.why"), LABEL),
        *(Line(reason_words(code, catalogue), ITEM, 1) for code in item.why),
        *_criteria(item, practice),
        *_named("roadmap.attacks", [technique_name(catalogue, t) for t in item.attacks]),
        *_named("roadmap.evidence", item.evidence),
        *([] if item.stays else [Line(say("roadmap.moves"), HINT)]),
    )


def _agreed(agreed: StepAgreed | None) -> tuple[Line, ...]:
    if agreed is None:
        return (Line(say("roadmap.nobody"), HINT),)
    return _named("roadmap.agreed", [agreement_words(agreed), *([agreed.reason] if agreed.reason else [])])


def _criteria(step: RoadmapStep, practice: Practice) -> tuple[Line, ...]:
    """What the level that is worked at asks for, then what the levels below still lack."""
    wanting = [a for a in practice.activities if a.id in step.criteria]
    own = [a for a in wanting if a in practice.levels[step.before].activities]
    below = [a for a in wanting if a not in own]
    return (
        *_named("roadmap.criteria", [f"{a.id.rpartition('.')[2]}  {a.text}" for a in own]),
        *_named("roadmap.below", [f"{a.id.rpartition('.')[2]}  {a.text}" for a in below]),
    )


def _named(title: str, entries: Sequence[str]) -> tuple[Line, ...]:
    """A title over entries; nothing where there are none."""
    label = [Line(say(title), LABEL)] if entries else []
    return (*label, *(Line(each, ITEM, 1) for each in entries))
