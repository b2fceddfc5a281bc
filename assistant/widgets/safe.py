"""Text of users as something that can be drawn: no markup, no escapes, nothing hidden."""

from textual.content import Content

_SEEN: dict[int, int] = {code: 0x2400 + code for code in range(0x20) if code != 0x0A} | {
    0x7F: 0x2421,
    0x09: 0x20,
}
_HIDDEN: dict[int, int] = dict.fromkeys(
    [*range(0x80, 0xA0), 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF], 0xFFFD
)
_TABLE = {**_SEEN, **_HIDDEN}


def safe(text: str) -> str:
    """The text with control and direction characters made visible; lines stay lines."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_TABLE)


def plain(text: str, style: str = "") -> Content:
    """The text as it is, in one style; brackets stay brackets."""
    return Content.styled(safe(text), style) if style else Content(safe(text))
