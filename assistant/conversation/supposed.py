"""What if: the figures as they are and as they would be, side by side, for any front end."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from assistant.conversation.cards import level_words, range_words
from assistant.conversation.session import Line, LineStyle, Session
from assistant.conversation.speech import line, say
from assistant.conversation.views import headline, percent_words, share_words
from model.agreements import plan_of
from model.catalogue import Catalogue
from model.errors import InputError
from model.roadmap import Roadmap
from model.scoring import Range, Scorecard, score
from model.supposing import suppose


@dataclass(frozen=True)
class Outlook:
    """What the figures make of a state."""

    card: Scorecard
    roadmap: Roadmap


@dataclass(frozen=True)
class Supposition:
    """Levels and targets as if they were so; nothing of it is recorded."""

    levels: Mapping[str, int] = field(default_factory=dict)
    targets: Mapping[str, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether anything is supposed."""
        return bool(self.levels or self.targets)

    def also(self, practice: str, *, level: int | None, target: int | None) -> "Supposition":
        """With one practice more."""
        levels = dict(self.levels) if level is None else {**self.levels, practice: level}
        targets = dict(self.targets) if target is None else {**self.targets, practice: target}
        return Supposition(levels, targets)


NOTHING_SUPPOSED = Supposition()


def outlook(
    session: Session, supposed: Supposition = NOTHING_SUPPOSED, *, capacity: int | None = None
) -> Outlook:
    """The figures as they are, or as they would be; InputError for a level of what counts for no system."""
    state, catalogue = session.state, session.catalogue
    if supposed:
        _require_systems(supposed.levels, session)
        state = suppose(session.ledger.acts, catalogue, levels=supposed.levels, targets=supposed.targets)
    card = score(state, catalogue)
    return Outlook(card, plan_of(state, catalogue, capacity=capacity, card=card))


def _require_systems(levels: Iterable[str], session: Session) -> None:
    """A level is earned over systems; a practice that has none earns nothing."""
    card = score(session.state, session.catalogue)
    for practice in levels:
        scored = card.practice(practice)
        if not scored.applicable:
            name = session.catalogue.practice(practice).name
            raise InputError(
                say("error.left-out", practice=name), say("error.left-out-do", cause=scored.cause)
            )


def supposed_words(supposed: Supposition, catalogue: Catalogue) -> str:
    """'Code Signing at level 2, target of Model Hardening 3'."""
    levels = [
        say("supposed.level", practice=catalogue.practice(i).name, level=n)
        for i, n in supposed.levels.items()
    ]
    targets = [
        say("supposed.target", practice=catalogue.practice(i).name, level=n)
        for i, n in supposed.targets.items()
    ]
    return ", ".join((*levels, *targets))


def moved_words(before: Outlook, after: Outlook) -> str:
    """What the supposed changes of the figures, in one line."""
    both = (before, after)
    pairs = [
        ("earned", [_or_dash(seen.card.earned) for seen in both]),
        ("progress", [_or_dash(seen.card.progress) for seen in both]),
        ("exposure", [share_words(seen.roadmap, seen.roadmap.today.left) for seen in both]),
        ("waves", [str(len(seen.roadmap.waves)) for seen in both]),
        ("effort", [str(sum(w.effort for w in seen.roadmap.waves)) for seen in both]),
    ]
    return " · ".join(_moved(name, figures) for name, figures in pairs)


def _moved(name: str, figures: Sequence[str]) -> str:
    was, now = figures
    if was == now:
        return say(f"supposed-figure.{name}", figure=now)
    return say(f"supposed-figure.{name}", figure=say("supposed.moved", was=was, now=now))


def supposed_lines(before: Outlook, after: Outlook, *, catalogue: Catalogue) -> Iterator[Line]:
    """The figures before and after, and the practices whose level or target would be another."""
    yield line("supposed.title", LineStyle.HEADING)
    for key, seen in (("before", before), ("after", after)):
        card, roadmap = seen.card, seen.roadmap
        yield line(f"supposed-title.{key}", LineStyle.LABEL)
        yield Line(headline(card, catalogue), LineStyle.LEVEL)
        yield line(
            "supposed.figures",
            earned=_or_dash(card.earned),
            progress=_or_dash(card.progress),
            percent=percent_words(card.percent_to_target) if card.percent_to_target else "–",
            exposure=share_words(roadmap, roadmap.today.left),
            waves=len(roadmap.waves),
            capacity=roadmap.capacity,
            effort=sum(w.effort for w in roadmap.waves),
        )
    changed = list(_changed(before.card, after.card, catalogue=catalogue))
    if changed:
        yield line("supposed.changed", LineStyle.LABEL)
    yield from changed
    yield line("supposed.note", LineStyle.HINT)


def _changed(before: Scorecard, after: Scorecard, *, catalogue: Catalogue) -> Iterator[Line]:
    """The practices whose level or target would be another."""
    for old, new in zip(before.practices, after.practices, strict=True):
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


def _or_dash(figures: Range | None) -> str:
    return range_words(figures) if figures else "–"
