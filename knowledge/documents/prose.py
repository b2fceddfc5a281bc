"""Text, Markdown and reStructuredText: paragraphs, items and rows, with line and headings."""

import re
from collections.abc import Iterator

from knowledge.documents.rules import hides, told_by
from knowledge.documents.writing import LONGEST_PLACE, Writing

HEADING = re.compile(r"^(#{1,6})\s+(\S.*)$")
_RULE = re.compile(r"^([=\-~^\"'`*+#])\1{2,}\s*$")
_ITEM = re.compile(r"^\s*(?:(?:[-*+•]|\d{1,3}[.)])\s|\||[\[(]?\d{4}-\d\d-\d\d\b)")
"""A bullet, a number, a table row, or a dated line."""
_WAVES = re.compile(r"~{4,}\s*")
"""What underlines a heading, or begins code where there is none above it."""
_FENCE = re.compile(r"^\s*(```|~~~)")
_ASIDE = re.compile(
    r"(?P<code>^[ \t]*+(?P<mark>```++|~~~++)[^\n]*+\n.*?(?:^[ \t]*+(?P=mark)|\Z)|`[^`\n]++`)"
    r"|<!--(?P<comment>.*?)(?:-->|\Z)"
    r"|<(?P<tag>[a-z][a-z0-9]{0,10})(?=\s)(?P<about>[^<>]{0,300}+)>"
    r"|^[ \t]*+\[[^\]\n]++\]:[ \t]*+\S*+[ \t]*+(?P<title>[\"'(][^\n]*+)?$"
    r"|!\[(?P<alt>(?:[^\[\]\n\\]|\\.){0,500}+)\](?:\((?P<source>[^()\n]{0,500}+)\)|\[[^\[\]\n]{0,100}+\])?"
    r"|(?P<before>\]\([^\s()\"'<>]{0,500}+)\s{1,9}+(?P<tip>\"[^\"\n]{0,500}+\"|'[^'\n]{0,500}+')\s{0,9}+(?=\))",
    re.DOTALL | re.MULTILINE | re.IGNORECASE,
)
"""Code, which stays as it is; comments, which may never end; tags, which may hide what is between them;
definitions of links, whose titles nobody sees; pictures, whose words are shown only where the picture is not;
and their titles and those of links, which are shown to whoever points at them.

Nothing is tried twice: a line of a hundred thousand marks costs no more than one of words.
"""
_COMMENT = re.compile(r"\s*+\.\.(?:\s++(?!_|\[|\||[\w.+-]{1,60}+(?::[\w.+-]{1,60}+)*+::)\S|\s*+$)")
"""Two points before what is neither a target, a note, a substitution nor a directive."""
_ADMONITION = re.compile(
    r"(\s*+)\.\. (?:note|tip|hint|important|warning|caution|danger|attention|error|seealso)::[ \t]?"
)
"""What stands before words that are set off, and is not shown."""
_UNDER = re.compile(r"([=\-~^\"'`*+#:.])\1{2,}\s*")
_ALT = re.compile(r"\s++:alt:")
_DEEPEST = 6
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
RARE = 2000
"""With less than one odd byte in so many, a file is UTF-8 all the same."""
LEAST_TO_GUESS = 60
"""Bytes from which on a guess of the encoding is worth more than the commonest."""

LOOKED_AT = 2000
"""Bytes that tell whether each character has two."""

Block = tuple[int, str, bool]
"""A line number from 1, the words from there on, and whether they are code."""


