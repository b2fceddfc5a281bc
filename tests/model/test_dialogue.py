"""One practice as it should feel: the turns of Jonas, Ruth and Priya, as figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import pytest

from model import deeds as d
from model.card import Card, as_stated, decisive, draft
from model.catalogue import Catalogue
from model.coverage import Coverage, Ordinal
from model.evidence import Assurance
from model.fold import fold
from model.practice import Practice
from model.proof import proof_of
from model.reading import Proposal
from model.scoring import PracticeScore, Range, Scorecard, rounded, score, spans_of
from tests.small import PRIYA, RUTH, Diary, marks, quote, reading
from tests.strategies import citation

M7 = "AML.M0007"
FOUR = ("photo", "eta", "customs", "address")
FIRST = (
    "ok so photo n eta go thru the intake job marek wrote, schema + nulls + dupes, and it kicks out pics "
    "that are basically black. same checks every night. customs - brokers mail us csvs, goes thru intake "
    "as well since march, plus lena eyeballs them, in may she binned like 4k rows from one broker bc every "
    "single label was 'low value', smelled wrong. proper poisoning detection is a ticket for q3"
)
SECOND = (
    "hm. back then nothing. marek added a label histogram per sender after that, it alerts when a broker's "
    "mix jumps. only on customs tho, photo labels come from our depot guys so nobody bothered"
)
THIRD = (
    "b is wrong, if intake fails nothing trains that night, photo and eta. c yeah none. address no idea, "
    "thats priyas"
)
FOURTH = (
    "wait i got that wrong. customs isnt in intake, that was planned for march and slipped. its just lena + "
    "the histogram"
)


@dataclass(frozen=True)
class Spoken:
    """What a reader made of some words about one activity."""

    suffix: str
    words: Sequence[str]
    coverage: Ordinal | None
    systems: Sequence[str] = ()
    without: Sequence[str] = ()
    confidence: float = 0.9

    def proposal(self, text: str) -> Proposal:
        """The proposal that a reading carries."""
        return Proposal(
            activity=f"{M7}.{self.suffix}",
            coverage=self.coverage,
            systems=tuple(self.systems),
            without=tuple(self.without),
            quotations=tuple(quote(text, w) for w in self.words),
            inferred=not self.words,
            confidence=self.confidence,
        )


def silent(*suffixes: str) -> list[Spoken]:
    """Above the level that was read, what nobody mentioned is proposed as none."""
    return [Spoken(s, (), Ordinal.NONE, confidence=0.5) for s in suffixes]


CHECKED = ("it kicks out pics that are basically black", "she binned like 4k rows from one broker")
EVERY_RUN = ("same checks every night", "goes thru intake as well since march")
TURN_2 = [
    Spoken("1", CHECKED, Ordinal.HALF, FOUR[:3]),
    Spoken("2a", EVERY_RUN, Ordinal.HALF, FOUR[:3]),
    Spoken("2b", ["smelled wrong"], Ordinal.SOME, ["customs"], confidence=0.3),
    *silent("3a", "3b"),
]
TURN_6 = [
    Spoken(
        "2b",
        ["it alerts when a broker's mix jumps", "only on customs tho"],
        Ordinal.SOME,
        ["customs"],
        FOUR[:2],
    )
]
TURN_8 = [
    Spoken("3a", ["if intake fails nothing trains that night"], Ordinal.HALF, FOUR[:2], ["customs"]),
    Spoken("3b", ["c yeah none"], Ordinal.NONE),
]
TURN_14 = [
    Spoken("2a", ["that was planned for march and slipped"], Ordinal.NONE, ["customs"]),
    Spoken("1", ["its just lena + the histogram"], Ordinal.SOME, ["customs"]),
]


class CleaningTalk(Diary):
    """The assessment of the dialogue, turn by turn."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__(*FOUR, traits=("trains-own",))
        self.catalogue, self.practice = catalogue, catalogue.practice(M7)
        bot = d.System(name="helpdesk-bot", traits=("bought",))
        self.add(d.SystemAdded(system=bot), d.TargetSet(practice=M7, level=2, reason="brokers send the rows"))

    def answer(self, text: str, says: Sequence[Spoken], plans: Sequence[str] = ()) -> "CleaningTalk":
        """Jonas answers, and the reader proposes."""
        read = reading(M7, text, *(s.proposal(text) for s in says), plans=plans)
        self.add(d.Answered(text=text, practice=M7, readings={M7: read}))
        return self

    def turns(self, last: int) -> "CleaningTalk":
        """The answers up to a turn."""
        for turn, text, says in (
            (2, FIRST, TURN_2),
            (6, SECOND, TURN_6),
            (8, THIRD, TURN_8),
            (14, FOURTH, TURN_14),
        ):
            if turn <= last:
                plans = ["proper poisoning detection is a ticket for q3"] if turn == 2 else []
                self.answer(text, says, plans=plans)
        return self

    def recorded(self) -> "CleaningTalk":
        """Up to turn 18: Jonas confirms the card."""
        self.turns(14)
        self.add(
            d.Confirmed(
                practice=M7, coverages=self.card.coverages, inferred=self.card.inferred, reading_level=1
            )
        )
        self.add(d.Parked(practice=M7, person="Priya", question="What happens to the address data?"))
        return self

    @property
    def card(self) -> Card:
        """What stands on the card now."""
        card = draft(fold(self.acts), self.practice)
        assert card
        return card

    @property
    def scorecard(self) -> Scorecard:
        """The scorecard of all that is recorded."""
        return score(fold(self.acts), self.catalogue)

    @property
    def scored(self) -> PracticeScore:
        """The score of the practice."""
        return self.scorecard.practice(M7)

    def covered(self) -> dict[str, tuple[str, ...]]:
        """By suffix, the systems that the card shows as covered."""
        return {x.activity.rpartition(".")[2]: x.coverage.covered for x in self.card.lines}


