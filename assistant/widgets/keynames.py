"""Keys as people write them."""

from textual.keys import format_key

_NAMES = {
    "escape": "Esc",
    "enter": "⏎",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "delete": "Del",
    "space": "Space",
}


def key_name(key: str, *, is_short: bool = False) -> str:
    """'Ctrl+S' for Textual's 'ctrl+s', '^S' where there is little room; letters keep their case."""
    *held, last = key.split("+")
    name = _NAMES.get(last) or format_key(last)
    if held or (name[0] == "f" and name[1:].isdigit()):
        name = name.capitalize()
    if is_short and held == ["ctrl"]:
        return f"^{name}"
    return "+".join([*(h.capitalize() for h in held), name])
