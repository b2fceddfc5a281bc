"""The command palette, fed by the registry of commands."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Protocol, runtime_checkable

from textual.command import DiscoveryHit, Hit, Hits, Provider

from assistant.conversation.commands import BY_NAME, COMMANDS, Command


@runtime_checkable
class TakesCommands(Protocol):
    """A screen to which commands can be given."""

    def action_command(self, name: str) -> None:
        """Do the command, or begin it in the composer where it needs words."""
        ...


@runtime_checkable
class Exports(Protocol):
    """A screen that can write a report."""

    def action_export(self) -> None:
        """Ask for format and place."""
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
        if taker is None and isinstance(self.screen, Exports):
            yield "export", BY_NAME["export"].summary, partial(self.app.call_later, self.screen.action_export)
        for name, summary, action in _OWN:
            yield name, summary, partial(self._run, action)

    def _run(self, action: str) -> None:
        self.app.call_later(self.app.run_action, action)


_OWN = (
    ("theme", "Dark or light", "app.toggle_theme"),
    ("commands", "All commands and keys", "app.commands_help"),
    ("leave", "Leave the program; everything is kept", "app.quit"),
)


def _title(command: Command) -> str:
    return f"/{command.name} {command.argument}".rstrip()