@pytest.fixture
def talk(real: Catalogue) -> CleaningTalk:
    """A fresh assessment with the four systems and the bought one."""
    return CleaningTalk(real)


def shown(figure: Range) -> tuple[float, float]:
    """A range as people see it."""
    return rounded(figure.low), rounded(figure.high)


def test_turn_1_counts_the_systems_that_are_trained_here(talk: CleaningTalk) -> None:
    """The bought system is left out, with its cause."""
    assert fold(talk.acts).counted_systems(talk.practice) == FOUR
    assert "train" in talk.practice.applies.cause


def test_turn_3_sorts_what_was_heard(talk: CleaningTalk) -> None:
    """Spoken, not sure, a plan, not mentioned; literal quotations; the silent system."""
    card = talk.turns(2).card
    assert [x.activity for x in card.heard] == [f"{M7}.1", f"{M7}.2a"]
    assert [x.activity for x in card.unsure] == [f"{M7}.2b"]
    assert [x.activity for x in card.unmentioned] == [f"{M7}.3a", f"{M7}.3b"]
    assert [p.quotation.text for p in card.plans] == ["proper poisoning detection is a ticket for q3"]
    assert card.unmentioned_systems == ("address",)
    assert talk.covered()["1"] == ("customs", "eta", "photo")
    assert all(FIRST[q.start : q.end] == q.text for x in card.lines for q in x.quotations)


def test_turn_3_asks_the_one_question_that_decides(talk: CleaningTalk) -> None:
    """Manipulation decides between 1 and 2, although nobody spoke of address yet."""
    point = decisive(talk.turns(2).card, talk.practice, asked=())
    assert point
    assert point.activity == f"{M7}.2b"


def test_turn_7_has_no_second_question(talk: CleaningTalk) -> None:
    """Once two systems lack the manipulation check, level 2 is settled."""
    card = talk.turns(6).card
    assert talk.covered()["2b"] == ("customs",)
    assert card.level == Range(Fraction(1), Fraction(1))
    assert decisive(card, talk.practice, asked=()) is None
    assert [x.activity for x in card.unmentioned] == [f"{M7}.3a", f"{M7}.3b"]


def test_turn_9_shows_the_range_that_priya_decides(talk: CleaningTalk) -> None:
    """Level 1, progress 1.63 to 2.00; her answer cannot change the level."""
    card = talk.turns(8).card
    assert {s: len(c) for s, c in talk.covered().items()} == {"1": 3, "2a": 3, "2b": 1, "3a": 2, "3b": 0}
    assert card.level.value == 1
    assert shown(card.progress) == (1.63, 2.0)


