"""A card in lines: heard, not sure, a plan, not mentioned; the level last, in words."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from string import ascii_lowercase
from typing import Any

from assistant.conversation.session import Line, LineStyle, Session
from assistant.conversation.speech import line, say
from assistant.conversation.unanswered import is_concluded
from model.card import Card, CardLine
from model.coverage import Coverage, Ordinal, Span
from model.practice import Activity, Practice, Unit
from model.scoring import Range, rounded, score

REASON = 90
"""Characters of the words for a reason."""


def figure(value: Fraction) -> str:
    """Two decimals, half up."""
    return f"{rounded(value):.2f}"


def range_words(span: Range) -> str:
    """'1.63', or '1.63 to 2.00' while something is open."""
    return (
        figure(span.low)
        if span.low == span.high
        else say("range", low=figure(span.low), high=figure(span.high))
    )


def level_words(span: Range) -> str:
    """'1', or '1 to 2' while something is open."""
    low, high = int(span.low), int(span.high)
    return str(low) if low == high else say("range", low=low, high=high)


def coverage_words(coverage: Coverage, activity: Activity, *, span: Span, systems: Sequence[str]) -> str:
    """'photo eta customs · 3 of 4', 'all', 'some', 'none', 'unknown'."""
    if coverage.denied and coverage.unknown and not coverage.covered:
        return say("coverage.not", systems=" ".join(s for s in systems if s in coverage.denied))
    if activity.unit is not Unit.SYSTEMS or len(systems) == 1 or not coverage.covered:
        return say(f"coverage.{span.word.replace(' ', '-')}")
    covered = [s for s in systems if s in coverage.covered]
    if len(covered) == len(systems) and span.low is Ordinal.ALL:
        return say("coverage.every", count=len(systems))
    if not covered:
        return say(f"coverage.{span.word.replace(' ', '-')}")
    missing = [s for s in systems if s not in covered]
    if len(missing) == 1 and len(covered) > 2:
        return say("coverage.but", system=missing[0], count=len(covered), total=len(systems))
    return say("coverage.count", systems=" ".join(covered), count=len(covered), total=len(systems))


def mark_of(activity_id: str) -> str:
    """'2a' of 'AML.M0007.2a': what a line of a card is called by."""
    return activity_id.rpartition(".")[2]


def lettered(card: Card) -> dict[str, str]:
    """The letters of what nobody mentioned, the same after a correction: systems' names, activities' ids."""
    return dict(zip(ascii_lowercase, card.silent, strict=False))


def heard_lines(practice: Practice, card: Card) -> tuple[Line, ...]:
    """The card while a follow-up is still to come: no level yet."""
    silent = [activity_of(practice, x.activity).label for x in card.unmentioned]
    rest = " · ".join((*card.unmentioned_systems, *silent))
    return (
        *_spoken(practice, card),
        *([line("card.silent", LineStyle.LABEL), Line(rest, LineStyle.PLAIN, 1)] if rest else []),
    )


def card_lines(session: Session, card: Card) -> tuple[Line, ...]:
    """The whole card of one practice."""
    return (*_spoken(session.catalogue.practice(card.practice), card), *card_end(session, card))


def card_end(session: Session, card: Card) -> tuple[Line, ...]:
    """What nobody mentioned, then the level, in words."""
    practice = session.catalogue.practice(card.practice)
    return (
        *_unmentioned(practice, card),
        *_verdict(session, card),
        line("card.hint", LineStyle.HINT, example=example_words(card)),
    )


def example_words(card: Card) -> str:
    """What can be said against this card, by its own letters and systems."""
    first = card.lines[0]
    mark = next(iter(lettered(card)), "") or mark_of(first.activity)
    row = next((x for x in card.lines if x.activity == lettered(card).get(mark, first.activity)), None)
    is_none = row is not None and row.span.high is Ordinal.NONE
    example = say(f"card.mark-{'all' if is_none else 'none'}", mark=mark)
    if len(card.systems) > 1 and any(x.coverage.covered for x in card.lines):
        return say("card.examples", example=example, system=card.systems[0])
    return say("card.example", example=example)


def _spoken(practice: Practice, card: Card) -> Iterable[Line]:
    yield from _group("card.heard", card.heard, practice=practice, card=card)
    yield from _group("card.unsure", card.unsure, practice=practice, card=card)
    yield from _unplaced(card)
    if card.plans:
        yield line("card.plan", LineStyle.LABEL)
    yield from (quoted(p.quotation.text) for p in card.plans)
    yield from _reasons(card)


def _unplaced(card: Card) -> Iterable[Line]:
    """Systems that the answer names and that no line counts, with the words."""
    if card.unplaced and not card.unsure:
        yield line("card.unsure", LineStyle.LABEL)
    for system, words in card.unplaced:
        yield line("card.unplaced", LineStyle.ITEM, indent=1, system=system)
        yield quoted(words.text)


def _reasons(card: Card) -> Iterable[Line]:
    """What speaks for the level or against a higher one, with the words; of a trait said twice the last."""
    latest = {t.trait: t for t in card.traits if t.quotation}
    if latest:
        yield line("card.because", LineStyle.LABEL)
    for trait in latest.values():
        what = say(f"trait.{trait.trait}-{trait.value}")
        words = shortened(trait.quotation.text, REASON) if trait.quotation else ""
        yield line("card.reason", LineStyle.ITEM, indent=1, what=what, text=words)


def _width(practice: Practice) -> int:
    """The column in which a practice's labels end."""
    return max(len(a.label) for a in practice.activities)


