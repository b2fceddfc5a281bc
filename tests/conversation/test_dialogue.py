"""The practice of the design's dialogue, talked through with a reader that hears what its reader hears."""

from collections.abc import Callable

import pytest

from assistant.conversation.cards import figure
from model import deeds as d
from model.catalogue import Catalogue
from model.scoring import score
from tests.conversation.scripted import ScriptedLibrary, Talk
from tests.small import JONAS

CLEAN, VERIFY = "AML.M0007", "AML.M0014"
FIRST = """ok so photo n eta go thru the intake job marek wrote, schema + nulls
+ dupes, and it kicks out pics that are basically black. same checks
every night. customs - brokers mail us csvs, goes thru intake as
well since march, plus lena eyeballs them, in may she binned like 4k
rows from one broker bc every single label was 'low value', smelled
wrong. proper poisoning detection is a ticket for q3"""
HISTOGRAM = """hm. back then nothing. marek added a label histogram per sender
after that, it alerts when a broker's mix jumps. only on customs
tho, photo labels come from our depot guys so nobody bothered"""
AMENDS = """b is wrong, if intake fails nothing trains that night, photo and
eta. c yeah none. address no idea, thats priyas"""
CORRECTS = """wait i got that wrong. customs isnt in intake, that was planned for
march and slipped. its just lena + the histogram"""
HASHED = "customs files are hashed at intake before anybody opens them"


@pytest.fixture
def reader(library: ScriptedLibrary) -> ScriptedLibrary:
    """What a careful reader hears in Jonas' words."""
    library.hears(
        CLEAN,
        _1={"it kicks out pics that are basically black": "photo eta customs"},
        _2a={
            "same checks\nevery night": "photo eta",
            "goes thru intake as\nwell since march": "photo eta customs",
            "that was planned for\nmarch and slipped": "-customs",
        },
        _2b={"smelled\nwrong": "?some", "only on customs\ntho": "customs -photo -eta"},
        plan={"proper poisoning detection is a ticket for q3": "plan"},
    )
    library.hears(VERIFY, _1={"customs files are hashed at intake": "customs"})
    library.answers = (CLEAN,)
    return library


@pytest.fixture
def jonas(begin: Callable[..., Talk], reader: ScriptedLibrary, real: Catalogue) -> Talk:
    """Jonas at the question of the dialogue, with customs hashed at intake told earlier."""
    talk = begin(speaker=JONAS)
    talk.say("photo, eta, customs, address: trained by us; helpdesk-bot (bought)", "")
    talk.say("/jump verify", HASHED)
    while talk.where.startswith("follow-up"):
        talk.say("skip this")
    talk.say("yes", "/jump sanitize training data")
    return talk


def progress(talk: Talk) -> tuple[str, str]:
    """The range that the card shows."""
    assert talk.card is not None
    return figure(talk.card.progress.low), figure(talk.card.progress.high)


def test_the_question_says_who_counts(jonas: Talk) -> None:
    """Turn 1: the last instance is asked for; the bought system is left out, with the cause."""
    assert "Think of the last time" in jonas.text
    assert "Counted here: photo, eta, customs, address." in jonas.text
    assert "Left out: helpdesk-bot (you never train it)" in jonas.text


def test_the_card_shows_words_before_any_level(jonas: Talk) -> None:
    """Turn 3: heard, not sure, a plan, not mentioned, literal quotations, one question, no level yet."""
    shown = jonas.say(FIRST)
    order = [shown.index(x) for x in ("HEARD", "NOT SURE", "A PLAN", "NOT MENTIONED", "One question.")]
    assert order == sorted(order)
    assert '"it kicks out pics that are basically black"' in shown
    assert "proper poisoning detection is a ticket for q3" in shown
    assert "all but address · 3 of 4" in shown
    assert "LEVEL" not in shown
    assert jonas.session.focus.activity == f"{CLEAN}.2b"


def test_questions_back_are_answered_and_the_thread_is_picked_up(jonas: Talk) -> None:
    """Turns 4 and 5: why, who, and what level 2 is; nothing is recorded, and the question comes back."""
    jonas.say(FIRST)
    before, focus = len(jonas.deeds), jonas.session.focus
    shown = jonas.say("why do you ask? who'd poison a customs classifier lol. and whats level 2 even")
    assert "WHY I ASK" in shown
    assert "VirusTotal" in shown
    assert "level 2" in shown
    assert shown.rstrip().endswith("the last time data came from outside?")
    assert (len(jonas.deeds), jonas.session.focus) == (before, focus)


def test_the_whole_practice(jonas: Talk) -> None:
    """Turns 6 to 18: the follow-up settles it, silence is shown, letters amend, a correction ripples."""
    jonas.say(FIRST)
    shown = jonas.say(HISTOGRAM)
    assert jonas.where == f"card {CLEAN}"
    assert "only on customs tho" in shown
    assert "customs · 1 of 4" in shown
    assert "a  address" in shown
    assert "b  failed data stops a run" in shown

    shown = jonas.say(AMENDS)
    assert "photo eta · 2 of 4" in shown
    assert "if intake fails nothing trains that night, photo and eta" in shown
    assert "Parked for Priya" in shown
    assert "cannot change the level" in shown
    assert progress(jonas) == ("1.63", "2.00")
    assert [p.person for _, p in jonas.session.state.parked] == ["Priya"]

    shown = jonas.say(
        "/as Ruth, security lead", "hang on. histogram plus the nightly stop, I'd call that a 2"
    )
    assert "only on customs tho" in shown
    before = len(jonas.deeds)
    jonas.say("fair, leave it. private note: praise marek for the histogram in the readout")
    assert [x.kind for x in jonas.deeds[before:]] == ["noted"]

    shown = jonas.say("/as Jonas", CORRECTS)
    assert "was all but address · 3 of 4, now photo eta · 2 of 4" in shown
    assert "that was planned for march and slipped" in shown
    assert "Verify AI Artifacts" in shown
    assert progress(jonas) == ("1.63", "1.75")

    shown = jonas.say("")
    deed = jonas.last
    assert isinstance(deed, d.Confirmed)
    assert "LEVEL 1" in shown
    assert "looks for manipulation" in shown
    scored = score(jonas.session.state, jonas.session.catalogue).practice(CLEAN)
    assert scored.earned.value == 1
    assert (figure(scored.progress.low), figure(scored.progress.high)) == ("1.63", "1.75")


def test_without_digressions_it_takes_four_acts(jonas: Talk) -> None:
    """The answer, the follow-up, what nobody mentioned, and Enter."""
    before = jonas.acts
    jonas.say(FIRST, HISTOGRAM, AMENDS, "")
    assert jonas.acts - before == 4
    assert jonas.session.state.practice(CLEAN).is_settled
