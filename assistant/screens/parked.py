"""The parked list: questions for people who are not here, ready to send."""

from textual.app import ComposeResult
from textual.getters import query_one

from assistant.conversation.session import Line, LineStyle, Session
from assistant.conversation.views import parked_lines
from assistant.screens import keys
from assistant.screens.fresh import FreshScreen
from assistant.widgets.footer import KeyFooter
from assistant.widgets.sheet import Sheet
from assistant.widgets.titlebar import TitleBar
from assistant.widgets.wording import say


class ParkedScreen(FreshScreen):
    """What was parked, by person."""

    CSS_PATH = "sheets.tcss"
    BINDINGS = keys.bound(keys.PARKED)  # type: ignore[assignment]  # Textual declares a wider list
    sheet = query_one(Sheet)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session

    def compose(self) -> ComposeResult:
        """The list and how to take it along."""
        lines = parked_lines(self.session.state, self.session.catalogue)
        yield TitleBar(say("parked.place", name=self.session.state.name))
        hint = [Line(say("parked.hint"), LineStyle.HINT)] if self.session.state.parked else []
        yield Sheet((*lines, *hint))
        yield KeyFooter()

    def on_mount(self) -> None:
        """Arrows scroll."""
        self.sheet.focus()

    def action_copy(self) -> None:
        """Copy the list as plain text."""
        lines = parked_lines(self.session.state, self.session.catalogue)
        self.app.copy_to_clipboard("\n".join(f"{'  ' * line.indent}{line.text}" for line in lines))
        self.notify(say("parked.copied"))
