"""The interview: what a turn shows, what a failure leaves, what the keys do."""

import pytest
from textual.color import Color
from textual.events import Paste

from assistant.conversation.commands import COMMANDS
from assistant.conversation.session import Where
from assistant.screens.explain import ExplainScreen
from assistant.screens.help import HelpScreen
from assistant.screens.interview import InterviewScreen
from assistant.screens.parked import ParkedScreen
from assistant.screens.results import ResultsScreen
from assistant.screens.roadmap import RoadmapScreen
from assistant.widgets.themes import LIGHT
from assistant.widgets.transcript import Speech, UserTurn
from model.errors import ConflictError, RecordError
from tests.screens.conftest import Driver, Opened

STORY = "we sat together with the security team, slides on attacks were shown to everybody in may"


async def _to_a_card(driver: Driver) -> None:
    await driver.begin()
    await driver.say("/jump sanitize training data")
    await driver.say("the intake script throws out bad rows, the same checks run every night")


async def test_a_turn_is_appended_and_nothing_before_it_is_touched(opened: Opened) -> None:
    """The transcript grows by the user's words and the reply; its widgets stay the same ones."""
    async with opened() as driver:
        await driver.begin()
        before = list(driver.interview.transcript.children)
        await driver.say(STORY)
        after = list(driver.interview.transcript.children)
        assert after[: len(before)] == before
        turn, *replies = after[len(before) :]
        assert isinstance(turn, UserTurn)
        assert turn.text == STORY
        assert replies
        assert all(isinstance(reply, Speech) for reply in replies)


async def test_a_card_is_shown_in_the_pane_and_enter_records_it(opened: Opened) -> None:
    """The card has its lines with marks in the pane; an empty Enter confirms and the counts follow."""
    async with opened(size=(120, 40)) as driver:
        await _to_a_card(driver)
        assert driver.interview.card is not None
        assert driver.interview.pane.card_summary.display
        rows = driver.interview.pane.card_summary.drawn(40).plain
        assert "Sanitize Training Data" in rows
        assert "LEVEL" in rows
        while driver.interview.session.focus.where is not Where.CARD:
            await driver.say("I don't know")
        await driver.press("enter")
        standing = driver.interview.standing
        assert standing is not None
        assert standing.settled == 1
        assert "1 of 19" in driver.interview.title_bar.facts


async def test_hidden_levels_are_hidden_in_the_pane(opened: Opened) -> None:
    """With /levels no level and no gauge stands in the pane before the phase is done."""
    async with opened(size=(120, 50)) as driver:
        await driver.begin()
        await driver.say("/levels")
        await driver.say("/jump sanitize training data")
        await driver.say("the intake script throws out bad rows, the same checks run every night")
        assert "LEVEL" not in driver.interview.pane.card_summary.drawn(40).plain
        assert "→" not in driver.interview.pane.phase_list.drawn(40).plain


async def test_a_failed_turn_is_one_line_and_the_text_comes_back(opened: Opened) -> None:
    """The error has its advice, the composer has the words, the record has nothing."""
    async with opened() as driver:
        await driver.begin()
        ledger = driver.store.ledgers["Nordwind"]
        acts = ledger.acts
        ledger.error = RecordError("the disk is full", "Free some space.")
        await driver.say(STORY)
        assert "the disk is full" in driver.transcript
        assert "Free some space." in driver.transcript
        assert driver.interview.composer.text == STORY
        assert ledger.acts == acts
        await driver.press("enter")
        assert len(ledger.acts) > len(acts)


async def test_an_unexpected_fault_leaves_the_screen_usable(opened: Opened) -> None:
    """A bug in a turn is shown as a line, and the next turn works."""
    async with opened() as driver:
        await driver.begin()
        driver.store.ledgers["Nordwind"].error = ZeroDivisionError("oops")
        await driver.say(STORY)
        assert "ZeroDivisionError" in driver.transcript
        assert not driver.interview.composer.has_class("-busy")
        await driver.press("enter")
        assert driver.transcript.count("ZeroDivisionError") == 1


async def test_after_a_conflict_the_session_has_what_others_wrote(opened: Opened) -> None:
    """Somebody else's acts are taken in, so that the same words can be sent again."""
    async with opened() as driver:
        await driver.begin()
        ledger = driver.store.ledgers["Nordwind"]
        ledger.error = ConflictError("somebody else wrote", "Look and repeat.")
        await driver.say(STORY)
        assert driver.interview.session.state.count == len(ledger.acts)
        await driver.press("enter")
        assert driver.interview.session.state.count == len(ledger.acts)


async def test_enter_while_reading_sends_nothing(opened: Opened) -> None:
    """A second Enter during a turn keeps the text and confirms nothing unseen."""
    async with opened() as driver:
        await driver.begin()
        composer = driver.interview.composer
        composer.add_class("-busy")
        composer.put("too early")
        await driver.press("enter")
        assert composer.text == "too early"
        assert "too early" not in driver.transcript


@pytest.mark.parametrize(
    "text", ["[bold red]x[/] [/]", "\x1b[31mred\x1b[0m", "a\u202eb\u2066c", "👩‍🚀 שלום", "x" * 3000]
)
async def test_hostile_text_is_drawn_as_letters(opened: Opened, text: str) -> None:
    """Markup, escapes, direction marks, emoji and very long words neither act nor break the screen."""
    async with opened() as driver:
        await driver.begin()
        await driver.say(f"{text} we looked at the data")
        drawn = "\n".join(
            "".join(segment.text for segment in strip)
            for strip in driver.app.screen._compositor.render_strips()
        )
        assert not {"\x1b", "\u202e", "\u2066"} & set(drawn)
        turn = [c for c in driver.interview.transcript.children if isinstance(c, UserTurn)][-1]
        assert turn.render()


