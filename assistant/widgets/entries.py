"""An assessment as two rows of a list."""

from dataclasses import dataclass
from datetime import datetime

from textual.content import Content

from assistant.widgets.safe import plain
from assistant.widgets.wording import say


@dataclass(frozen=True)
class HomeEntry:
    """An assessment as the home screen lists it."""

    name: str
    last_at: datetime
    settled: int | None = None
    """None while it is still being counted."""
    applicable: int = 0
    headline: str = ""
    trouble: str = ""
    """Why it cannot be read."""


def described(entry: HomeEntry) -> Content:
    """Name, day and progress; the headline below."""
    day = say("home.day", day=f"{entry.last_at.astimezone():%d %b %Y, %H:%M}")
    rows = [plain(entry.name, "bold") + plain(f"   {day}", "$muted"), _figures(entry)]
    if entry.settled:
        rows.append(plain(entry.headline, "$muted"))
    return Content("\n").join(rows)


def _figures(entry: HomeEntry) -> Content:
    if entry.trouble:
        return plain(f"✗ {entry.trouble}", "$error")
    if entry.settled is None:
        return plain(say("home.counting"), "$muted")
    width = 19
    filled = entry.settled * width // entry.applicable if entry.applicable else 0
    bar = Content.assemble(("━" * filled, "$primary"), ("╌" * (width - filled), "$faint"))
    settled = say("home.settled", settled=entry.settled, applicable=entry.applicable)
    return bar + plain(f"  {settled}")
