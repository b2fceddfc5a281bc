"""How it looks: few pictures, of what does not change with the catalogue's words."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.image import SVGImageSnapshotExtension
from textual.app import App, ComposeResult

from assistant.conversation.session import Line, LineStyle
from assistant.screens import interview
from assistant.screens.home import HomeScreen
from assistant.widgets.entries import HomeEntry
from assistant.widgets.themes import DARK, LIGHT
from assistant.widgets.transcript import Transcript
from tests.screens.conftest import Opened

TALK = (
    Line("Data cleaning · Sanitize Training Data · about 4 minutes", LineStyle.HEADING),
    Line("HEARD", LineStyle.LABEL),
    Line(f"{'checked, bad rows removed':<34} photo eta customs · 3 of 4", LineStyle.ITEM, 1),
    Line('"it kicks out pics that are basically black"', LineStyle.QUOTE, 2),
    Line("NOT MENTIONED", LineStyle.LABEL),
    Line(f"a  {'failed data stops a run':<34} I'd put: none", LineStyle.ITEM, 1),
    Line("LEVEL 1 (target 2) · progress 1.63 to 2.00", LineStyle.LEVEL),
    Line("Had Lena been on holiday, what would have caught those rows?", LineStyle.QUESTION),
    Line("Enter record · c correct · w whose words", LineStyle.HINT),
    Line("An act needs something to record.", LineStyle.ERROR),
)


class TalkApp(App[None]):
    """A transcript alone, in the interview's clothes."""

    CSS_PATH = Path(interview.__file__).with_name("interview.tcss")

    def __init__(self, theme: str) -> None:
        super().__init__()
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = theme

    def compose(self) -> ComposeResult:
        yield Transcript()

    def on_mount(self) -> None:
        transcript = self.query_one(Transcript)
        transcript.hear("Jonas", "same checks every night, [bold]really[/]\ncustoms is lena")
        transcript.speak(TALK)


@pytest.fixture
def picture(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """Compares a screen with the picture kept of it."""
    return snapshot.use_extension(SVGImageSnapshotExtension)


@pytest.mark.parametrize("theme", [DARK.name, LIGHT.name])
async def test_the_talk(picture: SnapshotAssertion, theme: str) -> None:
    """Every style of line, in both themes."""
    app = TalkApp(theme)
    async with app.run_test(size=(80, 32)) as pilot:
        await pilot.pause()
        assert app.export_screenshot() == picture


@pytest.mark.usefixtures("in_utc")
async def test_the_list_of_assessments(opened: Opened, picture: SnapshotAssertion) -> None:
    """A list with an assessment under way, a fresh one, and one that cannot be read."""
    at = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    entries = (
        HomeEntry("Nordwind, spring", at, settled=9, applicable=16, headline="5 of 16 practices at target"),
        HomeEntry("Acme [imaging]", at, settled=0, applicable=19),
        HomeEntry("Old", at, trouble="the record of 'Old' is damaged. Run `mlsmm verify`."),
    )
    async with opened() as driver:
        driver.app._home.post_message(HomeScreen.Listed(entries))
        await driver.settle()
        assert driver.app.export_screenshot() == picture