def _group(key: str, rows: Sequence[CardLine], *, practice: Practice, card: Card) -> Iterable[Line]:
    width = _width(practice)
    if rows:
        yield line(key, LineStyle.LABEL)
    for row in rows:
        activity = activity_of(practice, row.activity)
        words = coverage_words(row.coverage, activity, span=row.span, systems=card.systems)
        mark = mark_of(activity.id)
        yield Line(f"{mark:<2}  {activity.label:<{width}}  {words}", LineStyle.ITEM, 1)
        yield from (quoted(words) for words in distinct(q.text for q in row.quotations)[-3:])


def distinct(texts: Iterable[str]) -> list[str]:
    """The texts in order, without those that another one holds."""
    said = list(dict.fromkeys(texts))
    return [text for text in said if not any(text != other and text in other for other in said)]


def quoted(text: str, longest: int = 240) -> Line:
    """Somebody's own words."""
    return Line(f'"{shortened(text, longest)}"', LineStyle.QUOTE, 2)


def activity_of(practice: Practice, activity_id: str) -> Activity:
    """The activity with this id; StopIteration when the practice has none."""
    return next(a for a in practice.activities if a.id == activity_id)


def _unmentioned(practice: Practice, card: Card) -> Iterable[Line]:
    letters, width = lettered(card), _width(practice)
    if not letters:
        return
    yield line("card.unmentioned", LineStyle.LABEL)
    rows = {x.activity: x for x in card.lines}
    for letter, item in letters.items():
        if item in rows:
            activity = activity_of(practice, item)
            put = coverage_words(rows[item].coverage, activity, span=rows[item].span, systems=card.systems)
            what = f"{activity.label:<{width}}"
            yield line(
                f"card.put{_whose(rows[item])}", LineStyle.ITEM, indent=1, letter=letter, what=what, put=put
            )
        elif item in card.unmentioned_systems:
            what, put = f"{item:<{width}}", say("coverage.unknown")
            yield line("card.put", LineStyle.ITEM, indent=1, letter=letter, what=what, put=put)


def _whose(row: CardLine) -> str:
    """Whether a value is mine, concluded from other words, on record, or what the user put."""
    if row.is_quoted:
        return "-said"
    if is_concluded(row):
        return "-concluded"
    return "-recorded" if row.is_on_record else ""


def _verdict(session: Session, card: Card) -> Iterable[Line]:
    if session.hides_levels:
        return
    target = score(session.state, session.catalogue).practice(card.practice).target
    yield line(
        "card.level",
        LineStyle.LEVEL,
        level=level_words(card.level),
        target=target,
        progress=range_words(card.progress),
    )


def phase_lines(session: Session, cards: Sequence[tuple[int, Card]]) -> tuple[Line, ...]:
    """The drafts of a phase by their numbers, each in a few lines."""
    several = line("phase.heading", LineStyle.LABEL, count=len(cards))
    lines: list[Line] = [several if len(cards) > 1 else line("phase.heading-one", LineStyle.LABEL)]
    targets = {p.id: p.target for p in score(session.state, session.catalogue).practices}
    for number, card in cards:
        practice = session.catalogue.practice(card.practice)
        if session.hides_levels:
            lines.append(line("phase.item-hidden", LineStyle.ITEM, number=number, practice=practice.name))
        else:
            level, target = level_words(card.level), targets[practice.id]
            values: dict[str, Any] = {
                "number": number,
                "practice": practice.name,
                "level": level,
                "target": target,
            }
            lines.append(line("phase.item", LineStyle.ITEM, **values))
        lines += _draft_lines(practice, card)
    number = cards[-1][0] if cards else 1
    return (*lines, line("phase.hint", LineStyle.HINT, number=number))


