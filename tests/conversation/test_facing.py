"""Attacks, case studies and steps in words: what covers them, what they weigh, what ATLAS itself says."""

from collections.abc import Mapping

import pytest

from assistant.conversation.facing import exposure_head, step_lines, story_lines, technique_lines
from assistant.conversation.landscape import Landscape, survey, threat_named
from assistant.conversation.session import Line, LineStyle, resume
from model import deeds as d
from model.card import as_stated
from model.errors import ActError
from tests.conversation.scripted import Talk
from tests.screens.fakes import MemoryLedger
from tests.small import CLEAN, JONAS, SHIP, TRAIN, Diary
from tests.threats import AGENT, BREACH, CHAT, DRILL, PLANTED, POISON, STEAL, TALK, threatened_catalogue

SMALL = threatened_catalogue()
NOTHING = {CLEAN: 0, TRAIN: 0, SHIP: 0}


def faced(
    levels: Mapping[str, int] = NOTHING, traits: tuple[str, ...] = (), texts: Mapping[str, str] | None = None
) -> Landscape:
    """The small release against one system with practices at these levels."""
    diary = Diary("photo", traits=traits)
    for practice, level in levels.items():
        stated = as_stated(SMALL.practice(practice), level, systems=("photo",))
        diary.add(d.CoveragesSet(practice=practice, coverages=stated))
    session = resume(MemoryLedger(tuple(diary.acts)), SMALL, speaker=JONAS)
    return survey(session, texts or {})


def words(lines: tuple[Line, ...]) -> str:
    """The lines as text."""
    return "\n".join(line.text for line in lines)


def test_the_head_has_the_sum_and_the_rule() -> None:
    """4 1/2 + 4 + 3 1/2 + 2 + 1 = 15; with cleaning at 3 the first two are gone, and 6 1/2 are left."""
    left, rule = exposure_head(faced(NOTHING | {CLEAN: 3}).exposure, SMALL.exposure)
    assert left == "Open: 43 % of the weight of known attacks, 6.50 of 15.00"
    assert "not a probability" in rule
    assert "1/2 x exercises" in rule


def test_a_technique_says_what_covers_it_and_how_that_comes_about() -> None:
    """Cleaning at level 2 takes two thirds off poisoning, which weighs 3 x (1 + 1/2) by one exercise."""
    text = words(technique_lines(faced(NOTHING | {CLEAN: 2}), POISON))
    assert "COVERED 67 %: partly" in text
    assert "Practice TST.X01, level 2: prevents it, done well (1 x level / 3), covers 67 %" in text
    assert "WHAT IT WEIGHS: 1.50 OF 4.50 IS LEFT" in text
    assert "4.50 = maturity 3 x (1 + 1 x 0 incidents + 1/2 x 1 exercises)" in text
    assert f"exercises: {DRILL}" in text


def test_a_cover_through_the_wider_technique_is_marked() -> None:
    """Cleaning answers poisoning, and planting as a special case of it."""
    text = words(technique_lines(faced(NOTHING | {CLEAN: 3}), PLANTED))
    assert "COVERED 100 %: whole" in text
    assert "level 3, through the wider technique" in text
    assert "The best of them counts" in text


def test_what_nothing_acts_against_says_so() -> None:
    """Who only informs is named all the same."""
    text = words(technique_lines(faced(), TALK))
    assert "COVERED 0 %: nothing in the catalogue acts against it" in text
    assert f"only informs about it: {SMALL.practice(TRAIN).name}" in text


def test_what_aims_elsewhere_weighs_nothing() -> None:
    """An attack on agents is left out where nothing in scope is one."""
    text = words(technique_lines(faced(traits=("predictive",)), AGENT))
    assert "LEFT OUT" in text
    assert "WEIGHS" not in text


def test_a_step_says_what_answers_it_and_what_came_before() -> None:
    """Of the breach talking is met by nothing, planting is answered at step 2, and theft is open at 3."""
    landscape = faced(NOTHING | {CLEAN: 2})
    study = landscape.studies[BREACH]
    first, second, third = (words(step_lines(landscape, study, step=s)) for s in study.steps)
    assert "NOTHING ACTS AGAINST IT" in first
    assert "NO EARLIER STEP IS ANSWERED" in first
    assert second.splitlines()[1] == "ANSWERED"
    assert "OPEN" in third.splitlines()
    assert "ANSWERED BEFORE, AT STEP 2: Attack AML.T0001: Attack AML.T0001.001" in third
    for practice in (TRAIN, SHIP):
        assert f"{SMALL.practice(practice).name}, level 0" in third
    assert "stopped" not in first + second + third


