"""Every sentence of the product, loaded by name from the YAML files beside this module; home's from JSON.

A translation is a folder with the same file names, `$MLSMM_CATALOGUE/wording`; what it lacks stays English.
"""

import json
import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from string import Formatter
from types import MappingProxyType
from typing import Any

FOLDER = Path(__file__).parent
TRANSLATION = "wording"
"""The folder of translated sentences in an organisation's own catalogue."""


class Wording:
    """Templates by dotted name; the first part is the file that holds them."""

    def __init__(self, templates: Mapping[str, str]) -> None:
        self.templates = MappingProxyType(dict(templates))

    def say(self, name: str, /, **values: Any) -> str:
        """The sentence `name` with its placeholders filled; KeyError when there is none."""
        return self.templates[name].format(**values)


@cache
def load_wording(folder: Path = FOLDER, *, part: str = "*") -> Wording:
    """All templates of a folder, or of one file in it, read once, under the translation if one is named.

    Of a translation counts what fits, whichever of its files holds it. The first paint needs one file of
    several, and pays for no more: it is JSON, as YAML alone takes 20 ms to load.
    """
    ours = read_templates(folder, part=part)
    own = os.environ.get("MLSMM_CATALOGUE", "").strip()
    if not own or folder != FOLDER:
        return Wording(ours)
    theirs = read_templates(
        Path(own).expanduser() / TRANSLATION, part=f"{part.partition('.')[0].rstrip('*')}*"
    )
    return Wording(
        {**ours, **{name: text for name, text in theirs.items() if not misfit(name, text, ours=ours)}}
    )


def misfit(name: str, text: str, *, ours: Mapping[str, str]) -> str:
    """Why a translated sentence cannot stand in for ours; empty where it can."""
    if name not in ours:
        return "is no sentence of ours"
    try:
        wanted, found = placeholders(ours[name]), placeholders(text)
    except ValueError as cause:
        return f"is no template ({cause})"
    return "" if found <= wanted else f"has {', '.join(sorted(found - wanted))}, which nobody fills"


def placeholders(text: str) -> set[str]:
    """The names in braces."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def read_templates(folder: Path, *, part: str = "*") -> dict[str, str]:
    """The sentences of every file in a folder, or of one; nothing where there is no folder."""
    templates: dict[str, str] = {}
    for ending, read in ((".json", json.loads), (".yaml", _read_yaml)):
        for path in sorted(folder.glob(f"{part}{ending}")):
            templates |= _flatten(path.stem, read(path.read_text(encoding="utf-8")))
    return templates


def _read_yaml(text: str) -> Any:
    import yaml  # 20 ms that neither `--help` nor the first paint needs

    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - a safe loader


def _flatten(prefix: str, node: Any) -> dict[str, str]:
    if isinstance(node, dict):
        return {k: v for key, child in node.items() for k, v in _flatten(f"{prefix}.{key}", child).items()}
    return {prefix: str(node).strip()}
