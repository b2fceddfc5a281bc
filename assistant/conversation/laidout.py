"""Lists and tables as people paste them, and slips of the keyboard, made plain sentences."""

import re
from collections.abc import Sequence

_WORDS = (
    "trained", "retrained", "bought", "predicts", "forecasts", "detects", "classifier", "generative",
    "internal", "public", "ourselves", "vendor", "which", "assistant", "chatbot", "licensed", "hosted",
    "supplier", "predictive", "agentic", "personal", "regulated",
)  # fmt: skip
_WORD = re.compile(r"(?<![\w-])[a-z]{4,12}(?![\w-])")


def _slips(word: str) -> set[str]:
    """One letter left out, one typed twice, or two in the wrong order; the first letter stays."""
    inner = range(1, len(word))
    missing = {word[:n] + word[n + 1 :] for n in inner if n < len(word) - 1}
    doubled = {word[:n] + word[n - 1] + word[n:] for n in inner}
    turned = {word[:n] + word[n + 1] + word[n] + word[n + 2 :] for n in inner if n + 1 < len(word)}
    return missing | doubled | turned


_MEANT = {slip: word for word in _WORDS for slip in _slips(word) if slip not in _WORDS}


_ROW = re.compile(r"\s*\|(?P<cells>.*)\|\s*")
_RULE = re.compile(r"[\s|:=+-]*-[\s|:=+-]*")
_BULLETED = re.compile(r"\s*(?:\d{1,2}[.)]|[-•*–])\s+\S")
_INLINE = re.compile(r"\s+(?=\d{1,2}[.)]\s+[^\W\d])")
"""'1) photo 2) eta' in one line."""
_IS_SIGN = re.compile(r"\s*(?:[-=]>|→|(?<=\s)=(?=\s))\s*")


def plain(text: str) -> str:
    """A line for each thing of a list or table, its parts joined as in a sentence; slips mended.

    Capitals stay, and so does what is no list, table or slip.
    """
    numbered = _INLINE.sub("\n", text) if text.lstrip().startswith("1") else text
    rows = "\n".join(_joined(_untabled(numbered.splitlines())))
    return _WORD.sub(lambda m: _MEANT.get(m[0], m[0]), _IS_SIGN.sub(": ", rows))


def _untabled(lines: Sequence[str]) -> list[str]:
    """'| eta | ours |' as 'eta: ours'; what stands above the rule of a table are its headings."""
    kept: list[str] = []
    for raw in lines:
        if "|" in raw and _RULE.fullmatch(raw):
            kept = kept[:-1]
            continue
        row = _ROW.fullmatch(raw)
        cells = [
            c.strip() for c in (row["cells"].split("|") if row else raw.strip().split("\t")) if c.strip()
        ]
        kept.append(f"{cells[0]}: {', '.join(cells[1:])}" if len(cells) > 1 else raw)
    return kept


def _joined(lines: Sequence[str]) -> list[str]:
    """A line that goes on below its bullet, or further in, belongs to it."""
    kept: list[str] = []
    is_bulleted = bool(lines) and bool(_BULLETED.match(lines[0]))
    for raw in lines:
        is_item = bool(_BULLETED.match(raw))
        is_below = raw.startswith(("  ", "\t")) and not (kept and kept[-1].rstrip().endswith(":") and is_item)
        if kept and raw.strip() and (is_below or (is_bulleted and not is_item)):
            kept[-1] += f"{', ' if ':' in kept[-1] else ': '}{raw.strip(' -•*–')}"
        else:
            kept.append(raw)
    return kept
