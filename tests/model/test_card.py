"""The card: what answers would record, corrections, and the one question that decides."""

from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model import deeds as d
from model.card import Card, CardLine, decisive, draft, named
from model.coverage import Coverage, Ordinal, Span
from model.fold import fold
from model.practice import Unit
from model.reading import Proposal
from model.scoring import Range, earned, ends, progress, score
from tests.small import CLEAN, PRIYA, UNKNOWN, Diary, marks, quote, reading, said, small_catalogue

SMALL = small_catalogue()
PRACTICE = SMALL.practice(CLEAN)
SYSTEMS = ("photo", "eta", "scan")
TEXT = "photo is checked, eta is not, nobody looks at scan, and we plan a gate"


def proposal(
    suffix: str, words: str = "", coverage: Ordinal | None = Ordinal.SOME, **changes: object
) -> Proposal:
    """One proposal; without words it is inferred."""
    quotations = (quote(TEXT, words),) if words else ()
    known = {
        "activity": f"{CLEAN}.{suffix}",
        "coverage": coverage,
        "quotations": quotations,
        "inferred": not words,
    }
    return Proposal.model_validate({**known, "confidence": 0.9, **changes})


def answer(*proposals: Proposal, level: int | None = 1, plans: tuple[str, ...] = ()) -> d.Answered:
    """An answer with its reading."""
    read = reading(CLEAN, TEXT, *proposals, level=level, plans=plans)
    return d.Answered(text=TEXT, practice=CLEAN, readings={CLEAN: read})


def card_of(*deeds: d.Deed) -> Card:
    """The card after these acts over three systems."""
    card = draft(fold(Diary(*SYSTEMS).add(*deeds).acts), PRACTICE)
    assert card
    return card


def line(card: Card, suffix: str) -> CardLine:
    """One line of the card."""
    return next(x for x in card.lines if x.activity == f"{CLEAN}.{suffix}")


def test_lines_are_sorted_by_how_sure_they_are() -> None:
    """Heard, not sure and not mentioned are three kinds, in the catalogue's order."""
    card = card_of(
        answer(
            proposal("2a", "eta is not", confidence=0.4),
            proposal("1", "photo is checked"),
            proposal("2b"),
        )
    )
    assert [x.activity for x in card.heard] == [f"{CLEAN}.1"]
    assert [x.activity for x in card.unsure] == [f"{CLEAN}.2a"]
    assert [x.activity for x in card.unmentioned] == [f"{CLEAN}.{s}" for s in ("2b", "3a", "3b")]
    assert card.inferred == tuple(x.activity for x in card.unmentioned)


def test_silence_is_put_as_unknown_unless_the_reading_says_none() -> None:
    """What nobody mentioned is shown with what would be put; it is never counted as no by itself."""
    card = card_of(answer(proposal("1", "photo is checked"), proposal("3a", coverage=Ordinal.NONE)))
    assert line(card, "2a").coverage == UNKNOWN
    assert line(card, "3a").coverage == marks("", "photo eta scan")


def test_named_systems_are_marked_and_the_others_unknown() -> None:
    """No proposal is about scan: that is neither none nor all, and the words that name it are shown."""
    card = card_of(answer(proposal("1", "photo is checked", systems=("photo",), without=("eta",))))
    assert line(card, "1").coverage == marks("photo", "eta", "scan")
    assert card.unmentioned_systems == ()
    assert [(s, q.text) for s, q in card.unplaced] == [("scan", TEXT)]


def test_systems_out_of_scope_are_not_marked() -> None:
    """A name that is no system that counts marks nothing."""
    card = card_of(answer(proposal("1", "photo is checked", systems=("photo", "lorry"))))
    assert line(card, "1").coverage == marks("photo", "", "eta scan")


@pytest.mark.parametrize(
    ("ordinal", "coverage"),
    [
        (Ordinal.ALL, marks("photo eta scan")),
        (Ordinal.NONE, marks("", "photo eta scan")),
        (Ordinal.HALF, said(Ordinal.HALF, "photo eta scan")),
        (None, UNKNOWN),
    ],
)
def test_an_ordinal_that_names_no_system(ordinal: Ordinal | None, coverage: Coverage) -> None:
    """All and none are sets; some and half stay as they were stated; 'don't know' is unknown."""
    assert line(card_of(answer(proposal("1", "photo is checked", ordinal))), "1").coverage == coverage


def test_a_later_answer_corrects_an_earlier_one() -> None:
    """Only what the later words speak of changes; the quotations of both stay."""
    card = card_of(
        answer(proposal("2a", "photo is checked", Ordinal.ALL, systems=("photo", "eta"))),
        answer(proposal("2a", "eta is not", Ordinal.NONE, systems=("eta",))),
    )
    assert line(card, "2a").coverage == marks("photo", "eta", "scan")
    assert [q.text for q in line(card, "2a").quotations] == ["photo is checked", "eta is not"]