def test_what_is_open_may_still_turn_out_well() -> None:
    """A step that is unknown says its state at best."""
    landscape = faced({TRAIN: 0})
    (step,) = landscape.studies[CHAT].steps
    text = words(step_lines(landscape, landscape.studies[CHAT], step=step))
    assert "UNKNOWN" in text
    assert "If everything open turns out well: answered." in text


def test_the_story_of_a_case_study() -> None:
    """Where it is answered first, and how many steps are in which state."""
    landscape = faced(NOTHING | {CLEAN: 2}, traits=("bought",))
    text = words(story_lines(landscape, landscape.studies[DRILL]))
    assert text.startswith(f"{DRILL} · {DRILL}")
    assert "NO STEP IS ANSWERED" in text
    assert "2 not applicable" in text


def test_a_case_study_that_open_questions_could_answer() -> None:
    """What is not known is no 'no': the steps that could turn out answered are named."""
    landscape = faced({TRAIN: 0})
    text = words(story_lines(landscape, landscape.studies[CHAT]))
    numbers = [str(s.number) for s in landscape.studies[CHAT].steps if s.at_best == "answered"]
    assert numbers
    assert (
        f"NO STEP IS ANSWERED FOR SURE; IF WHAT IS OPEN TURNS OUT WELL, THESE ARE: {', '.join(numbers)}"
        in text
    )


def test_atlas_itself_is_quoted_where_its_file_is_kept() -> None:
    """Paragraph by paragraph, controls made visible; without a file it says how to get there."""
    landscape = faced(texts={POISON: "They\x1b[31m poison.\n\nThen they\nwait.", BREACH: "It happened."})
    lines = technique_lines(landscape, POISON)
    at = next(n for n, line in enumerate(lines) if "ITSELF SAYS" in line.text)
    assert lines[at].style is LineStyle.LABEL
    assert [line.text for line in lines[at + 1 : at + 3]] == ["They␛[31m poison.", "Then they wait."]
    assert "It happened." in words(story_lines(landscape, landscape.studies[BREACH]))
    assert "ITSELF SAYS" not in words(technique_lines(landscape, STEAL))
    assert "atlas use FILE" in words(technique_lines(faced(), POISON))


def test_the_case_studies_of_a_technique() -> None:
    """Those that employ it or a special case of it, each with the step that does."""
    landscape = faced()
    assert [(s.study, step.number) for s, step in landscape.employing(POISON)] == [(BREACH, 2), (DRILL, 1)]
    assert landscape.kin(POISON) == (PLANTED,)
    assert landscape.kin(PLANTED) == (POISON,)


@pytest.mark.parametrize(
    ("said", "named"),
    [(POISON, POISON), ("cs0002", DRILL), ("", None), ("clean", None), ("nothing of the kind", None)],
)
def test_what_words_name(said: str, named: str | None) -> None:
    """Techniques and case studies only; an empty word names nothing."""
    assert threat_named(SMALL, said) == named


def test_the_command(talk: Talk) -> None:
    """Alone it goes to the threats screen, with a name to that technique or case study."""
    assert "not a probability" in talk.say("/threats")
    assert (talk.shown[-1].go, talk.shown[-1].topic) == ("threats", None)
    assert talk.say("/threats aml.t0020").startswith("Poison Training Data · AML.T0020")
    assert (talk.shown[-1].go, talk.shown[-1].topic) == ("threats", "AML.T0020")
    assert "STEP" in talk.say("/replay CS0016")
    assert talk.shown[-1].topic == "AML.CS0016"
    talk.say("how exposed are we?")
    assert talk.shown[-1].go == "threats"


def test_an_unknown_name_is_refused(talk: Talk) -> None:
    """With what can be said instead, and nothing of the words but a part."""
    with pytest.raises(ActError) as refused:
        talk.say("/threats " + "x" * 500)
    assert "AML.T0020" in str(refused.value)
    assert len(str(refused.value)) < 300
