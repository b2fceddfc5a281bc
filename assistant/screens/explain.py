"""Explain: practices, levels and words, looked up."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.events import Resize
from textual.getters import query_one
from textual.message import Message
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from assistant.conversation.attacks import full_name
from assistant.conversation.explain import explain
from assistant.conversation.session import Line, LineStyle, Session
from assistant.conversation.topics import find_topic
from assistant.screens import keys
from assistant.screens.fresh import FreshScreen
from assistant.widgets.footer import KeyFooter
from assistant.widgets.safe import plain
from assistant.widgets.sheet import Sheet
from assistant.widgets.titlebar import TitleBar
from assistant.widgets.wording import say
from model.catalogue import Catalogue


class ExplainScreen(FreshScreen):
    """A picker, and what is picked."""

    CSS_PATH = "explain.tcss"
    BINDINGS = keys.bound(keys.EXPLAIN)  # type: ignore[assignment]  # Textual declares a wider list
    field = query_one(Input)
    picker = query_one(OptionList)
    sheet = query_one(Sheet)

    class Explained(Message):
        """What a topic means was put together, or what a level of it does."""

        def __init__(self, topic: str, lines: Sequence[Line]) -> None:
            super().__init__()
            self.topic = topic
            self.lines = lines

    def __init__(
        self, session: Session, topic: str = "", *, texts: Callable[[], Mapping[str, str]] = dict
    ) -> None:
        super().__init__()
        self.catalogue = session.catalogue
        self.topic = topic or session.focus.practice or session.catalogue.practices[0].id
        self._asked = ""
        """What is put together at the moment; whatever else comes is too late."""
        self._texts = texts
        self._loaded: Mapping[str, str] | None = None
        """By id what an official file itself says, once it was read."""

    def compose(self) -> ComposeResult:
        """The picker beside the sheet."""
        yield TitleBar(say("explain.place"))
        with Horizontal(id="body"):
            with Vertical(id="side"):
                yield Input(placeholder=say("explain.placeholder"))
                yield OptionList()
            yield Sheet()
        yield KeyFooter()

    def on_mount(self) -> None:
        """Pick what was asked about."""
        self.picker.set_options(offers(self.catalogue, ""))
        self._pick(named(self.catalogue, self.topic))
        self.picker.focus()
        self._show(self.topic)

    def on_resize(self, event: Resize) -> None:
        """A slimmer picker where there is little room."""
        self.set_class(event.size.width < 100, "-narrow")

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        self.picker.set_options(offers(self.catalogue, event.value))
        first = next((n for n, o in enumerate(self.picker.options) if not o.disabled), None)
        self.picker.highlighted = first
        if first is None:
            self._asked = ""
            self.sheet.show((Line(say("explain.nothing"), LineStyle.HINT),))

    @on(Input.Submitted)
    def _leave_field(self) -> None:
        self.picker.focus()

    @on(OptionList.OptionHighlighted)
    def _choose(self, event: OptionList.OptionHighlighted) -> None:
        if event.option.id and event.option.id != named(self.catalogue, self.topic):
            self._show(event.option.id)

    @on(OptionList.OptionSelected)
    def _read(self, event: OptionList.OptionSelected) -> None:
        if event.option.id:
            self._show(event.option.id)
        self.sheet.focus()

    def action_find(self) -> None:
        """Look for something."""
        self.field.focus()

    def action_level(self, level: int) -> None:
        """A level of the practice that is shown."""
        topic = named(self.catalogue, self.topic)
        if any(p.id == topic for p in self.catalogue.practices):
            self._ask(f"{topic} {level}")

    def _show(self, topic: str) -> None:
        self.topic = topic
        self._ask(topic)

    def _ask(self, topic: str) -> None:
        self._asked = topic
        self._explain(topic)

    @work(thread=True, exclusive=True)
    def _explain(self, topic: str) -> None:
        if self._loaded is None:
            self._loaded = self._texts()
        lines = explain(self.catalogue, topic, texts=self._loaded)
        self.post_message(self.Explained(topic, lines))

    @on(Explained)
    def _tell(self, event: Explained) -> None:
        if event.topic == self._asked:
            self.sheet.show(event.lines or (Line(say("explain.nothing"), LineStyle.HINT),))

    def _pick(self, wanted: str) -> None:
        ids = [option.id for option in self.picker.options]
        self.picker.highlighted = ids.index(wanted) if wanted in ids else 1


def named(catalogue: Catalogue, topic: str) -> str:
    """The id or the word that a topic is about, as the picker has it."""
    found = find_topic(catalogue, topic)
    return found.id if found else topic


def offers(catalogue: Catalogue, typed: str) -> Iterator[Option]:
    """What contains the words that were typed, under its heading; attacks only once something was typed."""
    wanted = typed.strip().casefold()
    practices = [(p.id, p.name, p.aliases) for p in catalogue.practices]
    terms = [(t.name, t.name, t.aliases) for t in catalogue.terms]
    groups: list[tuple[str, list[tuple[str, str, tuple[str, ...]]]]] = [("practices", practices)]
    if wanted and catalogue.threats:
        threats = catalogue.threats
        groups.append(("attacks", [(t.id, full_name(threats, t), (t.name,)) for t in threats.techniques]))
        groups.append(("studies", [(s.id, s.name, ()) for s in threats.studies]))
    for heading, rows in (*groups, ("terms", terms)):
        fitting = [(key, name) for key, name, more in rows if _fits(wanted, key, name, *more)]
        if fitting:
            yield Option(plain(say(f"explain.{heading}"), "bold $accent"), disabled=True)
        yield from (Option(plain(name), id=key) for key, name in fitting)


def _fits(wanted: str, *names: str) -> bool:
    return any(wanted in name.casefold() for name in names)