def test_a_later_answer_adds_to_an_earlier_one() -> None:
    """A system that was silent is filled in, and 'don't know' erases nothing."""
    card = card_of(
        answer(proposal("1", "photo is checked", systems=("photo",))),
        answer(proposal("1", "eta is not", Ordinal.NONE, systems=("eta",))),
        answer(proposal("1", "nobody looks at scan", None)),
    )
    assert line(card, "1").coverage == marks("photo", "eta", "scan")


def test_an_answer_after_a_confirmation_starts_from_what_is_recorded() -> None:
    """What is recorded stays where the new words are silent."""
    recorded = {f"{CLEAN}.1": marks("photo eta", "scan"), f"{CLEAN}.2b": marks("photo", "eta scan")}
    card = card_of(
        d.Confirmed(practice=CLEAN, coverages=recorded),
        answer(
            proposal("1", "eta is not", Ordinal.NONE, systems=("eta",)), proposal("2b", coverage=Ordinal.ALL)
        ),
    )
    assert line(card, "1").coverage == marks("photo", "eta scan")
    assert line(card, "2b").coverage == marks("photo", "eta scan")


def test_plans_are_kept_once_and_count_nothing() -> None:
    """A plan is none today, kept for the roadmap."""
    told = answer(proposal("1", "photo is checked"), plans=("we plan a gate",))
    card = card_of(told, told)
    assert [p.quotation.text for p in card.plans] == ["we plan a gate"]
    assert line(card, "3a").coverage == UNKNOWN


def test_a_confirmation_clears_the_draft() -> None:
    """After confirming, the card is gone until somebody answers again."""
    diary = Diary(*SYSTEMS).add(answer(proposal("1", "photo is checked")))
    card = draft(fold(diary.acts), PRACTICE)
    assert card
    diary.add(d.Confirmed(practice=CLEAN, coverages=card.coverages, inferred=card.inferred))
    assert draft(fold(diary.acts), PRACTICE) is None


def test_no_card_without_systems_or_answers() -> None:
    """Nothing said, or nothing that it applies to: no card."""
    assert draft(fold(Diary(*SYSTEMS).acts), PRACTICE) is None
    bought = Diary("bot", traits=("bought",)).add(answer(proposal("1", "photo is checked")))
    assert draft(fold(bought.acts), PRACTICE) is None


def test_yes_or_no_activities_know_no_halves() -> None:
    """What is counted over the whole knows none and all only, however the words were read."""
    for ordinal in Ordinal:
        card = card_of(answer(proposal("3b", "we plan a gate", ordinal)))
        assert line(card, "3b").coverage.stated in (Ordinal.NONE, Ordinal.ALL)


def test_setting_exactly_these() -> None:
    """A list of systems, an ordinal, or don't know."""
    assert named(PRACTICE, f"{CLEAN}.1", value=["photo"], systems=SYSTEMS) == marks("photo", "eta scan")
    assert named(PRACTICE, f"{CLEAN}.1", value=Ordinal.SOME, systems=SYSTEMS) == said(
        Ordinal.SOME, "photo eta scan"
    )
    assert named(PRACTICE, f"{CLEAN}.1", value=[], systems=SYSTEMS) == marks("", "photo eta scan")
    assert named(PRACTICE, f"{CLEAN}.3b", value=None, systems=SYSTEMS) == UNKNOWN


SUFFIXES = ("1", "2a", "2b", "3a", "3b")
WORDS = ("photo is checked", "eta is not", "nobody looks at scan")


def told(random: Random) -> d.Answered:
    """A random reading of one answer."""
    proposals = []
    for suffix in random.sample(SUFFIXES, random.randint(1, 5)):
        names = tuple(random.sample(SYSTEMS, random.randint(0, 3)))
        ordinals = [Ordinal.NONE, Ordinal.ALL] if suffix == "3b" else [*Ordinal, None]
        proposals.append(
            proposal(
                suffix,
                random.choice((*WORDS, "")),
                random.choice(ordinals),
                systems=names,
                without=tuple(s for s in SYSTEMS if s not in names and random.random() < 0.3),
                confidence=random.choice([0.2, 0.9]),
            )
        )
    return answer(*proposals)


cards = st.integers(0, 2**32).map(Random).map(lambda r: card_of(*(told(r) for _ in range(r.randint(1, 3)))))


@given(cards)
def test_confirming_gives_what_the_card_showed(card: Card) -> None:
    """Level and progress of the card are those of the scorecard after the confirmation."""
    diary = Diary(*SYSTEMS).add(d.Confirmed(practice=CLEAN, coverages=card.coverages))
    scored = score(fold(diary.acts), SMALL).practice(CLEAN)
    assert (scored.earned, scored.progress) == (card.level, card.progress)
    assert not scored.is_not_asked


