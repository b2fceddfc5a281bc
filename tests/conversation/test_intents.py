"""What words mean without a slash, and what they must not be taken for."""

from dataclasses import dataclass, field

import pytest

from assistant.conversation.commands import BY_NAME, COMMANDS
from assistant.conversation.inquiries import beside
from assistant.conversation.intents import split_note, understand
from assistant.conversation.session import Focus, Where
from assistant.conversation.turn import ACTIONS
from model import deeds as d
from model.assessment import State
from tests.conversation.scripted import CLEAN, Talk


@dataclass(frozen=True)
class At:
    """As much of a session as an intent depends on."""

    focus: Focus
    state: State = field(default_factory=State)


def meant(text: str, where: Where = Where.CARD) -> tuple[str, str]:
    """Name and argument of an intent."""
    intent = understand(text, At(Focus(where)))  # type: ignore[arg-type]
    return intent.name, intent.argument


SAID = [
    ("", "enter", ""),
    ("   \n ", "enter", ""),
    ("skip this", "skip", ""),
    ("Skip this one, please.", "skip", ""),
    ("pass", "skip", ""),
    ("next question", "skip", ""),
    ("let's move on", "skip", ""),
    ("later", "later", ""),
    ("not now", "later", ""),
    ("let's do it later", "later", ""),
    ("come back to this later", "later", ""),
    ("I don't know", "unknown", ""),
    ("i dont know", "unknown", ""),
    ("I really don’t know, sorry", "unknown", ""),
    ("no idea", "unknown", ""),
    ("no clue", "unknown", ""),
    ("dunno", "unknown", ""),
    ("not sure", "unknown", ""),
    ("I don't know who does that", "unknown", ""),
    ("nobody here knows", "unknown", ""),
    ("what would level 3 be?", "explain", "3"),
    ("whats level 2 even", "explain", "2"),
    ("what is level 1", "explain", "1"),
    ("how do we get to 2?", "explain", "2"),
    ("what would it take to get to level 3?", "explain", "3"),
    ("what's the difference between level 1 and 2?", "explain", "2"),
    ("what are the levels?", "explain", ""),
    ("show me the threats", "threats", ""),
    ("how exposed are we?", "threats", ""),
    ("why do you ask?", "why", ""),
    ("why?", "why", ""),
    ("why do you want to know that", "why", ""),
    ("back", "back", ""),
    ("go back please", "back", ""),
    ("export", "export", ""),
    ("export it as pdf", "export", "pdf"),
    ("please export the results", "export", ""),
    ("make a report in word", "export", "word"),
    ("give me the report", "export", ""),
    ("undo that", "undo", ""),
    ("take that back", "undo", ""),
    ("can you rephrase that?", "rephrase", ""),
    ("I don't understand the question", "rephrase", ""),
    ("what do you mean?", "rephrase", ""),
    ("how are we doing so far?", "results", ""),
    ("show me the results", "results", ""),
    ("what should we do next?", "roadmap", ""),
    ("show the parked list", "parked", ""),
    ("let's go to data labeling", "jump", "data labeling"),
    ("jump to code signing", "jump", "code signing"),
    ("let's talk about red teaming", "jump", "red teaming"),
    ("note: praise marek", "note", "praise marek"),
    ("note to self: ask again in May", "note", "ask again in May"),
    ("park it for Priya", "park", "Priya"),
    ("that's one for Priya", "park", "Priya"),
    ("ask Lars about that", "park", "Lars"),
    ("ask Lea from comms", "park", "Lea from comms"),
    ("talk to the security team", "park", "the security team"),
    ("check with Lea in radiology about this", "park", "Lea in radiology"),
    ("Lea knows that", "park", "Lea"),
    ("I don't know, ask Lea from comms", "unknown", "Lea from comms"),
    ("not sure, ask Melanie", "unknown", "Melanie"),
    ("not applicable, we have no sensors", "na", "we have no sensors"),
    ("that doesn't apply to us", "na", ""),
    ("it's 2", "level", "2"),
    ("that's a 2", "level", "2"),
    ("no, that's a 2", "level", "2"),
    ("its a 1", "level", "1"),
    ("make it level 3", "level", "3"),
    ("I'd say 2", "level", "2"),
    ("it's 2, because we gate every release", "level", "2 we gate every release"),
    ("no, it's 1, nobody reads the alerts", "level", "1, nobody reads the alerts"),
    ("hang on. histogram plus the nightly stop, I'd call that a 2", "level", "2"),
    ("yes", "confirm", ""),
    ("ok thanks", "confirm", ""),
    ("looks good to me", "confirm", ""),
    ("that's right, record it", "confirm", ""),
    ("no", "correct", ""),
    ("that's wrong", "correct", ""),
    ("I have 20 minutes with a data engineer", "time", "20 data engineer"),
    ("we only have 30 min", "time", "30"),
    ("I've got half an hour", "time", "30"),
    ("what is distillation?", "ask", "what is distillation?"),
    ("who would poison that?", "ask", "who would poison that?"),
    ("repeat the question", "repeat", ""),
    ("I need a break", "home", ""),
    ("skip this phase", "skip", "phase"),
    ("next phase", "skip", "next phase"),
    ("let's start with data collection", "jump", "data collection"),
    ("I don't know, ask Priya", "unknown", "Priya"),
    ("no idea, ask Priya", "unknown", "Priya"),
    ("I'll have to check with Priya", "unknown", "Priya"),
    ("idk tbh", "unknown", ""),
    ("20 min with Priya", "time", "20 Priya"),
    ("what did we park?", "parked", ""),
    ("will this be shared with my boss?", "ask", "will this be shared with my boss?"),
    ("what's the weather", "ask", "what's the weather"),
    ("can you write me a policy", "ask", "can you write me a policy"),
    (
        "who'd poison a fraud model lol. and whats level 2 even",
        "ask",
        "who'd poison a fraud model lol.\nand whats level 2 even",
    ),
    ("what is done is that we hash it", "answer", "what is done is that we hash it"),
    ("what we do: nothing", "answer", "what we do: nothing"),
    ("who is responsible is Marek, he looks at it", "answer", "who is responsible is Marek, he looks at it"),
    ("hmm, let me think", "stray", "filler"),
    ("as i said", "stray", "already"),
    ("like I already told you", "stray", "already"),
    ("i just told you", "stray", "already"),
    ("I just told you that", "stray", "already"),
    ("why not 2?", "step", "2"),
    ("but why is it not a 3?", "step", "3"),
    ("ok so we hash it", "answer", "ok so we hash it"),
    ("Do pilots count?", "ask", "Do pilots count?"),
    ("n/a, our vendor does it", "answer", "n/a, our vendor does it"),
    ("another system: address", "system", "add address"),
    ("we have another system: address", "system", "add address"),
    ("this is Jonas now, data engineer", "as", "Jonas, data engineer"),
    ("help", "help", ""),
    ("hide levels", "levels", ""),
    ("/skip", "skip", ""),
    ("/level 2 because", "level", "2 because"),
    ("/Jump code signing", "jump", "code signing"),
    ("/nonsense here", "no-such-command", "nonsense"),
    ("/", "no-such-command", ""),
]


