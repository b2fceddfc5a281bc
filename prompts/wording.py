"""Every sentence of the product, loaded by name from the YAML files beside this module."""

from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

FOLDER = Path(__file__).parent


class Wording:
    """Templates by dotted name; the first part is the file that holds them."""

    def __init__(self, templates: dict[str, str]) -> None:
        self.templates = MappingProxyType(templates)

    def say(self, name: str, /, **values: Any) -> str:
        """The sentence `name` with its placeholders filled; KeyError when there is none."""
        return self.templates[name].format(**values)


def _flatten(prefix: str, node: Any) -> dict[str, str]:
    if isinstance(node, dict):
        return {k: v for key, child in node.items() for k, v in _flatten(f"{prefix}.{key}", child).items()}
    return {prefix: str(node).strip()}


@cache
def load_wording(folder: Path = FOLDER) -> Wording:
    """All templates of a folder, read once."""
    import yaml  # 20 ms that `--help` does not need

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    templates: dict[str, str] = {}
    for path in sorted(folder.glob("*.yaml")):
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - a safe loader
        templates |= _flatten(path.stem, content)
    return Wording(templates)