@given(cards)
def test_every_activity_is_on_the_card_once(card: Card) -> None:
    """Heard, unsure and unmentioned together are the practice's activities."""
    assert sorted(x.activity for x in (*card.heard, *card.unsure, *card.unmentioned)) == sorted(
        card.coverages
    )
    assert tuple(card.coverages) == tuple(a.id for a in PRACTICE.activities)


def level_with(card: Card, activity: str, word: Ordinal) -> int:
    """The level if one activity came out as `word` and everything else open as well as it can."""
    settled = {x.activity for x in card.heard}
    best = {x.activity: x.span.high if x.activity in settled else Ordinal.ALL for x in card.lines}
    return earned(PRACTICE, {**best, activity: word})


@given(cards)
def test_a_question_comes_only_where_its_answer_can_change_the_level(card: Card) -> None:
    """The activity asked about decides, is not settled by sure words, and was not asked before."""
    asked: list[str] = []
    while point := decisive(card, PRACTICE, asked=asked):
        assert point.activity not in {x.activity for x in card.heard} | set(asked)
        assert level_with(card, point.activity, Ordinal.NONE) < level_with(card, point.activity, Ordinal.ALL)
        assert point.question == next(a.question for a in PRACTICE.activities if a.id == point.activity)
        asked.append(point.activity)
    assert len(asked) <= len(SUFFIXES)


def hand_made(**spans: tuple[Ordinal, Ordinal, float]) -> Card:
    """A card whose lines are given: low, high and confidence (0 for what nobody mentioned)."""
    blank = card_of(answer(proposal("1", "photo is checked")))
    words = (quote(TEXT, "photo is checked"),)
    lines = []
    for suffix in SUFFIXES:
        low, high, sure = spans[f"_{suffix}"]
        lines.append(
            CardLine(
                f"{CLEAN}.{suffix}",
                Coverage(),
                Span(low=low, high=high),
                words if sure else (),
                not sure,
                sure,
            )
        )
    low_side, high_side = ends({x.activity: x.span for x in lines})
    figures = [(earned(PRACTICE, w), progress(PRACTICE, w)) for w in (low_side, high_side)]
    levels = Range(*(Fraction(level) for level, _ in figures))
    return replace(blank, lines=tuple(lines), level=levels, progress=Range(*(g for _, g in figures)))


NO, ANY, YES = (
    (Ordinal.NONE, Ordinal.NONE, 0.9),
    (Ordinal.NONE, Ordinal.ALL, 0.0),
    (Ordinal.ALL, Ordinal.ALL, 0.9),
)


@pytest.mark.parametrize(
    ("spans", "asked"),
    [
        ((ANY, ANY, ANY, ANY, ANY), "1"),
        ((NO, ANY, ANY, ANY, ANY), None),
        ((YES, ANY, NO, ANY, ANY), None),
        ((YES, YES, ANY, ANY, ANY), "2b"),
        ((YES, (Ordinal.HALF, Ordinal.ALL, 0.9), ANY, NO, NO), "2b"),
        ((YES, (Ordinal.HALF, Ordinal.HALF, 0.9), ANY, NO, NO), None),
        ((YES, YES, YES, NO, ANY), None),
        ((YES, YES, YES, YES, ANY), "3b"),
        ((YES, YES, (Ordinal.ALL, Ordinal.ALL, 0.0), NO, NO), "2b"),
        ((YES, YES, YES, YES, YES), None),
    ],
)
def test_which_question_decides(spans: tuple[tuple[Ordinal, Ordinal, float], ...], asked: str | None) -> None:
    """Only what lies between the level that is sure and the next one is asked about."""
    card = hand_made(**{f"_{suffix}": span for suffix, span in zip(SUFFIXES, spans, strict=True)})
    point = decisive(card, PRACTICE, asked=())
    assert (point.activity.rpartition(".")[2] if point else None) == asked


def test_an_asked_question_is_not_asked_again() -> None:
    """The next best comes instead, or none."""
    card = hand_made(_1=YES, _2a=ANY, _2b=ANY, _3a=NO, _3b=NO)
    first = decisive(card, PRACTICE, asked=())
    assert first
    second = decisive(card, PRACTICE, asked=(first.activity,))
    assert second
    assert {first.activity, second.activity} == {f"{CLEAN}.2a", f"{CLEAN}.2b"}
    assert decisive(card, PRACTICE, asked=(first.activity, second.activity)) is None


def test_priya_adds_to_what_jonas_recorded() -> None:
    """Another person's card starts from what stands, whoever said it."""
    diary = Diary(*SYSTEMS).cover(CLEAN, _1=marks("photo", "", "eta scan"))
    diary.add(answer(proposal("1", "eta is not", Ordinal.SOME, systems=("eta",))), by=PRIYA)
    card = draft(fold(diary.acts), PRACTICE)
    assert card
    assert line(card, "1").coverage == marks("photo eta", "", "scan")
    assert all(a.unit is not Unit.PEOPLE for a in PRACTICE.activities)
