"""A card in lines: heard, not sure, a plan, not mentioned; the level last, in words."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from string import ascii_lowercase

from assistant.conversation.session import Line, LineStyle, Session
from assistant.conversation.speech import line, say
from model.card import Card, CardLine
from model.coverage import Coverage, Ordinal, Span
from model.practice import Activity, Practice, Unit
from model.scoring import Range, rounded, score


def figure(value: Fraction) -> str:
    """Two decimals, half up."""
    return f"{rounded(value):.2f}"


def range_words(span: Range) -> str:
    """'1.63', or '1.63 to 2.00' while something is open."""
    return figure(span.low) if span.low == span.high else say("range", low=figure(span.low), high=figure(span.high))


def level_words(span: Range) -> str:
    """'1', or '1 to 2' while something is open."""
    low, high = int(span.low), int(span.high)
    return str(low) if low == high else say("range", low=low, high=high)


def coverage_words(coverage: Coverage, span: Span, activity: Activity, systems: Sequence[str]) -> str:
    """'photo eta customs · 3 of 4', 'all', 'some', 'none', 'unknown'."""
    if activity.unit is not Unit.SYSTEMS or len(systems) == 1 or not coverage.covered:
        return say(f"coverage.{span.word.replace(' ', '-')}")
    if len(coverage.covered) == len(systems) and span.low is Ordinal.ALL:
        return say("coverage.every", count=len(systems))
    names = " ".join(s for s in systems if s in coverage.covered)
    return say("coverage.count", systems=names, count=len(coverage.covered), total=len(systems))


def lettered(card: Card) -> dict[str, str]:
    """The letters of what nobody mentioned: a system's name or an activity's id."""
    items = (*card.unmentioned_systems, *(x.activity for x in card.unmentioned))
    return dict(zip(ascii_lowercase, items, strict=False))


def heard_lines(practice: Practice, card: Card) -> tuple[Line, ...]:
    """The card while a follow-up is still to come: no level yet."""
    silent = [activity_of(practice, x.activity).label for x in card.unmentioned]
    rest = " · ".join((*card.unmentioned_systems, *silent))
    return (
        *_group("card.heard", card.heard, practice, card),
        *_group("card.unsure", card.unsure, practice, card),
        *_plans(card),
        *([line("card.silent", LineStyle.LABEL), Line(rest, LineStyle.PLAIN, 1)] if rest else []),
    )


def card_lines(session: Session, practice: Practice, card: Card) -> tuple[Line, ...]:
    """The whole card of one practice."""
    return (
        *_group("card.heard", card.heard, practice, card),
        *_group("card.unsure", card.unsure, practice, card),
        *_plans(card),
        *_unmentioned(practice, card),
        *_verdict(session, practice, card),
        line("card.hint", LineStyle.HINT),
    )


def _width(practice: Practice) -> int:
    """The column in which a practice's labels end."""
    return max(len(a.label) for a in practice.activities)


def _group(key: str, rows: Sequence[CardLine], practice: Practice, card: Card) -> Iterable[Line]:
    width = _width(practice)
    if rows:
        yield line(key, LineStyle.LABEL)
    for row in rows:
        activity = activity_of(practice, row.activity)
        words = coverage_words(row.coverage, row.span, activity, card.systems)
        yield Line(f"{activity.label:<{width}}  {words}", LineStyle.ITEM, 1)
        yield from (quoted(q.text) for q in row.quotations[-3:])


def quoted(text: str) -> Line:
    """Somebody's own words."""
    shown = text if len(text) <= 240 else f"{text[:240].rstrip()} …"
    return Line(f'"{shown}"', LineStyle.QUOTE, 2)


def activity_of(practice: Practice, activity_id: str) -> Activity:
    """The activity with this id; StopIteration when the practice has none."""
    return next(a for a in practice.activities if a.id == activity_id)


def _plans(card: Card) -> Iterable[Line]:
    if card.plans:
        yield line("card.plan", LineStyle.LABEL)
    yield from (quoted(p.quotation.text) for p in card.plans)