def test_turn_11_a_judgement_is_kept_beside_the_reading(talk: CleaningTalk) -> None:
    """Ruth may set 2: gate values up to it, none above, both levels kept."""
    coverages = as_stated(talk.practice, 2, systems=FOUR)
    talk.turns(8).add(
        d.LevelSet(
            practice=M7, level=2, reason="histogram and nightly stop", coverages=coverages, reading_level=1
        ),
        by=RUTH,
    )
    assert talk.scored.earned.value == 2
    assert talk.scored.progress.value == 2
    judged = fold(talk.acts).practice(M7).level_set
    assert judged
    assert (judged.level, judged.reading_level, judged.reason) == (2, 1, "histogram and nightly stop")


def test_turn_12_a_private_note_scores_nothing(talk: CleaningTalk) -> None:
    """Left at 1; the note changes no figure."""
    before = talk.recorded().scorecard
    talk.add(d.Noted(text="praise marek for the histogram in the readout"), by=RUTH)
    assert talk.scorecard == before


def test_turn_15_a_correction_ripples(talk: CleaningTalk) -> None:
    """Customs leaves the settled checks and stays with those by hand: 1.63 to 1.75."""
    card = talk.turns(14).card
    assert talk.covered() == {
        "1": ("customs", "eta", "photo"),
        "2a": ("eta", "photo"),
        "2b": ("customs",),
        "3a": ("eta", "photo"),
        "3b": (),
    }
    assert card.level.value == 1
    assert shown(card.progress) == (1.63, 1.75)
    assert len([a for a in talk.acts if isinstance(a.deed, d.Answered)]) == 4


def test_turn_17_is_what_is_recorded(talk: CleaningTalk) -> None:
    """Level 1 of target 2, 1.63 = 1 + (1/2 + 1/4)/2 + (1/2 + 0)/2; your word is the proof."""
    scored = talk.recorded().scored
    half, quarter = Fraction(1, 2), Fraction(1, 4)
    assert scored.systems == FOUR
    assert scored.earned.value == 1
    assert scored.progress.low == 1 + (half + quarter) / 2 + (half + 0) / 2
    assert shown(scored.progress) == (1.63, 1.75)
    assert scored.target == 2
    assert scored.gap.value == 1
    assert scored.unearned.value == quarter
    assert scored.assurance is Assurance.CLAIMED
    assert scored.documented == 0
    assert scored.is_unknown
    assert not scored.is_not_asked


@pytest.mark.parametrize(("hers", "progress"), [(marks("address"), 1.75), (marks("", "address"), 1.63)])
def test_priya_decides_which(talk: CleaningTalk, hers: Coverage, progress: float) -> None:
    """1.75 if Priya says that address is checked for manipulation too, else 1.63; the level stays."""
    talk.recorded().cover(M7, _2b=hers, by=PRIYA)
    scored = talk.scored
    assert shown(scored.progress) == (progress, progress)
    assert scored.earned.value == 1


def test_turn_21_evidence_proves_exactly_what_it_proves(talk: CleaningTalk) -> None:
    """One line of a log shows one check for one system; the practice stays claimed."""
    talk.recorded().add(
        d.EvidenceGiven(
            practice=M7,
            activity=f"{M7}.1",
            systems=("photo",),
            assurance=Assurance.DEMONSTRATED,
            citation=citation(document="2026-11-20.log", locator="line 188", dated=date(2026, 11, 20)),
        )
    )
    state, first = fold(talk.acts), talk.practice.activities[0]
    proofs = {s: proof_of(state.practice(M7), first, systems=[s], on=state.today) for s in FOUR[:3]}
    assert proofs == {
        "photo": Assurance.DEMONSTRATED,
        "eta": Assurance.CLAIMED,
        "customs": Assurance.CLAIMED,
    }
    assert talk.scored.assurance is Assurance.CLAIMED
    kept = spans_of(state, talk.practice, at_least=Assurance.DOCUMENTED, on=state.today)
    assert {a: s.low for a, s in kept.items() if s.low is not Ordinal.NONE} == {f"{M7}.1": Ordinal.SOME}
    assert shown(talk.scored.progress) == (1.63, 1.75)


def test_the_whole_takes_four_acts(talk: CleaningTalk, real: Catalogue) -> None:
    """Without the digressions: the answers of turns 2, 6 and 8, and one confirmation."""
    practice: Practice = real.practice(M7)
    card = talk.turns(8).card
    before = len(talk.acts)
    talk.add(d.Confirmed(practice=M7, coverages=card.coverages, inferred=card.inferred, reading_level=1))
    assert len(talk.acts) == before + 1
    assert talk.scored.earned == card.level
    assert talk.scored.progress == card.progress
    assert set(card.coverages) == {a.id for a in practice.activities}
