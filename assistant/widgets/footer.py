"""The keys of a screen, in its last row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from textual.app import RenderResult
from textual.binding import Binding
from textual.content import Content
from textual.events import Click, MouseMove
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget

from assistant.widgets.keynames import key_name

_ROOMY, _TIGHT = 2, 1
"""Columns between two keys."""


@dataclass(frozen=True)
class ShownKey:
    """A key as the footer shows it."""

    key: str
    name: str
    label: str
    tip: str = ""
    is_enabled: bool = True

    @property
    def width(self) -> int:
        """Columns of name and label."""
        return Content(f"{self.name} {self.label}").cell_length


@dataclass(frozen=True)
class PlacedKey:
    """A key and the column where it begins."""

    shown: ShownKey
    start: int

    def holds(self, column: int) -> bool:
        """Whether a column belongs to it."""
        return self.start <= column < self.start + self.shown.width


class KeyFooter(Widget, can_focus=False):
    """Shows the keys that work now, in one widget: one for each took 40 ms of a screen's opening."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    KeyFooter { dock: bottom; height: 1; padding: 0 1; background: $footer-background; }
    """
    keys: reactive[tuple[ShownKey, ...]] = reactive(())
    pointed: reactive[ShownKey | None] = reactive(None)
    """The key under the mouse."""
    _is_due = False

    def on_mount(self) -> None:
        """Follow what the screen's keys do."""
        self.screen.bindings_updated_signal.subscribe(self, self._follow)
        self._follow(self.screen)

    def _follow(self, _: Screen[object]) -> None:
        """Look once, however often the keys changed before the next refresh."""
        if not self._is_due:
            self._is_due = True
            self.call_after_refresh(self._look)

    def _look(self) -> None:
        self._is_due = False
        if self.is_attached:
            self.keys = tuple(shown_keys(self.screen))

    def placed(self) -> tuple[PlacedKey, ...]:
        """The keys that there is room for, with their places."""
        return place(self.keys, self.content_size.width)

    def render(self) -> RenderResult:
        """One row."""
        row = Content("")
        for placed in self.placed():
            row = row.pad_right(placed.start - row.cell_length) + self._drawn(placed.shown)
        return row

    def _drawn(self, shown: ShownKey) -> Content:
        ground = " on $block-cursor-background" if shown == self.pointed else ""
        faded = "" if shown.is_enabled else " dim"
        return Content.assemble(
            (shown.name, f"bold $footer-key-foreground{faded}{ground}"),
            (f" {shown.label}", f"$footer-description-foreground{faded}{ground}"),
        )

    def on_mouse_move(self, event: MouseMove) -> None:
        """Say what the key under the mouse does."""
        self.pointed = self._at(event)
        tip = self.pointed.tip if self.pointed else None
        if self.tooltip != tip:
            self.tooltip = tip

    def on_leave(self) -> None:
        """The mouse is elsewhere."""
        self.pointed = None

    def on_click(self, event: Click) -> None:
        """Do what the key does."""
        if shown := self._at(event):
            self.app.simulate_key(shown.key)

    def _at(self, event: MouseMove | Click) -> ShownKey | None:
        offset = event.get_content_offset(self)
        column = -1 if offset is None else offset.x
        return next((p.shown for p in self.placed() if p.holds(column)), None)


def place(keys: Sequence[ShownKey], width: int) -> tuple[PlacedKey, ...]:
    """The last key at the right end, the others from the left; what finds no room is left out."""
    if not keys:
        return ()
    *others, last = keys
    room = width - last.width - _TIGHT
    needed = sum(k.width + _ROOMY for k in others)
    gap = _ROOMY if needed <= room else _TIGHT
    found, start = [], 0
    for key in others:
        if start + key.width <= room:
            found.append(PlacedKey(key, start))
        start += key.width + gap
    return (*found, PlacedKey(last, max(0, width - last.width)))


def shown_keys(screen: Screen[object]) -> Iterator[ShownKey]:
    """What the keys of a screen do now, in the order in which the screen lists them; then the palette."""
    listed = [b.id for b in screen.BINDINGS if isinstance(b, Binding) and b.id]
    order = {id_: number for number, id_ in enumerate(listed)}
    active = screen.active_bindings
    told: dict[str, ShownKey] = {}
    for _, binding, is_enabled, tip in sorted(
        active.values(), key=lambda a: order.get(a.binding.id or "", len(order))
    ):
        if binding.show and binding.action not in told:
            told[binding.action] = _shown(binding, tip=tip, is_enabled=is_enabled)
    yield from told.values()
    if palette := active.get(screen.app.COMMAND_PALETTE_BINDING):
        yield _shown(palette.binding, tip=palette.tooltip, is_enabled=palette.enabled)


def _shown(binding: Binding, *, tip: str, is_enabled: bool) -> ShownKey:
    name = binding.key_display or key_name(binding.key, is_short=True)
    label = binding.description[:1].upper() + binding.description[1:]
    return ShownKey(binding.key, name, label, tip=tip, is_enabled=is_enabled)