def _draft_lines(practice: Practice, card: Card) -> Iterable[Line]:
    width = _width(practice)
    alike: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for row in (*card.heard, *card.unsure):
        activity = activity_of(practice, row.activity)
        words = coverage_words(row.coverage, activity, span=row.span, systems=card.systems)
        said = words if row in card.heard else say("phase.unsure", words=words)
        latest = tuple(q.text for q in row.quotations[-1:])
        alike.setdefault((said, latest), []).append(activity.label)
    for (said, latest), labels in alike.items():
        yield Line(f"{' · '.join(labels):<{width}}  {said}", LineStyle.PLAIN, 2)
        yield from (quoted(text, longest=150) for text in latest)
    if card.plans:
        yield line("phase.plans", LineStyle.HINT, indent=2, text=shortened(card.plans[0].quotation.text, 150))
    yield from _silence(practice, card)


def _silence(practice: Practice, card: Card) -> Iterable[Line]:
    """What nobody mentioned, by what would be put."""
    groups: dict[str, list[str]] = {}
    for row in card.unmentioned:
        activity = activity_of(practice, row.activity)
        put = coverage_words(row.coverage, activity, span=row.span, systems=card.systems)
        put = say("phase.concluded", put=put) if is_concluded(row) else put
        groups.setdefault(put, []).append(activity.label)
    if card.unmentioned_systems:
        names = ", ".join(card.unmentioned_systems)
        yield line("phase.silence", LineStyle.HINT, indent=2, put=say("coverage.unknown"), labels=names)
    for put, labels in groups.items():
        yield line("phase.silence", LineStyle.HINT, indent=2, put=put, labels=" · ".join(labels))


def change_lines(practice: Practice, before: Card | None, *, after: Card) -> tuple[Line, ...]:
    """What an answer changed, side by side with what was said before."""
    if before is None:
        return ()
    old = {x.activity: x for x in before.lines}
    differing = [row for row in after.lines if _differs(old.get(row.activity), row)]
    alike: dict[tuple[str, tuple[Line, ...]], list[str]] = {}
    for row in differing:
        activity = activity_of(practice, row.activity)
        head, *rest = _changed(activity, row, was=old[row.activity], systems=after.systems)
        kind, words = head.text.removeprefix(activity.label), tuple(rest)
        alike.setdefault((kind, words), []).append(activity.label)
    lines = [
        shown
        for (kind, words), labels in alike.items()
        for shown in (Line(f"{' · '.join(labels)}{kind}", LineStyle.ITEM, 1), *words)
    ]
    return (line("card.corrected", LineStyle.LABEL), *lines) if lines else ()


def _differs(was: CardLine | None, now: CardLine) -> bool:
    if was is None:
        return False
    return was.coverage != now.coverage or (now.is_quoted and now.quotations != was.quotations)


def _changed(activity: Activity, row: CardLine, *, was: CardLine, systems: Sequence[str]) -> Iterable[Line]:
    now = coverage_words(row.coverage, activity, span=row.span, systems=systems)
    old = coverage_words(was.coverage, activity, span=was.span, systems=systems)
    if old == now:
        yield line("card.same", LineStyle.ITEM, indent=1, label=activity.label, now=now)
    elif was.is_quoted:
        yield line("card.changed", LineStyle.ITEM, indent=1, label=activity.label, was=old, now=now)
        yield from (
            Line(say("card.was", text=shortened(q.text)), LineStyle.QUOTE, 2) for q in was.quotations[-1:]
        )
    else:
        yield line("card.filled", LineStyle.ITEM, indent=1, label=activity.label, now=now)
    fresh = [q for q in row.quotations if q not in was.quotations][-1:]
    key = "card.now" if was.is_quoted and old != now else "card.said"
    yield from (Line(say(key, text=shortened(q.text)), LineStyle.QUOTE, 2) for q in fresh)


def shortened(text: str, longest: int = 240) -> str:
    """The beginning of a long text, on one row."""
    flat = " ".join(text.split())
    return flat if len(flat) <= longest else f"{flat[:longest].rstrip()} …"
