"""What was asked for and not clearly heard is heard a second time: unsure, and of level 1 at most."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pytest

from assistant.conversation.again import UNLIKELY, UNSURE, heard_again
from model import deeds as d
from model.coverage import Ordinal
from model.evidence import Quotation
from model.reading import Reading, Says, Statement
from tests.conversation.scripted import CLEAN, ScriptedLibrary, Talk

TORN = (0.01, 0.41, 0.18, 0.40)
SURE_NO = (0.93, 0.07, 0.0, 0.0)
TOLD = "the cluster is ours, nobody else gets in. no cleaning at all. libraries are pinned"


@dataclass
class Hesitant(ScriptedLibrary):
    """Abstains on everything but for chances and levels that it was told for a whole text."""

    said: Mapping[str, tuple[int | None, tuple[float, float, float, float], Says]] | None = None

    def read_story(
        self, text: str, practices: Sequence[str], *, systems: Sequence[str] = ()
    ) -> dict[str, Reading]:
        """What it was told to make of exactly this text."""
        silent = super().read_story(text, practices, systems=systems)
        if text not in (self.said or {}):
            return silent
        level, chances, says = (self.said or {})[text]
        words = Quotation(text=text, start=0, end=len(text))
        return {
            i: r.model_copy(
                update={
                    "level": level,
                    "probabilities": chances,
                    "statements": (Statement(quotation=words, says=says, practice=i),),
                }
            )
            for i, r in silent.items()
        }


def again(talk: Talk, text: str, **said: object) -> Reading | None:
    """The second hearing of a text for cleaning."""
    library = Hesitant(talk.library.catalogue, said={text: tuple(said.values())} if said else None)  # type: ignore[dict-item]
    return heard_again(talk.session, text, untold=[CLEAN], library=library).get(CLEAN)


def test_what_is_surely_done_is_level_1_at_least(talk: Talk) -> None:
    """Torn between 1 and 3, the reader knows that something is done: level 1, unsure, on the claim."""
    reading = again(talk, "a script drops dupes", level=None, chances=TORN, says=Says.FACT)
    assert reading is not None
    first, *rest = reading.proposals
    assert (reading.level, first.activity, first.coverage) == (1, f"{CLEAN}.1", Ordinal.SOME)
    assert first.confidence == UNSURE
    assert [q.text for q in first.quotations] == ["a script drops dupes"]
    assert {p.coverage for p in rest} == {Ordinal.NONE}
    assert len(reading.proposals) == len(talk.session.catalogue.practice(CLEAN).activities)


@pytest.mark.parametrize(
    ("chances", "says"),
    [
        ((UNLIKELY + 0.1, 0.5, 0.2, 0.2 - 0.1), Says.FACT),
        (TORN, Says.PAST),
        (TORN, Says.PLAN),
        (TORN, Says.DENIAL),
    ],
)
def test_what_may_be_nothing_is_not_guessed(
    talk: Talk, chances: tuple[float, float, float, float], says: Says
) -> None:
    """With a fair chance of level 0, or no claim of a fact, nothing is proposed."""
    assert again(talk, "there was a script", level=None, chances=chances, says=says) is None


def test_a_denial_between_other_things_is_heard_alone(talk: Talk) -> None:
    """A part that says it plainly is quoted literally, at its place in the whole text."""
    library = Hesitant(talk.library.catalogue, said={"no cleaning at all": (0, SURE_NO, Says.DENIAL)})
    reading = heard_again(talk.session, TOLD, untold=[CLEAN], library=library)[CLEAN]
    (quotation,) = reading.proposals[0].quotations
    assert (reading.level, quotation.text) == (0, "no cleaning at all")
    assert TOLD[quotation.start : quotation.end] == quotation.text
    assert {p.coverage for p in reading.proposals} == {Ordinal.NONE}


def test_a_second_hearing_quotes_a_no_with_its_no(talk: Talk) -> None:
    """The reader cuts it off; 'cleaning' under none would say the opposite."""
    talk.library.hears(CLEAN, _1={"cleaning at all": "none"})
    reading = heard_again(talk.session, TOLD, untold=[CLEAN], library=talk.library)[CLEAN]
    assert [q.text for q in reading.proposals[0].quotations] == ["no cleaning at all"]


def test_a_part_raises_nothing_above_level_1(talk: Talk) -> None:
    """However sure a part sounds alone, a higher level is asked about."""
    library = Hesitant(
        talk.library.catalogue, said={"no cleaning at all": (2, (0.0, 0.0, 0.99, 0.01), Says.FACT)}
    )
    assert heard_again(talk.session, TOLD, untold=[CLEAN], library=library) == {}


def test_an_answer_heard_the_second_time_does_not_ask_again(talk: Talk) -> None:
    """The question is answered with a draft to correct, and not asked in other words."""
    talk.library = Hesitant(talk.library.catalogue, said={"a script drops dupes": (None, TORN, Says.FACT)})
    talk.say("/jump sanitize training data")
    shown = talk.say("a script drops dupes")
    assert "In other words" not in shown
    assert "NOT SURE" in shown
    assert isinstance(talk.last, d.Answered)
    while talk.where.startswith("follow-up"):
        shown = talk.say("skip")
    assert "LEVEL 1" in shown
