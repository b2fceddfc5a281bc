"""What screens and widgets say, by name."""

from typing import Any

from prompts.wording import load_wording


def say(name: str, /, **values: Any) -> str:
    """A sentence of the screens."""
    part = "screens.home" if name.startswith("home.") else "screens"
    return load_wording(part=part).say(f"screens.{name}", **values)
