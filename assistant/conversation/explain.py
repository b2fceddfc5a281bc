"""Explanations on demand: a practice, a level, a word, a number, a question."""

from collections.abc import Iterable
from fractions import Fraction

from assistant.conversation.cards import (
    coverage_words,
    figure,
    level_words,
    range_words,
)
from assistant.conversation.session import Line, LineStyle
from assistant.conversation.speech import join, line, say
from model.assessment import State
from model.coverage import GATES, Coverage
from model.practice import Catalogue, Practice, Term
from model.scoring import PracticeScore, score

LABEL, ITEM, HINT, PLAIN = LineStyle.LABEL, LineStyle.ITEM, LineStyle.HINT, LineStyle.PLAIN


def find_practice(catalogue: Catalogue, words: str) -> Practice | None:
    """The practice of an id, a name or an alias, also in part."""
    wanted = words.strip().lower()
    if not wanted:
        return None
    names = {
        p.id: (p.id.lower(), p.name.lower(), *(a.lower() for a in p.aliases)) for p in catalogue.practices
    }
    for matches in (
        lambda name: name == wanted,
        lambda name: name.rpartition(".")[2] == wanted,
        lambda name: len(wanted) >= 4 and wanted in name,
    ):
        for practice in catalogue.practices:
            if any(matches(name) for name in names[practice.id]):
                return practice
    return None


def find_term(catalogue: Catalogue, words: str) -> Term | None:
    """The glossary entry of a word or an alias."""
    wanted = words.strip().lower().strip("\"'?. ")
    for form in (wanted, wanted.removesuffix("s"), wanted.removesuffix("es")):
        for term in catalogue.terms:
            if form in (term.name.lower(), *(a.lower() for a in term.aliases)):
                return term
    return None


def explain(catalogue: Catalogue, topic: str) -> tuple[Line, ...]:
    """A practice, `PRACTICE LEVEL` or a word; empty when nothing of that name is known."""
    head, _, last = topic.strip().rpartition(" ")
    if last in ("0", "1", "2", "3") and (practice := find_practice(catalogue, head)):
        return explain_level(practice, int(last))
    if term := find_term(catalogue, topic):
        return (line("explain.term", LABEL, name=term.name), Line(term.meaning))
    if practice := find_practice(catalogue, topic):
        return explain_practice(practice)
    return ()


def explain_practice(practice: Practice) -> tuple[Line, ...]:
    """What it is, why it matters, what it does not stop, and its levels."""
    phases = ", ".join(p.phase.value.replace("-", " ") for p in practice.phases)
    return (
        Line(f"{practice.name} · {practice.id}", LineStyle.HEADING),
        Line(practice.summary),
        line("explain.why", LABEL),
        Line(practice.why),
        line("explain.does-not-stop", LABEL),
        Line(practice.does_not_stop),
        line("explain.levels", LABEL),
        *(
            line("explain.level", ITEM, indent=1, level=v.level, statement=v.statement)
            for v in practice.levels
        ),
        line("explain.option" if practice.kind == "option" else "explain.hygiene", HINT),
        line("explain.phases", HINT, phases=phases),
        line("explain.roles", HINT, roles=join(practice.roles)),
        Line(practice.source, HINT),
    )


def explain_level(practice: Practice, level: int) -> tuple[Line, ...]:
    """What a level looks like, what shows it, and how to get to the next."""
    lines = [Line(say("explain.level-heading", practice=practice.name, level=level), LineStyle.HEADING)]
    if level == 0:
        lines.append(line("explain.level-0"))
    else:
        lines.append(Line(practice.levels[level - 1].statement))
        lines += _activities(practice, level)
        below = level - 1
        lines.append(line("explain.gate", HINT, below=below) if below else line("explain.gate-1", HINT))
    if level < 3:
        following = practice.levels[level]
        lines.append(line("explain.next", LABEL, level=level + 1))
        lines += [
            line("explain.activity", ITEM, indent=1, label=a.label, text=a.text) for a in following.activities
        ]
        lines.append(line("explain.effort", HINT, points=following.effort.points))
    return tuple(lines)


