"""What was said is not asked again, not turned round and not quoted for its opposite."""

from collections.abc import Iterator

import pytest

from assistant.conversation.cards import coverage_words, example_words
from assistant.conversation.interviewer import in_scope
from assistant.conversation.session import Focus, Where
from model.coverage import Coverage, Ordinal, span_of
from model.evidence import Quotation
from model.practice import Unit
from model.reading import Reading, Says, Statement
from tests.conversation.scripted import CLEAN, RELEASE, ScriptedLibrary, Talk, quote

LIMITS = "AML.M0004"


def quotations(talk: Talk, mark: str) -> list[str]:
    """The words that a line of the card stands on."""
    assert talk.card is not None
    row = next(x for x in talk.card.lines if x.activity.endswith(f".{mark}"))
    return [q.text for q in row.quotations]


@pytest.fixture
def denials(monkeypatch: pytest.MonkeyPatch) -> None:
    """The scripted reader tells denials from facts."""

    def statements(self: ScriptedLibrary, text: str) -> Iterator[Statement]:
        for words, rows in self.heard.items():
            for practice, _, value in rows:
                if words in text:
                    says = Says.DENIAL if value.lstrip("?") == "none" else Says.FACT
                    yield Statement(quotation=quote(text, words), says=says, practice=practice)

    monkeypatch.setattr(ScriptedLibrary, "_statements", statements)


@pytest.mark.usefixtures("denials")
def test_a_no_to_a_practices_question_is_not_asked_for_again(talk: Talk) -> None:
    """Unsure as the reader may be: the card shows it, and no follow-up asks the same."""
    talk.library.hears(RELEASE, _1={"never even discussed a rule": "?none"})
    talk.say("/jump limit public release", "nothing went out, never even discussed a rule")
    assert talk.where == f"card {RELEASE}"


def test_a_no_for_some_and_unknown_for_others_is_enough(talk: Talk) -> None:
    """The words begin with their no; what nobody knows of the others is no reason to ask again."""
    talk.library.hears(LIMITS, _1={"no limit on photo": "?-photo"})
    talk.say("/jump restrict number", "well no limit on photo, the others I would have to look up")
    assert talk.where == f"card {LIMITS}"


def test_what_a_no_stands_before_is_heard_as_a_no(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    """'no limit on photo' claims no limit, where the reader agrees that it denies one."""
    read = ScriptedLibrary.read

    def as_denial(self: ScriptedLibrary, text: str, **about: object) -> Reading:
        found = read(self, text, **about)  # type: ignore[arg-type]
        if not text.startswith("we have no "):
            return found
        return found.model_copy(update={"level": 0, "probabilities": (0.9, 0.08, 0.01, 0.01)})

    monkeypatch.setattr(ScriptedLibrary, "read", as_denial)
    talk.library.hears(LIMITS, _1={"limit on photo": "photo"})
    talk.say("/jump restrict number", "there was no limit on photo, it is internal")
    assert talk.card is not None
    first = talk.card.lines[0]
    assert "photo" in first.coverage.denied
    assert quotations(talk, "1") == ["no limit on photo"]
    assert first not in talk.card.heard


def test_a_rule_with_a_no_is_none(talk: Talk) -> None:
    """'no image starts unless it is signed' stays what it says."""
    talk.library.hears(LIMITS, _1={"caller gets in unless within the limit": "photo"})
    talk.say("/jump restrict number", "no caller gets in unless within the limit")
    assert talk.card is not None
    assert talk.card.lines[0].coverage.covered == ("photo",)


def test_words_for_the_opposite_are_not_quoted(talk: Talk) -> None:
    """What was said elsewhere and no longer holds gives no reason for what holds now."""
    talk.library.hears(CLEAN, _1={"nobody looked before": "none", "a script drops bad rows": "all"})
    talk.say("/jump sanitize training data", "well nobody looked before")
    talk.say("sorry, a script drops bad rows every night")
    assert quotations(talk, "1") == ["a script drops bad rows"]


def test_the_example_changes_something(talk: Talk) -> None:
    """Against a line put as none the hint offers 'all', and scopes only where a system counts."""
    talk.library.hears(CLEAN, _1={"nothing is checked": "none"})
    talk.say("/jump sanitize training data", "well nothing is checked")
    assert talk.card is not None
    assert example_words(talk.card) == "'a all', 'none of it'"


def test_some_denied_and_some_unknown_says_which(talk: Talk) -> None:
    """'unknown' alone would hide the no."""
    practice = talk.library.catalogue.practice(CLEAN)
    activity = next(a for a in practice.activities if a.unit is Unit.SYSTEMS)
    systems, day = ("photo", "eta", "bot"), talk.session.state.today
    coverage = Coverage(denied=("eta",), unknown=("photo", "bot"))
    span = span_of(coverage, activity.unit, systems=systems, on=day)
    assert coverage_words(coverage, activity, span=span, systems=systems) == "not eta, the rest unknown"


def test_all_none_is_quoted_as_it_was_typed(told: Talk) -> None:
    """The record has the user's own words."""
    told.say("all none")
    said = [x for x in told.deeds if getattr(x, "corrects", False)]
    assert {getattr(x, "text", "") for x in said} == {"all none"}


def test_a_story_about_what_is_settled_says_what_stands(talk: Talk) -> None:
    """Nothing is asked again, and nothing sounds misunderstood."""
    labeling = next(p for p in talk.library.catalogue.phases if p.id.value == "data-labeling")
    asked = [p for p in in_scope(talk.session) if p.id in labeling.stories[0].practices]
    for practice in asked:
        talk.say(f"/jump {practice.name}", "it's 0, because nobody does that here yet")
    story = labeling.stories[0].id
    talk.session = talk.session.at(Focus(Where.STORY, phase=labeling.id, story=story))
    shown = talk.say("two people grade the pictures by hand and a third one decides when they differ")
    assert "nothing in them changes what stands on record here" in shown
    assert "(level 0)" in shown


def test_a_story_of_one_practice_is_asked_in_other_words(talk: Talk) -> None:
    """Its own question would be the same once more."""
    cleaning = next(p for p in talk.library.catalogue.phases if p.id.value == "data-cleaning")
    assert cleaning.stories[0].practices == (CLEAN,)
    talk.say("/jump data cleaning")
    shown = talk.say("well that is a long story and it has a bit of this and a bit of that in it")
    practice = talk.library.catalogue.practice(CLEAN)
    assert "so I ask in other words" in shown
    assert practice.rephrased in shown
    assert practice.question not in shown


def test_a_quotation_is_literal(talk: Talk) -> None:
    """What a no adds to it stands right before it."""
    talk.library.hears(CLEAN, _1={"checks here": "none"})
    talk.say("/jump sanitize training data", "there are no checks here")
    assert talk.card is not None
    words = talk.card.lines[0].quotations[0]
    assert words == Quotation(text="no checks here", start=10, end=24)
    assert talk.card.lines[0].coverage.stated is Ordinal.NONE or talk.card.lines[0].coverage.denied