def _unmentioned(practice: Practice, card: Card) -> Iterable[Line]:
    letters, width = lettered(card), _width(practice)
    if not letters:
        return
    yield line("card.unmentioned", LineStyle.LABEL)
    rows = {x.activity: x for x in card.lines}
    for letter, item in letters.items():
        if item not in rows:
            unknown = say("coverage.unknown")
            yield line("card.put", LineStyle.ITEM, indent=1, letter=letter, what=f"{item:<{width}}", put=unknown)
            continue
        activity = activity_of(practice, item)
        put = coverage_words(rows[item].coverage, rows[item].span, activity, card.systems)
        yield line("card.put", LineStyle.ITEM, indent=1, letter=letter, what=f"{activity.label:<{width}}", put=put)


def _verdict(session: Session, practice: Practice, card: Card) -> Iterable[Line]:
    if session.hides_levels:
        return
    target = score(session.state, session.catalogue).practice(practice.id).target
    yield line(
        "card.level",
        LineStyle.LEVEL,
        level=level_words(card.level),
        target=target,
        progress=range_words(card.progress),
    )


def phase_lines(session: Session, cards: Sequence[tuple[Practice, Card]]) -> tuple[Line, ...]:
    """The drafts of a phase, numbered, each in a few lines."""
    lines: list[Line] = [line("phase.heading", LineStyle.LABEL, count=len(cards))]
    targets = {p.id: p.target for p in score(session.state, session.catalogue).practices}
    for number, (practice, card) in enumerate(cards, 1):
        key = "phase.item-hidden" if session.hides_levels else "phase.item"
        words = level_words(card.level)
        lines.append(
            line(key, LineStyle.ITEM, number=number, practice=practice.name, level=words, target=targets[practice.id])
        )
        for row in (*card.heard, *card.unsure):
            activity = activity_of(practice, row.activity)
            said = coverage_words(row.coverage, row.span, activity, card.systems)
            unsure = "" if row in card.heard else say("phase.unsure")
            lines.append(Line(f"{activity.label:<{_width(practice)}}  {said}{unsure}", LineStyle.PLAIN, 2))
            lines += [quoted(q.text) for q in row.quotations[:1]]
        lines += _silence(practice, card)
    return (*lines, line("phase.hint", LineStyle.HINT))


def _silence(practice: Practice, card: Card) -> Iterable[Line]:
    """What nobody mentioned, by what would be put."""
    groups: dict[str, list[str]] = {}
    for row in card.unmentioned:
        activity = activity_of(practice, row.activity)
        put = coverage_words(row.coverage, row.span, activity, card.systems)
        groups.setdefault(put, []).append(activity.label)
    for put, labels in groups.items():
        yield line("phase.silence", LineStyle.HINT, indent=2, put=put, labels="; ".join(labels))
    if card.unmentioned_systems:
        names = ", ".join(card.unmentioned_systems)
        yield line("phase.silence", LineStyle.HINT, indent=2, put=say("coverage.unknown"), labels=names)


def change_lines(practice: Practice, before: Card | None, after: Card) -> tuple[Line, ...]:
    """What a correction changed, side by side with what was said before."""
    if before is None:
        return ()
    old = {x.activity: x for x in before.lines}
    lines: list[Line] = []
    for row in after.lines:
        was = old.get(row.activity)
        if was is None or was.coverage == row.coverage or not was.is_quoted:
            continue
        activity = activity_of(practice, row.activity)
        lines.append(
            line(
                "card.changed",
                LineStyle.ITEM,
                indent=1,
                label=activity.label,
                was=coverage_words(was.coverage, was.span, activity, before.systems),
                now=coverage_words(row.coverage, row.span, activity, after.systems),
            )
        )
        lines += [Line(say("card.was", text=q.text), LineStyle.QUOTE, 2) for q in was.quotations[-1:]]
        fresh = [q for q in row.quotations if q not in was.quotations]
        lines += [Line(say("card.now", text=q.text), LineStyle.QUOTE, 2) for q in fresh[-1:]]
    return (line("card.corrected", LineStyle.LABEL), *lines) if lines else ()
