"""The keys of the screens, one table; those of the interview come from the registry of commands."""

from dataclasses import dataclass, replace

from textual.binding import Binding

from assistant.conversation.commands import COMMANDS


@dataclass(frozen=True)
class Key:
    """A key of a screen: what it does, and its short name in the footer."""

    id: str
    keys: str
    action: str
    label: str
    tip: str
    is_shown: bool = True
    shown_as: str | None = None
    is_first: bool = False
    """It is taken before the widget that has the focus sees it."""

    def bound(self) -> Binding:
        """The key as Textual wants it."""
        return Binding(
            self.keys,
            self.action,
            self.label,
            show=self.is_shown,
            priority=self.is_first,
            key_display=self.shown_as,
            tooltip=self.tip,
            id=self.id,
        )


EXPORT = Key("export", "ctrl+s", "export", "Export", "Write a report to a file")
EXPORT_HERE = replace(EXPORT, action="app.look('export')")
HOME = (
    Key("home.open", "enter", "open", "Open", "Open the assessment", is_first=True),
    Key("home.new", "n", "new", "New", "Begin a new assessment"),
    Key("home.first", "enter", "new", "New", "Begin the first assessment", is_shown=False, is_first=True),
    Key("home.again", "a", "new(True)", "Again", "Assess it again: what was said then waits for a yes"),
    Key("home.threats", "t", "threats", "Threats", "Which attacks are covered, in the chosen assessment"),
    Key("home.rename", "r", "rename", "Rename", "Give the assessment another name"),
    Key("home.delete", "d,delete", "delete", "Delete", "Delete the assessment; asks twice"),
    EXPORT,
    Key("home.help", "f1,question_mark", "app.commands_help", "Help", "All commands"),
    Key("home.quit", "q", "leave", "Quit", "Leave the program"),
)
PANE = Key("interview.pane", "f9", "toggle_pane", "Pane", "Progress beside the talk", is_first=True)
FILES = Key("interview.files", "ctrl+r", "choose_file", "File", "Choose a file or a folder as evidence",
            is_first=True)  # fmt: skip
STOP = Key("interview.stop", "escape", "stop", "Stop", "Stop what is being read; what was shown stays",
           is_shown=False)  # fmt: skip
