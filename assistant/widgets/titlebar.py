"""The top line of each screen: where you are, and the facts that matter there."""

from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from assistant.widgets.safe import plain

MARK = "▂▄▆"
"""Three levels, one above the other."""


class TitleBar(Widget):
    """The mark, the place, and facts at the right end."""

    DEFAULT_CSS = """
    TitleBar { dock: top; height: 1; padding: 0 2; background: $surface; }
    """

    place: reactive[str] = reactive("")
    facts: reactive[str] = reactive("")

    def __init__(self, place: str = "", facts: str = "") -> None:
        super().__init__()
        self.set_reactive(TitleBar.place, place)
        self.set_reactive(TitleBar.facts, facts)

    def render(self) -> RenderResult:
        """One row; the place gives way to the facts."""
        width = self.content_size.width
        facts = plain(self.facts, "$muted").truncate(max(0, width - 24), ellipsis=True)
        mark = Content.assemble((MARK, "$accent"), " ", ("mlsmm", "bold $primary"), "   ")
        room = max(0, width - facts.cell_length - 2)
        place = shortened(self.place, max(0, room - mark.cell_length))
        left = (mark + plain(place, "bold")).truncate(room, ellipsis=True)
        return left.pad_right(max(0, room - left.cell_length) + 2) + facts


def shortened(place: str, room: int) -> str:
    """A place of several names in so many columns; each keeps half of them before the last one is cut."""
    whole = plain(place)
    first, dot, last = whole.plain.rpartition(" · ")
    rest = Content(dot + last)
    if dot and whole.cell_length > room:
        whole = Content(first).truncate(max(room // 2, room - rest.cell_length), ellipsis=True) + rest
    return whole.truncate(room, ellipsis=True).plain
