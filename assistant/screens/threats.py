"""Threats: the attacks on record by tactic, the case studies replayed, and what covers them."""

from collections.abc import Callable, Mapping
from functools import partial

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Click, Resize
from textual.getters import query_one
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Static

from assistant.conversation.exposing import study_lines
from assistant.conversation.facing import exposure_head, technique_lines
from assistant.conversation.landscape import Landscape, survey
from assistant.conversation.session import Line, Session
from assistant.screens import keys
from assistant.screens.drill import WIDE, StudyScreen, TechniqueScreen
from assistant.screens.fresh import FreshScreen
from assistant.widgets.choices import ChoiceList
from assistant.widgets.footer import KeyFooter
from assistant.widgets.matrix import (
    attack_rows,
    attack_titles,
    key_of_bars,
    key_of_studies,
    study_rows,
    technique_of,
)
from assistant.widgets.safe import plain
from assistant.widgets.sheet import Sheet
from assistant.widgets.titlebar import TitleBar
from assistant.widgets.wording import say
from model.matrix import Among


class ThreatsScreen(FreshScreen):
    """What known attacks would meet."""

    CSS_PATH = "threats.tcss"
    BINDINGS = keys.bound(keys.THREATS)  # type: ignore[assignment]  # Textual declares a wider list
    attacks = query_one("#attacks", ChoiceList)
    studies = query_one("#studies", ChoiceList)
    details = query_one(Sheet)
    heads = query_one("#heads", Static)
    among: reactive[Among] = reactive(Among.ALL)
    is_on_studies: reactive[bool] = reactive(False)

    class Surveyed(Message):
        """Exposure and replay were reckoned."""

        def __init__(self, landscape: Landscape) -> None:
            super().__init__()
            self.landscape = landscape

    def __init__(
        self, session: Session, topic: str = "", *, texts: Callable[[], Mapping[str, str]] = dict
    ) -> None:
        super().__init__()
        self.session = session
        self.topic = topic
        """A technique or a case study that is drilled into at once."""
        self.landscape: Landscape | None = None
        self._texts = texts

    def compose(self) -> ComposeResult:
        """The exposure over the lists, details beside them, the key below."""
        self.set_class(self.app.size.width >= WIDE, "-wide")
        yield TitleBar(say("threats.place", name=self.session.state.name))
        with Vertical(id="top"):
            yield Static(plain(say("threats.opening"), "$accent"), id="headline")
            yield Static(id="rule")
        with Horizontal(id="tabs"):
            yield Static(id="attacks-tab", classes="tab")
            yield Static(id="studies-tab", classes="tab")
            yield Static(id="filter", classes="tab")
        yield Static(id="heads")
        with Horizontal(id="body"):
            yield ChoiceList(id="attacks")
            yield ChoiceList(id="studies")
            with Vertical(id="side"):
                yield Sheet()
        yield Static(id="key")
        yield KeyFooter()

    @property
    def shown(self) -> ChoiceList:
        """The list that is shown."""
        return self.studies if self.is_on_studies else self.attacks

    def on_mount(self) -> None:
        """Reckon in the background."""
        self._survey()

    @work(thread=True, exclusive=True)
    def _survey(self) -> None:
        self.post_message(self.Surveyed(survey(self.session, self._texts())))

    @on(Surveyed)
    def _receive(self, event: Surveyed) -> None:
        self.landscape = event.landscape
        left, rule = exposure_head(event.landscape.exposure, event.landscape.catalogue.exposure)
        self.query_one("#headline", Static).update(plain(left, "bold"))
        self.query_one("#rule", Static).update(plain(rule, "$muted"))
        if self.topic in event.landscape.studies:
            self.is_on_studies = True
        self._refresh()
        if self.topic:
            self._drill(self.topic)

    def watch_among(self) -> None:
        """Show what is in question now."""
        self._refresh()

    def watch_is_on_studies(self) -> None:
        """Show the other list."""
        self.attacks.display, self.studies.display = not self.is_on_studies, self.is_on_studies
        self.heads.display = not self.is_on_studies
        self._refresh()
        self.shown.focus()

    def on_resize(self, event: Resize) -> None:
        """Put the details beside the list where there is room."""
        was_wide, is_wide = self.has_class("-wide"), event.size.width >= WIDE
        self.set_class(is_wide, "-wide")
        if is_wide and not was_wide and self.shown.key:
            self._detail(_thing(self.shown.key))

    def _refresh(self) -> None:
        """Lists, tabs and key anew."""
        landscape = self.landscape
        if landscape is None:
            return
        self._show_tabs(landscape)
        self.query_one("#key", Static).update(key_of_studies() if self.is_on_studies else key_of_bars())
        if self.is_on_studies:
            self.studies.show(
                partial(study_rows, landscape, among=self.among), at=self.studies.key or self.topic
            )
        else:
            self.attacks.show(partial(attack_rows, landscape, among=self.among), at=self.attacks.key)

    def _show_tabs(self, landscape: Landscape) -> None:
        counts = {"attacks": len(landscape.attacks), "studies": len(landscape.studies)}
        here = "studies" if self.is_on_studies else "attacks"
        for name, count in counts.items():
            words = say(f"threats.tabs.{name}", count=count)
            self.query_one(f"#{name}-tab", Static).update(_tab(words, is_here=name == here))
        shown = say(f"threats.shown.{here}.{self.among.value}")
        self.query_one("#filter", Static).update(plain(say("threats.filter", shown=shown), "$primary"))

    @on(ChoiceList.Fitted, "#attacks")
    def _head(self, event: ChoiceList.Fitted) -> None:
        self.heads.update(attack_titles(event.width))

    @on(ChoiceList.Chosen)
    def _choose(self, event: ChoiceList.Chosen) -> None:
        thing = _thing(event.key)
        if event.is_final:
            self._drill(thing)
        elif self.has_class("-wide") and event.choices is self.shown:
            self._detail(thing)

    def _detail(self, thing: str) -> None:
        if self.landscape is not None:
            self.details.show(details_of(self.landscape, thing))

    def _drill(self, thing: str) -> None:
        landscape = self.landscape
        if landscape is None:
            return
        if study := landscape.studies.get(thing):
            self.app.push_screen(StudyScreen(self.session, landscape, study=study))
        else:
            self.app.push_screen(TechniqueScreen(self.session, landscape, technique=thing))

    @on(Click, ".tab")
    def _press(self, event: Click) -> None:
        pressed = event.widget.id if event.widget is not None else None
        if pressed == "filter":
            self.action_filter()
        else:
            self.is_on_studies = pressed == "studies-tab"

    def action_other_list(self) -> None:
        """Techniques or case studies."""
        self.is_on_studies = not self.is_on_studies

    def action_filter(self) -> None:
        """All, open, used in incidents, without any answer."""
        self.among = self.among.next

    def action_group(self, by: int) -> None:
        """To the next tactic or the one before."""
        self.shown.action_group(by)

    def action_detail(self) -> None:
        """Drill into what the cursor is on."""
        self.shown.action_select()


def details_of(landscape: Landscape, thing: str) -> tuple[Line, ...]:
    """A technique or a case study, for the room beside the list."""
    if study := landscape.studies.get(thing):
        return study_lines(study, landscape.catalogue)
    return technique_lines(landscape, thing)


def _thing(key: str) -> str:
    """The id of what a row is about, of an attack or of a case study."""
    return technique_of(key) or key


def _tab(words: str, *, is_here: bool) -> Content:
    """The name of a list; the one that is shown has a mark before it."""
    return plain(f"▸ {words}", "bold $accent") if is_here else plain(f"○ {words}", "$muted")