def _activities(practice: Practice, level: int) -> Iterable[Line]:
    for activity in practice.levels[level - 1].activities:
        yield line("explain.activity", ITEM, indent=1, label=activity.label, text=activity.text)
        yield line("explain.unit", HINT, indent=2, unit=say(f"unit.{activity.unit.value}"))
        for shown in activity.evidence:
            yield line("explain.evidence", HINT, indent=2, evidence=shown)
        yield line("explain.example", LineStyle.QUOTE, indent=2, example=activity.examples[0])


def explain_asking(practice: Practice, activity_id: str | None) -> tuple[Line, ...]:
    """Why a question is asked."""
    lines = [line("explain.asked-because", LABEL), Line(practice.why)]
    if activity_id:
        level = practice.level_of(activity_id)
        lines.append(line("explain.decides", below=level - 1, level=level))
        lines += [
            line("explain.level", ITEM, indent=1, level=v.level, statement=v.statement)
            for v in practice.levels
            if v.level in (level - 1, level)
        ]
    else:
        lines += [
            line("explain.level", ITEM, indent=1, level=v.level, statement=v.statement)
            for v in practice.levels
        ]
    return tuple(lines)


def explain_score(state: State, catalogue: Catalogue, *, practice_id: str) -> tuple[Line, ...]:
    """Why a practice has its figures: every activity, the gates, the sum."""
    practice = catalogue.practice(practice_id)
    scored = score(state, catalogue).practice(practice_id)
    heading = Line(f"{practice.name} · {practice.id}", LineStyle.HEADING)
    if not scored.applicable:
        return heading, line("why.not-applicable", cause=scored.cause)
    assurance = scored.assurance.value if scored.assurance else say("why.no-level")
    return (
        heading,
        line(
            "card.level",
            LineStyle.LEVEL,
            level=level_words(scored.earned),
            target=scored.target,
            progress=range_words(scored.progress),
        ),
        *_activity_lines(state, practice, scored=scored),
        line("why.gates", HINT),
        *_sum(practice, scored),
        *_judgement(state, practice_id),
        line("why.assurance", HINT, assurance=assurance, documented=scored.documented),
    )


def _activity_lines(state: State, practice: Practice, *, scored: PracticeScore) -> Iterable[Line]:
    claims = state.practice(practice.id).claims
    width = max(len(a.label) for a in practice.activities)
    for activity in practice.activities:
        recorded = claims.get(activity.id, ())
        coverage = recorded[-1].coverage if recorded else Coverage()
        words = coverage_words(coverage, activity, span=scored.spans[activity.id], systems=scored.systems)
        suffix = activity.id.rpartition(".")[2]
        yield Line(f"{suffix:<3} {activity.label:<{width}}  {words}", ITEM, 1)
        if scored.spans[activity.id].disputed:
            yield line("why.disputed", HINT, indent=2, speakers=join([c.speaker for c in recorded]))


def _terms(practice: Practice, scored: PracticeScore, *, side: str) -> str:
    parts = []
    for level in practice.levels:
        gate = GATES[level.level].worth
        worths = [min(Fraction(1), getattr(scored.spans[a.id], side).worth / gate) for a in level.activities]
        plain = " + ".join(str(w) for w in worths)
        parts.append(plain if len(worths) == 1 else f"({plain})/{len(worths)}")
    return " + ".join(parts)


def _sum(practice: Practice, scored: PracticeScore) -> Iterable[Line]:
    low = scored.progress.low
    yield line("why.sum", terms=_terms(practice, scored, side="low"), value=figure(low))
    if scored.progress.high != low:
        yield line(
            "why.sum-high", terms=_terms(practice, scored, side="high"), value=figure(scored.progress.high)
        )
    if scored.unearned.low:
        yield line("why.unearned", HINT, value=figure(scored.unearned.low))


def _judgement(state: State, practice_id: str) -> Iterable[Line]:
    judged = state.practice(practice_id).level_set
    if judged:
        reading = "–" if judged.reading_level is None else judged.reading_level
        yield line("why.judgement", level=judged.level, reading=reading, reason=judged.reason)