async def test_a_paste_keeps_its_lines_and_loses_what_is_hidden(opened: Opened) -> None:
    """Pasted newlines stay, escapes become visible."""
    async with opened() as driver:
        await driver.begin()
        driver.app.post_message(Paste("one\r\ntwo\x1b[0m"))
        await driver.settle()
        assert driver.interview.composer.text == "one\ntwo\u241b[0m"


async def test_new_lines_history_and_completion(opened: Opened) -> None:
    """Ctrl+N breaks the line, up brings back what was sent, Tab completes a command."""
    async with opened() as driver:
        await driver.begin()
        composer = driver.interview.composer
        await driver.press("a", "ctrl+n", "b")
        assert composer.text == "a\nb"
        composer.put("")
        await driver.press("up")
        assert composer.text == "data engineer"
        await driver.press("down")
        assert composer.text == ""
        await driver.press("/", "n", "o")
        assert composer.completion.display
        await driver.press("tab")
        assert composer.text == "/note "
        assert not composer.completion.display


async def test_enter_takes_the_completion_and_sends_what_needs_no_words(opened: Opened) -> None:
    """Enter on a half-typed command that needs nothing more sends it."""
    async with opened() as driver:
        await driver.begin()
        await driver.press("/", "r", "e", "s", "enter")
        assert isinstance(driver.app.screen, ResultsScreen)


@pytest.mark.parametrize(
    ("key", "screen"),
    [
        ("f1", HelpScreen),
        ("f2", ExplainScreen),
        ("f4", ResultsScreen),
        ("f5", RoadmapScreen),
        ("f6", ParkedScreen),
    ],
)
async def test_keys_open_screens_and_escape_comes_back(opened: Opened, key: str, screen: type) -> None:
    """Each screen opens by its key over the composer and closes with Escape; no turn is taken."""
    async with opened() as driver:
        await driver.begin()
        turns = len(driver.interview.transcript.children)
        await driver.press(key)
        assert isinstance(driver.app.screen, screen)
        await driver.press("escape")
        assert isinstance(driver.app.screen, InterviewScreen)
        assert len(driver.interview.transcript.children) == turns


@pytest.mark.parametrize("command", ["/results", "/roadmap", "/parked"])
async def test_a_typed_command_opens_its_screen(opened: Opened, command: str) -> None:
    """What the screen shows is not repeated in the transcript."""
    async with opened() as driver:
        await driver.begin()
        turns = len(driver.interview.transcript.children)
        await driver.say(command)
        assert not isinstance(driver.app.screen, InterviewScreen)
        assert len(driver.interview.transcript.children) == turns + 1


async def test_a_key_that_needs_words_begins_the_command(opened: Opened) -> None:
    """Ctrl+G writes /jump and waits for the rest."""
    async with opened() as driver:
        await driver.begin()
        await driver.press("ctrl+g")
        assert driver.interview.composer.text == "/jump "


async def test_every_command_key_is_bound_once(opened: Opened) -> None:
    """The registry's keys are the interview's bindings, each with an id and a tooltip."""
    async with opened() as driver:
        await driver.begin()
        bound = driver.interview._bindings.key_to_bindings
        for command in COMMANDS:
            if command.key and command.name != "quit":
                (binding,) = bound[command.key]
                assert binding.id == f"command.{command.name}"
                assert binding.tooltip == command.summary


async def test_the_pane_is_beside_the_talk_where_there_is_room(opened: Opened) -> None:
    """Hidden at 80 columns, there at 120, and F9 turns it either way."""
    async with opened(size=(80, 24)) as driver:
        await driver.begin()
        assert not driver.interview.pane.display
        await driver.press("f9")
        assert driver.interview.pane.display
        await driver.pilot.resize_terminal(120, 40)
        await driver.press("f9")
        assert not driver.interview.pane.display


async def test_home_and_quit_leave_and_keep_everything(opened: Opened) -> None:
    """Closing goes back to home; the acts are all there."""
    async with opened() as driver:
        await driver.begin()
        await driver.say(STORY)
        acts = len(driver.store.ledgers["Nordwind"].acts)
        await driver.say("/home")
        assert driver.app.screen is driver.app._home
        assert len(driver.store.ledgers["Nordwind"].acts) == acts


async def test_both_themes_draw(opened: Opened) -> None:
    """Ctrl+T changes between dark and light without a word lost."""
    async with opened() as driver:
        await driver.begin()
        await driver.press("ctrl+t")
        assert driver.app.theme == "mlsmm-light"
        assert not driver.app.current_theme.dark
        await driver.press("ctrl+t")
        assert driver.app.theme == "mlsmm-dark"


async def test_the_edge_follows_the_theme_in_the_middle_of_a_turn(opened: Opened) -> None:
    """Faint in the new theme while the turn runs, and as it was once it is over."""
    async with opened() as driver:
        await driver.begin()
        composer = driver.interview.composer
        composer.wait(True)
        await driver.press("ctrl+t")
        assert composer.prompt.styles.border_left[1] == Color.parse(LIGHT.variables["faint"])
        composer.wait(False)
        await driver.settle()
        assert composer.prompt.styles.border_left[1] == Color.parse(LIGHT.primary)
