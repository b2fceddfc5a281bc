"""Data files read strictly: each fault names the file and the key, in one line."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from model.errors import CatalogueError, InputError

if TYPE_CHECKING:
    import yaml  # 20 ms, as above

MOST_BYTES = 1024 * 1024
MOST_NESTED = 16
_TAGS = "tag:yaml.org,2002:"
_DIGITS = re.compile(r"-?(0|[1-9][0-9]*)")
_Read = Callable[[Any, tuple[str, ...]], str | int | bool | None]


class _Fault(Exception):
    """What is wrong, and under which dotted key."""

    def __init__(self, key: str, what: str, *, do: str) -> None:
        super().__init__(what)
        self.key, self.what, self.do = key, what, do


def read_yaml(path: Path, *, name: str, error: type[InputError] = CatalogueError) -> Any:
    """The plain values in a file; `name` is what the file is called in messages."""
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except OSError as cause:
        raise error(
            f"{name}: cannot be read ({cause.strerror})", "Put the file back or reinstall."
        ) from cause
    if len(raw) > MOST_BYTES:
        raise error(f"{name}: larger than {MOST_BYTES // 1024} KiB", "Split it; data files are small.")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as cause:
        raise error(f"{name}: not UTF-8 at byte {cause.start}", "Save the file as UTF-8.") from cause
    return parse_yaml(text, name=name, error=error)


def parse_yaml(
    text: str, *, name: str, error: type[InputError] = CatalogueError, is_plain: bool = False
) -> Any:
    """The plain values in a text: mappings, lists, strings, whole numbers, booleans and null.

    With `is_plain` every scalar but null is a string: for files that others made, dates and all.
    """
    import yaml  # 20 ms that --help does not need

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
    try:
        return _document(loader, is_plain=is_plain)
    except _Fault as fault:
        raise error(f"{name}: {fault.key}{': ' if fault.key else ''}{fault.what}", fault.do) from fault
    except yaml.MarkedYAMLError as cause:
        line = cause.problem_mark.line + 1 if cause.problem_mark else 1
        raise error(f"{name}: line {line}: {cause.problem or 'not YAML'}", "Correct the YAML.") from cause
    except (yaml.YAMLError, ValueError) as cause:
        raise error(f"{name}: {str(cause).splitlines()[0]}", "Correct the YAML.") from cause
    finally:
        loader.dispose()


def _document(loader: Any, *, is_plain: bool) -> Any:
    """The only document of the stream; built from events, so nesting cannot exhaust the C stack."""
    import yaml  # 20 ms, as above

    events = iter(loader.get_event, None)
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            break
    else:
        raise _Fault("", "the file is empty", do="Put the file back or reinstall.")
    read = _plain if is_plain else _scalar
    value = _value(next(events), events, read=lambda event, path: read(event, loader, path=path), path=())
    next(events)
    if not isinstance(next(events), yaml.StreamEndEvent):
        raise _Fault("", "more than one document", do="Keep what is before the second '---'.")
    return value


def _value(event: "yaml.Event", events: Iterator[Any], *, read: _Read, path: tuple[str, ...]) -> Any:
    import yaml  # 20 ms, as above

    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise _Fault(
            ".".join(path), "anchors and aliases are not allowed", do="Write the text out where it is used."
        )
    if len(path) > MOST_NESTED:
        raise _Fault(".".join(path[:3]), f"nested deeper than {MOST_NESTED}", do="Make it flatter.")
    if isinstance(event, yaml.MappingStartEvent):
        return _mapping(events, read, path=path)
    if isinstance(event, yaml.SequenceStartEvent):
        items = enumerate(_until(yaml.SequenceEndEvent, events))
        return [_value(item, events, read=read, path=(*path, str(number))) for number, item in items]
    return read(event, path)


def _until(end: type, events: Iterator[Any]) -> Iterator[Any]:
    for event in events:
        if isinstance(event, end):
            return
        yield event


def _mapping(events: Iterator[Any], read: _Read, *, path: tuple[str, ...]) -> dict[str, Any]:
    import yaml  # 20 ms, as above

    mapping: dict[str, Any] = {}
    for event in _until(yaml.MappingEndEvent, events):
        key = read(event, path) if isinstance(event, yaml.ScalarEvent) else None
        if not isinstance(key, str):
            raise _Fault(".".join(path), "a key is not a text", do="Write keys as words, numbers in quotes.")
        if key in mapping:
            raise _Fault(".".join((*path, key)), "the key is there twice", do="Keep one of the two.")
        mapping[key] = _value(next(events), events, read=read, path=(*path, key))
    return mapping


def _plain(event: Any, loader: Any, *, path: tuple[str, ...]) -> str | None:
    import yaml  # 20 ms, as above

    text = str(event.value)
    is_null = event.implicit[0] and loader.resolve(yaml.ScalarNode, text, event.implicit) == f"{_TAGS}null"
    return None if is_null else text


def _scalar(event: Any, loader: Any, *, path: tuple[str, ...]) -> str | int | bool | None:
    import yaml  # 20 ms, as above

    text = str(event.value)
    kind = str(event.tag or loader.resolve(yaml.ScalarNode, text, event.implicit)).removeprefix(_TAGS)
    if event.tag is None and kind == "str":
        return text
    if event.tag is None and kind == "null":
        return None
    if event.tag is None and kind == "bool":
        return text.lower() in ("yes", "true", "on")
    if event.tag is None and kind == "int" and _DIGITS.fullmatch(text):
        return int(text)
    raise _Fault(".".join(path), f"{text[:40]!r} is read as {kind}", do="Put the value in quotes.")
