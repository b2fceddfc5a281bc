"""The command palette, fed by the registry of commands."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Protocol, runtime_checkable

from textual.binding import Binding
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.screen import Screen

from assistant.conversation.commands import COMMANDS, Command


@runtime_checkable
class TakesCommands(Protocol):
    """A screen to which commands can be given."""

    def action_command(self, name: str) -> None:
        """Do the command, or begin it in the composer where it needs words."""
        ...


class CommandProvider(Provider):
    """The commands of the interview, and the program's own."""

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for name, command, run in self._offers():
            yield DiscoveryHit(name, run, help=command)

    async def search(self, query: str) -> Hits:
        """Those that fit the query."""
        matcher = self.matcher(query)
        for name, summary, run in self._offers():
            score = max(matcher.match(name), matcher.match(summary) * 0.8)
            if score > 0:
                yield Hit(score, matcher.highlight(name), run, help=summary)

    def _offers(self) -> Iterator[tuple[str, str, Callable[[], object]]]:
        taker = next((s for s in reversed(self.app.screen_stack) if isinstance(s, TakesCommands)), None)
        for command in COMMANDS:
            if taker is not None:
                yield _title(command), command.summary, partial(taker.action_command, command.name)
        for label, tip, action in keys_of(self.screen):
            yield label, tip, partial(self._run_here, action)
        for name, summary, action in _OWN:
            yield name, summary, partial(self._run, action)

    def _run_here(self, action: str) -> None:
        self.app.call_later(self.screen.run_action, action)

    def _run(self, action: str) -> None:
        self.app.call_later(self.app.run_action, action)


_OWN = (
    ("theme", "Dark or light", "app.toggle_theme"),
    ("commands", "All commands and keys", "app.commands_help"),
    ("leave", "Leave the program; everything is kept", "app.quit"),
)


def keys_of(screen: Screen[object]) -> Iterator[tuple[str, str, str]]:
    """What the keys in a screen's footer do, but for those that are commands and the one that leaves it."""
    for binding in screen.BINDINGS:
        if not isinstance(binding, Binding) or (binding.id or "").startswith("command."):
            continue
        if binding.show and binding.tooltip and binding.action != "app.pop_screen":
            yield binding.description.lower(), binding.tooltip, binding.action


def _title(command: Command) -> str:
    return f"/{command.name} {command.argument}".rstrip()