@pytest.mark.parametrize(("text", "name", "argument"), SAID)
def test_plain_words_do_what_commands_do(text: str, name: str, argument: str) -> None:
    """Typed intents need no slash."""
    assert meant(text) == (name, argument)


ANSWERS = [
    "no, that was 2 years ago",
    "we skip this check on weekends",
    "later that day we retrained",
    "2 of 5 models",
    "it's 2 models out of five",
    "it's 2.5 percent of the rows",
    "it's 1 guy who does it",
    "that's 3 people and a script",
    "it is 2024 since we did that",
    "we're 2 engineers and a student",
    "yes, as I said, every model goes through the gate",
    "yes and photo has it too",
    "ok so photo n eta go thru the intake job",
    "what we do is hash everything",
    "how we do it: every file is hashed",
    "why we hash: somebody once swapped a model",
    "I don't know, but photo is checked every night",
    "don't know about eta but photo is checked nightly",
    "not sure anybody looks at it except Lena",
    "no idea was ever dropped",
    "no model leaves without a signature",
    "back in may she binned 4k rows",
    "we go to the vendor every month",
    "undo scripts exist for every pipeline",
    "next to the gate there is a scan",
    "help desk bot has no filter",
    "notes: we keep a log of every run",
    "park rangers label the photos",
    "skip connections were removed",
    "pass rates are logged",
    "it's for all models",
    "that's for now only on customs",
    "we have 20 minutes of logs per run",
    "not applied anywhere yet",
    "results are compared to last month",
    "record it in the register every time",
    "correct labels are checked by two people",
    "roadmap item for q3",
    "we ask the vendor",
    "levels are reviewed monthly",
    "Did we check? Yes, every night, and bad rows go.",
    "what happens is that the job fails",
    "the same job runs for all of them",
    "level 2 support looks at the alerts",
    "// this is a comment from our code",
    "a" * 5000,
]