def decode(content: bytes, writing: Writing) -> str:
    """The text of the bytes; UTF-8 unless they are not, and then a guess that is said to be one."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    if wide := _wide(content[:LOOKED_AT]):
        writing.remark("encoding", encoding=wide)
        return content.decode(wide, errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        odd = content[max(0, error.start - 2000) : error.start + 100_000]
    lost = len(content) - len(content.decode("utf-8", errors="ignore").encode())
    if lost <= len(content) // RARE:
        writing.remark("encoding", encoding="utf-8")
        return content.decode("utf-8", errors="replace")
    from charset_normalizer import from_bytes  # 30 ms that only odd files pay

    guesses = list(from_bytes(odd)) if len(odd) >= LEAST_TO_GUESS else []
    good = [g.encoding for g in guesses if (g.chaos, g.coherence) == (guesses[0].chaos, guesses[0].coherence)]
    encoding = "cp1252" if not good or {"ascii", "cp1252"} & set(good) else good[0]
    writing.remark("encoding", encoding=encoding)
    return content.decode(encoding, errors="replace")


def _wide(sample: bytes) -> str:
    """UTF-16 without its mark, by the zeros at every other byte; empty for anything else."""
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros, others = sample[first::2].count(0), sample[1 - first :: 2].count(0)
        if others == 0 and zeros > len(sample) // 4:
            return encoding
    return ""


def read_prose(content: bytes, writing: Writing) -> None:
    """Paragraphs by empty lines, items, dated lines and table rows alone."""
    _write(decode(content, writing), writing)


def read_restructured(content: bytes, writing: Writing) -> None:
    """Prose with comments and words in place of pictures set aside as hidden."""
    seen: list[str] = []
    hidden: list[tuple[int, str]] = []
    depth = -1
    for number, line in enumerate(decode(content, writing).splitlines(), 1):
        indent = len(line) - len(line.lstrip())
        depth = depth if depth >= 0 and (not line.strip() or indent > depth) else -1
        if depth < 0 and _COMMENT.match(line):
            depth = indent
        is_aside = depth >= 0 or bool(_ALT.match(line))
        seen.append("" if is_aside else _ADMONITION.sub(r"\1", line, count=1))
        hidden += [(number, line.strip())] if is_aside and line.strip() else []
    _write("\n".join(seen), writing)
    for number, words in hidden:
        writing.add(words, f"line {number}, comment", is_hidden=True)


def read_source(content: bytes, writing: Writing) -> None:
    """Code, settings and lists: a passage a line."""
    for number, line in enumerate(decode(content, writing).splitlines(), 1):
        writing.add(line, f"line {number}")


def read_markdown(content: bytes, writing: Writing) -> None:
    """The same with comments, titles and words in place of pictures set aside as hidden, but not in code."""
    text = decode(content, writing)
    seen: list[str] = []
    hidden: list[str] = []
    done = 0
    while match := _ASIDE.search(text, done):
        end, words = _aside(text, match)
        seen.append(text[done : match.start()])
        seen.append(_left_of(match, end) if words is not None else match[0])
        hidden += [words] if words is not None else []
        done = end
    _write("".join([*seen, text[done:]]), writing)
    for words in hidden:
        writing.add(words, "comment", is_hidden=True)


def _left_of(match: re.Match[str], end: int) -> str:
    """What stays of an aside: its lines, the link whose title it is, nothing of a picture."""
    return match["before"] or "\n" * match.string.count("\n", match.start(), end)


def _aside(text: str, match: re.Match[str]) -> tuple[int, str | None]:
    """Where an aside ends, and its words where nobody sees them; None for what is seen all the same."""
    if match["code"] is not None:
        return match.end(), None
    if match["tag"] is None:
        return match.end(), _said_aside(match)
    if not hides(match["tag"], match["about"]):
        told = told_by(match["about"])
        return match.end(), told or None
    depth = 1
    ends = re.compile(rf"<(/?){match['tag']}\b[^<>]{{0,300}}>?", re.IGNORECASE)
    for mark in ends.finditer(text, match.end()):
        depth += -1 if mark[1] else 1
        if depth == 0:
            return mark.end(), text[match.end() : mark.start()]
    return len(text), text[match.end() :]


def _said_aside(match: re.Match[str]) -> str:
    """The words of a comment, a title or a picture."""
    return " ".join(match[name] for name in ("comment", "title", "alt", "source", "tip") if match[name])


def _write(text: str, writing: Writing) -> None:
    path: list[str] = []
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for line, words, is_code in _blocks(_headed(lines)):
        heading = None if is_code else HEADING.match(words)
        if heading:
            depth = len(heading[1])
            path = [*path[: depth - 1], heading[2].rstrip("# ")][:_DEEPEST]
        writing.add(words, place(f"line {line}", path if not heading else path[:-1]))


def _headed(lines: list[str]) -> list[str]:
    """The same with a mark before each heading that is underlined; the first kind of line is the highest."""
    found, levels = list(lines), list[tuple[str, bool]]()
    for number in range(len(lines) - 1):
        line, under, before = lines[number], lines[number + 1], lines[number - 1] if number else ""
        mark = _UNDER.fullmatch(under)
        is_over = bool(before.strip()) and before.strip() == under.strip()
        is_alone = is_over or not before.strip()
        if mark is None or not is_alone or not line.strip() or HEADING.match(line) or _UNDER.fullmatch(line):
            continue
        if len(under.rstrip()) < len(line.rstrip()) or (line[0].isspace() and not is_over):
            continue
        if (mark[1], is_over) not in levels:
            levels.append((mark[1], is_over))
        found[number] = f"{'#' * min(6, 1 + levels.index((mark[1], is_over)))} {line.strip()}"
    return found


def place(locator: str, path: list[str]) -> str:
    """A locator with the headings above it."""
    names = " > ".join(" ".join(name[:LONGEST_PLACE].split())[:80] for name in path if name.strip())
    return f"{locator}, {names}" if names else locator


def _blocks(lines: list[str]) -> Iterator[Block]:
    held: list[str] = []
    first, is_code = 1, False
    for number, raw in enumerate(lines, 1):
        is_under = _WAVES.fullmatch(raw) and not is_code and number > 1 and HEADING.match(lines[number - 2])
        was_code, is_mark = is_code, bool(_FENCE.match(raw) and not is_under)
        is_code ^= is_mark
        alone = bool(HEADING.match(raw)) and not is_code
        if held and (not raw.strip() or is_mark or alone or _ITEM.match(raw) or is_code):
            yield first, " ".join(held), was_code
            held = []
        if not raw.strip() or is_mark or (_RULE.match(raw) and not is_code):
            continue
        if not held:
            first = number
        held.append(raw.strip())
        if alone:
            yield first, held.pop(), False
    if held:
        yield first, " ".join(held), is_code
