"""Results: headline, table of figures, heat map, radar, exposure, and why each figure is what it is."""

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.events import Resize
from textual.getters import query_one
from textual.message import Message
from textual.reactive import reactive
from textual.screen import ModalScreen
from textual.widgets import Static

from assistant.conversation.accounts import explain_score
from assistant.conversation.session import Line, Session
from assistant.conversation.views import headline
from assistant.screens import keys
from assistant.screens.closing import LinesDialog
from assistant.screens.fresh import FreshScreen
from assistant.widgets.exposure import ExposureView
from assistant.widgets.figures import FigureTable, titles
from assistant.widgets.footer import KeyFooter
from assistant.widgets.gauge import figures, percents
from assistant.widgets.heatmap import HeatMap
from assistant.widgets.radar import Radar
from assistant.widgets.safe import plain
from assistant.widgets.sheet import Sheet
from assistant.widgets.standing import take_stock
from assistant.widgets.titlebar import TitleBar
from assistant.widgets.waves import Planned
from assistant.widgets.wording import say
from model.agreements import plan_of

WIDE = 150
"""Columns from which a view and the reasons stand beside the table."""
WIDEST = 226
"""Columns from which all views stand beside it."""
VIEWS = ("table", "map", "radar", "exposure")


class ResultsScreen(FreshScreen):
    """What the arithmetic makes of the assessment."""

    CSS_PATH = "results.tcss"
    BINDINGS = keys.bound(keys.RESULTS)  # type: ignore[assignment]  # Textual declares a wider list
    table = query_one(FigureTable)
    heat_map = query_one(HeatMap)
    radar = query_one(Radar)
    exposure = query_one(ExposureView)
    views = query_one("#views", VerticalScroll)
    reasons = query_one(Sheet)
    view: reactive[str] = reactive(VIEWS[0])

    class Reasoned(Message):
        """The figures of a practice were explained."""

        def __init__(self, lines: tuple[Line, ...], *, is_final: bool) -> None:
            super().__init__()
            self.lines = lines
            self.is_final = is_final

    class Foreseen(Message):
        """What the roadmap would leave was reckoned."""

        def __init__(self, planned: Planned) -> None:
            super().__init__()
            self.planned = planned

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.standing = take_stock(session)

    def compose(self) -> ComposeResult:
        """The headline over table, views and reasons."""
        self.set_class(self.app.size.width >= WIDE, "-wide")
        self.set_class(self.app.size.width >= WIDEST, "-widest")
        card = self.standing.scorecard
        yield TitleBar(say("results.place", name=self.standing.name))
        with Vertical(id="top"):
            yield Static(plain(headline(card, self.session.catalogue), "bold"), id="headline")
            yield Static(plain(_overall(self), "$muted"), id="overall")
        yield Static(id="heads")
        with Horizontal(id="body"):
            yield FigureTable()
            with Vertical(id="side"):
                with VerticalScroll(id="views"):
                    yield HeatMap()
                    yield Radar()
                    yield ExposureView()
                yield Sheet()
        yield KeyFooter()

    def on_mount(self) -> None:
        """Fill table and views."""
        self.table.standing = self.heat_map.standing = self.radar.standing = self.standing
        self.table.focus()
        self._foresee()

    def on_resize(self, event: Resize) -> None:
        """Put a view and reasons beside the table where there is room, all of them where there is more."""
        self.set_class(event.size.width >= WIDE, "-wide")
        self.set_class(event.size.width >= WIDEST, "-widest")
        self._arrange()

    def watch_view(self) -> None:
        """Show another view."""
        self._arrange()

    def _arrange(self) -> None:
        """The view that is chosen; beside the table it is the heat map until another one is."""
        is_wide = self.has_class("-wide")
        shown = VIEWS[1] if is_wide and self.view == VIEWS[0] else self.view
        for view in VIEWS:
            self.set_class(view == shown, f"-{view}")
        if shown == VIEWS[0] or is_wide:
            self.table.focus()
        else:
            self.views.focus()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Why a practice has its figures is asked where the practices are listed."""
        return action != "why" or self.view == VIEWS[0] or self.has_class("-wide")

    @work(thread=True, exclusive=True, group="foresee")
    def _foresee(self) -> None:
        catalogue = self.session.catalogue
        roadmap = plan_of(self.session.state, catalogue, card=self.standing.scorecard)
        self.post_message(self.Foreseen(Planned(roadmap, catalogue)))

    @on(Foreseen)
    def _expose(self, event: Foreseen) -> None:
        self.exposure.planned = event.planned

    @on(FigureTable.Fitted)
    def _head(self, event: FigureTable.Fitted) -> None:
        self.query_one("#heads", Static).update(titles(event.columns))

    @on(FigureTable.Chosen)
    def _choose(self, event: FigureTable.Chosen) -> None:
        if event.is_final or self.has_class("-wide"):
            self._explain(event.practice, is_final=event.is_final)

    @work(thread=True, exclusive=True)
    def _explain(self, practice: str, *, is_final: bool) -> None:
        lines = explain_score(self.session.state, self.session.catalogue, practice_id=practice)
        self.post_message(self.Reasoned(lines, is_final=is_final))

    @on(Reasoned)
    def _show(self, event: Reasoned) -> None:
        if self.has_class("-wide"):
            self.reasons.show(event.lines)
        elif event.is_final and not isinstance(self.app.screen, ModalScreen):
            self.app.push_screen(LinesDialog(event.lines))

    def action_next_view(self) -> None:
        """Show the next view: the table again after the last one, where it does not stand beside."""
        views = VIEWS[1:] if self.has_class("-wide") else VIEWS
        at = views.index(self.view) if self.view in views else 0
        self.view = views[(at + 1) % len(views)]

    def action_why(self) -> None:
        """Why the chosen practice has its figures."""
        self.table.action_select()

    def action_roadmap(self) -> None:
        """What to do next."""
        from assistant.screens.roadmap import RoadmapScreen  # DataTable and more, when somebody asks

        self.app.switch_screen(RoadmapScreen(self.session))


def _overall(screen: ResultsScreen) -> str:
    card = screen.standing.scorecard
    return say(
        "results.overall",
        earned=figures(card.earned),
        progress=figures(card.progress),
        percent=percents(card.percent_to_target),
        proposed=percents(card.percent_to_proposed),
    )
