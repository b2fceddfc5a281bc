"""Whether there is a terminal for the assistant."""

import os
import sys

from model.errors import InputError


def require_terminal() -> None:
    """InputError where nobody could type or see: Textual takes keys from one file and paints on another.

    Where it is told to use a driver of another kind, it needs neither.
    """
    held = all(file is not None and file.isatty() for file in (sys.__stdin__, sys.__stderr__))
    if not (held or "TEXTUAL_DRIVER" in os.environ):
        from assistant.cli.output import fault  # the conversation, which the first paint does not wait for

        raise fault(InputError, "error.no-terminal")