SCROLL = (
    Key("interview.up", "pageup", "scroll(-1)", "Up", "The talk before", is_shown=False, is_first=True),
    Key("interview.down", "pagedown", "scroll(1)", "Down", "The talk after", is_shown=False, is_first=True),
)
SCROLL_PANE = (
    Key("interview.pane-up", "ctrl+up,alt+up", "scroll(-1, True)", "Up", "Progress before",
        is_shown=False, is_first=True),
    Key("interview.pane-down", "ctrl+down,alt+down", "scroll(1, True)", "Down", "Progress after",
        is_shown=False, is_first=True),
)  # fmt: skip
CLOSE = Key("close", "escape,q", "app.pop_screen", "Back", "Back to where you were")
RESULTS = (
    CLOSE,
    Key("results.why", "enter", "why", "Why", "How the figures of this practice came about", is_first=True),
    Key("results.view", "v,m", "next_view", "View", "Table, heat map, radar, exposure: the next of them"),
    Key("results.roadmap", "f5", "roadmap", "Roadmap", "What to do next"),
    Key(
        "results.threats", "t,f10", "app.look('threats')", "Threats", "Which attacks are covered, and by what"
    ),
    EXPORT_HERE,
)
ROADMAP = (
    CLOSE,
    Key("roadmap.more", "plus,equals_sign,right", "capacity(1)", "More", "More effort points a wave",
        is_shown=False),
    Key("roadmap.less", "minus,left", "capacity(-1)", "Less", "Fewer effort points a wave",
        is_shown=False),
    Key("roadmap.keep", "k", "keep", "Keep", "Keep this capacity for every front end", is_shown=False),
    Key("roadmap.detail", "enter", "why", "Why", "Why it stands here and what it must show",
        is_first=True),
    Key("roadmap.agree", "a", "agree", "Who", "Who does this step, by when, how far it is"),
    Key("roadmap.out", "x", "leave_out", "Out", "Leave this practice out, or take it back"),
    Key("roadmap.earlier", "less_than_sign,comma", "move(-1)", "Move", "Into an earlier wave, and why",
        shown_as="<>"),
    Key("roadmap.later", "greater_than_sign,full_stop", "move(1)", "Move", "Into a later wave, and why",
        is_shown=False),
    Key("roadmap.orders", "o", "orders", "Told", "What the roadmap was told; take it back"),
    Key("roadmap.suppose", "s", "suppose", "What if", "Suppose a level or a target; nothing is recorded"),
    Key("roadmap.truth", "t", "truth", "Real", "Back from what is supposed to what is so"),
    EXPORT_HERE,
)  # fmt: skip
THREATS = (
    CLOSE,
    Key("threats.detail", "enter", "detail", "Details", "What covers it; a case study step by step",
        is_first=True),
    Key("threats.list", "s", "other_list", "Other list", "Techniques or case studies"),
    Key("threats.filter", "f", "filter", "Filter", "All, not covered, used in incidents, without any answer"),
    Key("threats.next", "right", "group(1)", "Group", "The next tactic", is_first=True, shown_as="←→"),
    Key("threats.previous", "left", "group(-1)", "Group", "The one before", is_first=True, is_shown=False),
)  # fmt: skip
DRILL = (
    CLOSE,
    Key("drill.go", "enter", "go", "Go on", "To the practice, the case study or the technique",
        is_first=True),
    Key("drill.down", "pagedown,space", "scroll(1)", "Text", "Scroll the text", is_first=True,
        shown_as="PgUp/Dn"),
    Key("drill.up", "pageup", "scroll(-1)", "Text", "Scroll the text back", is_shown=False, is_first=True),
)  # fmt: skip
EXPLAIN = (
    Key("explain.close", "escape", "app.pop_screen", "Back", "Back to where you were"),
    Key("explain.find", "slash", "find", "Find", "Look for a practice or a word"),
    *(
        Key(
            f"explain.level-{n}",
            str(n),
            f"level({n})",
            "Level",
            f"What level {n} looks like",
            is_shown=n == 0,
            shown_as="0-3",
        )
        for n in range(4)
    ),
)
FILE_TREE = (
    Key("files.cancel", "escape", "cancel", "Cancel", "Take nothing"),
    Key("files.folder", "f", "take_folder", "Whole folder", "Take the folder with all that is in it"),
    Key("files.up", "left,backspace", "up", "Up", "Close the folder, or go to the one above"),
    Key("files.into", "right", "into", "Open", "Open the folder"),
)
EXPORTING = (
    Key("exporting.write", "ctrl+s", "write", "Write", "Write the file"),
    Key("exporting.close", "escape", "close", "Close", "Write nothing, or stop what is being written"),
)
FILED = (
    Key("filed.copy", "c", "copy", "Copy", "Copy the path to the clipboard"),
    Key("filed.close", "escape,enter,q", "app.pop_screen", "Close", "Back to where you were"),
)
PARKED = (CLOSE, Key("parked.copy", "c", "copy", "Copy", "Copy the list to the clipboard"))
APP = (
    Key("app.theme", "ctrl+t", "toggle_theme", "Theme", "Dark or light", is_shown=False, is_first=True),
    Key("app.quit", "ctrl+q", "quit", "Quit", "Leave; everything is kept", is_shown=False, is_first=True),
)
_SHORT = {
    "home": "Close",
    "help": "Help",
    "explain": "Explain",
    "results": "Results",
    "roadmap": "Roadmap",
    "threats": "Threats",
}
"""Commands in the footer of the interview, in its order; the last one only where there is room."""


def bound(keys: tuple[Key, ...]) -> list[Binding]:
    """The keys of a screen as Textual wants them."""
    return [key.bound() for key in keys]


def command_keys() -> list[Binding]:
    """The keys of the registry; each submits its command."""
    return [
        Key(
            f"command.{command.name}",
            command.key,
            f"command('{command.name}')",
            _SHORT.get(command.name, command.name.capitalize()),
            command.summary,
            is_shown=command.name in _SHORT,
            is_first=True,
        ).bound()
        for command in COMMANDS
        if command.key and command.name != "quit"
    ]


def interview_keys() -> list[Binding]:
    """The keys of the interview in the order of its footer; those that are not in it come last."""
    shown = {binding.id: binding for binding in command_keys()}
    *first, last = (shown.pop(f"command.{name}") for name in _SHORT)
    return [*first, *bound((FILES, PANE)), last, *shown.values(), *bound((STOP, *SCROLL, *SCROLL_PANE))]
