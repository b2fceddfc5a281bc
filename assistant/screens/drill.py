"""Drilling into the threats: a technique with what acts against it, a case study step by step."""

from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.events import Resize
from textual.getters import query_one
from textual.widgets import Static

from assistant.conversation.attacks import technique_name
from assistant.conversation.exposing import told
from assistant.conversation.facing import step_lines, story_lines, technique_lines
from assistant.conversation.landscape import Landscape
from assistant.conversation.session import Line, Session
from assistant.screens import keys
from assistant.screens.explain import ExplainScreen
from assistant.screens.fresh import FreshScreen
from assistant.widgets.choices import ChoiceList
from assistant.widgets.footer import KeyFooter
from assistant.widgets.links import PRACTICE, STUDY, link_rows
from assistant.widgets.matrix import key_of_marks, states_strip, step_rows
from assistant.widgets.sheet import Sheet
from assistant.widgets.titlebar import TitleBar
from assistant.widgets.wording import say
from model.replay import ReplayedStudy

WIDE = 130
"""Columns from which rows and text stand side by side."""


class DrillScreen(FreshScreen):
    """Rows to go on from, and a text."""

    CSS_PATH = "threats.tcss"
    BINDINGS = keys.bound(keys.DRILL)  # type: ignore[assignment]  # Textual declares a wider list
    choices = query_one(ChoiceList)
    sheet = query_one(Sheet)

    def __init__(self, session: Session, landscape: Landscape) -> None:
        super().__init__()
        self.session = session
        self.landscape = landscape

    def on_resize(self, event: Resize) -> None:
        """Rows and text side by side where there is room."""
        self.set_class(event.size.width >= WIDE, "-wide")

    def action_scroll(self, pages: int) -> None:
        """Scroll the text while the rows keep the focus."""
        if pages < 0:
            self.sheet.scroll_page_up(animate=False)
        else:
            self.sheet.scroll_page_down(animate=False)

    def action_go(self) -> None:
        """Where the row under the cursor leads."""
        self.choices.action_select()

    def look_at(self, technique: str) -> None:
        """Drill into a technique."""
        self.app.push_screen(TechniqueScreen(self.session, self.landscape, technique=technique))


class TechniqueScreen(DrillScreen):
    """A technique: how far it is covered, by what, what it weighs, and where it was employed."""

    def __init__(self, session: Session, landscape: Landscape, *, technique: str) -> None:
        super().__init__(session, landscape)
        self.technique = technique

    def compose(self) -> ComposeResult:
        """The text over what leads on from it."""
        name = technique_name(self.landscape.catalogue, self.technique)
        yield TitleBar(say("drill.technique", name=name))
        with Container(id="drill", classes="technique"):
            yield Sheet(technique_lines(self.landscape, self.technique))
            yield ChoiceList()
        yield KeyFooter()

    def on_mount(self) -> None:
        """The rows take the keys."""
        self.choices.show(partial(link_rows, self.landscape, technique=self.technique))
        self.choices.focus()

    @on(ChoiceList.Chosen)
    def _go_on(self, event: ChoiceList.Chosen) -> None:
        if not event.is_final:
            return
        kind, _, thing = event.key.partition(" ")
        if kind == PRACTICE:
            self.app.push_screen(ExplainScreen(self.session, thing, texts=lambda: self.landscape.texts))
        elif kind == STUDY:
            study = self.landscape.studies[thing]
            self.app.push_screen(
                StudyScreen(self.session, self.landscape, study=study, technique=self.technique)
            )
        else:
            self.look_at(thing)


class StudyScreen(DrillScreen):
    """A case study, replayed step by step."""

    def __init__(
        self, session: Session, landscape: Landscape, *, study: ReplayedStudy, technique: str = ""
    ) -> None:
        super().__init__(session, landscape)
        self.study = study
        own = [s.number for s in study.steps if s.technique == technique]
        special = [s.number for s in study.steps if technique and s.technique.startswith(f"{technique}.")]
        self.first = (*own, *special, 0)[0]
        """The step that is looked at first; 0 is the case study as a whole."""

    def compose(self) -> ComposeResult:
        """The strip over the steps, and the text of the one under the cursor."""
        case = told(self.study, self.landscape.catalogue)
        yield TitleBar(say("drill.study", name=case.name))
        with Container(id="strip"):
            yield Static(states_strip(self.study))
            yield Static(key_of_marks(), id="marks")
        with Container(id="drill", classes="study"):
            yield ChoiceList()
            yield Sheet()
        yield KeyFooter()

    def on_mount(self) -> None:
        """The steps take the keys."""
        rows = partial(step_rows, self.study, catalogue=self.landscape.catalogue)
        self.choices.show(rows, at=str(self.first))
        self.choices.focus()

    @on(ChoiceList.Chosen)
    def _look(self, event: ChoiceList.Chosen) -> None:
        number = int(event.key)
        if not event.is_final:
            self.sheet.show(self._lines(number))
        elif number:
            self.look_at(self.study.steps[number - 1].technique)

    def _lines(self, number: int) -> tuple[Line, ...]:
        if not number:
            return story_lines(self.landscape, self.study)
        return step_lines(self.landscape, self.study, step=self.study.steps[number - 1])
