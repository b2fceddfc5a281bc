"""Files as evidence: how a path is typed, dropped and completed, and which files can be read."""

import re
import shlex
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fnmatch import translate
from itertools import islice
from os import DirEntry, scandir
from pathlib import Path
from urllib.parse import unquote

from assistant.conversation.commands import BY_NAME

ENDINGS = (
    "md", "markdown", "mdx", "rst", "txt", "text", "log", "adoc", "html", "htm", "pdf", "docx", "pptx",
    "xlsx", "csv", "tsv", "json", "jsonl", "sarif", "xml", "yaml", "yml", "dvc", "ipynb", "eml", "zip",
    "py", "sh", "toml", "cfg", "ini", "tf", "rego", "lock", "gradle", "dockerfile", "mod",
)  # fmt: skip
"""Endings of files that can be read; a test holds them against the readers."""
NAMES = (
    "readme", "security", "license", "dockerfile*", "containerfile", "makefile", "jenkinsfile*",
    "codeowners", "pipfile", "mlproject", ".gitattributes", ".dockerignore",
)  # fmt: skip
"""Patterns of names that can be read whatever the ending; a test holds them against the readers."""
MOST_OFFERED = 50
"""Entries of a folder that are offered at once."""
MOST_SCANNED = 50_000
"""Entries of a folder that are looked at."""
LONGEST = 1024
"""Characters of a path."""
_ENDS = tuple(f".{ending}" for ending in ENDINGS)
_NAMED = re.compile("|".join(translate(name) for name in NAMES))
_HIDDEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]|\A\s|\s\Z"
)
_TYPED = re.compile(r"(?P<command>/evidence[ \t]+)(?P<path>.{0,1024})", re.IGNORECASE)


@dataclass(frozen=True)
class TypedPath:
    """A path as far as it was typed."""

    start: str
    """The text up to the last slash, with the command before it."""
    folder: Path
    """Where to look."""
    name: str
    """The beginning of a name in it; empty right after a slash."""
    is_given: bool
    """Something was typed after the command."""


def is_readable(name: str) -> bool:
    """Whether a file of this name can be evidence."""
    folded = name.casefold()
    return folded.endswith(_ENDS) or _NAMED.fullmatch(folded) is not None


def can_be_typed(name: str) -> bool:
    """Whether a name has nothing hidden in it, so that it can be shown and sent as it is."""
    return _HIDDEN.search(name) is None


def typed_path(text: str) -> TypedPath | None:
    """The path that a text begins to name; None for any other text."""
    match = _TYPED.fullmatch(text)
    return begun_path(match["path"], command=match["command"]) if match else None


def begun_path(path: str, *, command: str = "") -> TypedPath | None:
    """A path as far as it was typed, after `command`; None where it leads nowhere."""
    bare = path.lstrip("'\"").removeprefix("file://").replace("\\ ", " ")
    start, slash, name = ("~", "/", "") if bare == "~" else bare.rpartition("/")
    try:
        folder = Path(start + slash or ".").expanduser()
    except RuntimeError:
        return None
    return TypedPath(f"{command}{start}{slash}", folder, name, is_given=bool(bare))


def entries_of(folder: Path, *, is_stopped: Callable[[], bool] = lambda: False) -> tuple[str, ...]:
    """The names of folders, each with a slash, then of readable files; none where one cannot look.

    Strings and nothing else, because there may be very many.
    """
    try:
        with scandir(folder) as found:
            names = [
                name for each in islice(found, MOST_SCANNED) if not is_stopped() and (name := _name(each))
            ]
    except (OSError, ValueError):
        return ()
    folders, files = (
        sorted((n for n in names if n.endswith("/") is is_folder), key=_key) for is_folder in (True, False)
    )
    return (*folders, *files)


def fitting(names: Sequence[str], begun: str) -> tuple[str, ...]:
    """The names that begin so, at most fifty; none once a file is named in full."""
    if begun in names:
        return ()
    wanted, shows_hidden = _key(begun), begun.startswith(".")
    found = (n for n in names if _key(n).startswith(wanted) and (shows_hidden or n[0] != "."))
    return tuple(islice(found, MOST_OFFERED))


def evidence_command(path: Path, *, is_folder: bool) -> str:
    """The command that reads a path."""
    return f"/evidence {path}/" if is_folder and path.name else f"/evidence {path}"


def dropped(text: str) -> str | None:
    """The command for a path that was dropped into the terminal; None where a paste is anything else."""
    words = text.strip()
    head = words[1:].split(maxsplit=1)[:1]
    if not 1 < len(words) <= 3 * LONGEST or (words[0] == "/" and head and head[0].lower() in BY_NAME):
        return None
    for path in _meant(words):
        if len(path) <= LONGEST and can_be_typed(path) and (found := _there(path)):
            return evidence_command(found, is_folder=found.is_dir())
    return None


def _meant(words: str) -> Iterable[str]:
    """What terminals may mean by a dropped path: as it is, a link, or quoted as for a shell."""
    if words.startswith("file://"):
        yield unquote("/" + words.removeprefix("file://").partition("/")[2])
        return
    yield words
    try:
        quoted = shlex.split(words)
    except ValueError:
        return
    if len(quoted) == 1:
        yield quoted[0]


def _there(path: str) -> Path | None:
    """A whole path, where there is something at it."""
    try:
        found = Path(path).expanduser()
        is_there = found.is_absolute() and bool(found.name) and found.exists()
    except (OSError, RuntimeError, ValueError):
        return None
    return found if is_there else None


def _name(found: "DirEntry[str]") -> str:
    """The name of a folder or of a readable file; empty for anything else, and for what nobody can type."""
    try:
        if not can_be_typed(found.name):
            return ""
        if found.is_dir():
            return f"{found.name}/"
        return found.name if is_readable(found.name) and found.is_file() else ""
    except OSError:
        return ""


def _key(name: str) -> str:
    return name.casefold() if name.isascii() else unicodedata.normalize("NFC", name).casefold()