@pytest.mark.parametrize("where", [Where.CARD, Where.QUESTION, Where.STORY])
@pytest.mark.parametrize("text", ANSWERS)
def test_answers_are_not_taken_for_commands(text: str, where: Where) -> None:
    """What only begins like a command is an answer, word for word."""
    assert meant(text, where) == ("answer", text)


@pytest.mark.parametrize("where", [Where.QUESTION, Where.STORY, Where.FOLLOW_UP])
def test_yes_to_an_open_question_is_no_confirmation(where: Where) -> None:
    """Only what waits for a yes takes one; an open question it leaves open."""
    assert meant("yes", where)[0] == "stray"
    assert meant("no", where)[0] == "answer"


@pytest.mark.parametrize("where", [Where.SYSTEMS, Where.ROLE])
def test_no_level_is_set_while_the_scope_is_told(where: Where) -> None:
    """'It's 2' means nothing before a practice was asked about."""
    assert meant("it's 2", where)[0] == "answer"


def test_as_before_is_said_to_what_was_asked() -> None:
    """'As before' reconfirms on a question, and is an answer elsewhere."""
    assert meant("as before", Where.QUESTION)[0] == "same"
    assert meant("still the same", Where.STORY)[0] == "same"
    assert meant("as before", Where.FOLLOW_UP)[0] == "answer"


@pytest.mark.parametrize(
    ("text", "rest", "note"),
    [
        ("private note: praise marek", "", "praise marek"),
        ("fair, leave it. private note: praise marek", "fair, leave it.", "praise marek"),
        ("we check it.\nNote to self: ask again", "we check it.", "ask again"),
        ("we take note: everything is logged", "we take note: everything is logged", ""),
        ("no note here", "no note here", ""),
    ],
)
def test_a_private_note_is_taken_out_of_an_answer(text: str, rest: str, note: str) -> None:
    """What is private never gets into the words that are read and reported."""
    assert split_note(text) == (rest, note)


def test_every_command_does_something() -> None:
    """The registry and the actions name the same commands."""
    assert {c.name for c in COMMANDS} <= set(ACTIONS)
    assert set(ACTIONS) - {c.name for c in COMMANDS} == {
        "enter",
        "ask",
        "same",
        "repeat",
        "stray",
        "pasted",
        "no-such-command",
    }
    assert set(BY_NAME.values()) == set(COMMANDS)


@pytest.mark.parametrize(
    ("said", "rest", "question"),
    [
        ("no, but what is a model card?", "no", "what is a model card?"),
        ("tls. and what is distillation?", "tls.", "what is distillation?"),
        ("we hash it, why do you ask?", "we hash it", "why do you ask?"),
        ("what is distillation?", "", ""),
        ("wait, what is distillation?", "", ""),
        ("we check what is in the files", "", ""),
    ],
)
def test_a_question_beside_an_answer_is_found(said: str, rest: str, question: str) -> None:
    """What is said before it is the answer."""
    assert beside(said) == (rest, question)


def test_a_question_beside_an_answer_is_answered_and_the_answer_heard(talk: Talk) -> None:
    """Neither takes the other's place."""
    talk.library.hears(CLEAN, _1={"bad rows are dropped": "all"})
    talk.say("/jump sanitize training data")
    talk.say("bad rows are dropped. but what is distillation?")
    shown = "\n".join(x.text for s in talk.shown for x in s.lines)
    assert "istillation" in shown
    assert "bad rows are dropped" in shown
    assert isinstance(talk.last, d.Answered)
    assert talk.last.text == "bad rows are dropped."


def test_a_question_that_we_do_not_know_stays_in_the_answer(talk: Talk) -> None:
    """'What's a zebra?' may be part of the account."""
    talk.say("/jump sanitize training data", "someone typed it. what is a zebra doing there?")
    assert isinstance(talk.last, d.Answered)
    assert "zebra" in talk.last.text
