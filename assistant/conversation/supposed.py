"""Two outlooks side by side, before and after, in lines for any front end."""

from collections.abc import Iterator

from assistant.conversation.cards import level_words, range_words
from assistant.conversation.session import Line, LineStyle
from assistant.conversation.speech import line
from assistant.conversation.views import headline, percent_words, share_words
from model.catalogue import Catalogue
from model.roadmap import Roadmap
from model.scoring import Range, Scorecard

Outcome = tuple[Scorecard, Roadmap]
"""What the figures make of a state."""


def supposed_lines(before: Outcome, after: Outcome, *, catalogue: Catalogue) -> Iterator[Line]:
    """The figures before and after, and the practices whose level or target would be another."""
    yield line("supposed.title", LineStyle.HEADING)
    for key, (card, roadmap) in (("before", before), ("after", after)):
        yield line(f"supposed-title.{key}", LineStyle.LABEL)
        yield Line(headline(card, catalogue), LineStyle.LEVEL)
        yield line(
            "supposed.figures",
            earned=_or_dash(card.earned),
            progress=_or_dash(card.progress),
            percent=percent_words(card.percent_to_target) if card.percent_to_target else "–",
            exposure=share_words(roadmap, roadmap.today.left),
            waves=len(roadmap.waves),
            effort=sum(w.effort for w in roadmap.waves),
        )
    yield line("supposed.changed", LineStyle.LABEL)
    for old, new in zip(before[0].practices, after[0].practices, strict=True):
        if (old.earned, old.target) != (new.earned, new.target):
            yield line(
                "supposed.practice",
                LineStyle.ITEM,
                indent=1,
                practice=catalogue.practice(new.id).name,
                before=level_words(old.earned),
                after=level_words(new.earned),
                was=old.target,
                target=new.target,
            )
    yield line("supposed.note", LineStyle.HINT)


def _or_dash(figures: Range | None) -> str:
    return range_words(figures) if figures else "–"
