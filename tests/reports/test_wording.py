"""Every sentence of a report is in prompts/report.yaml, with exactly the placeholders that the code fills."""

from pathlib import Path

import assistant.reports
from prompts.wording import load_wording
from tests.conversation.test_wording import Call, calls, placeholders

TEMPLATES = {
    name.removeprefix("report."): placeholders(text)
    for name, text in load_wording().templates.items()
    if name.startswith("report.")
}
FOUND: tuple[Call, ...] = tuple(call for call in calls(Path(assistant.reports.__path__[0])) if call.names)


def test_calls_are_found() -> None:
    """The scan sees what it is for."""
    assert len(FOUND) > 80
    assert {n for c in FOUND for n in c.names} >= {"executive.means", "rule.*", "yes"}


def test_placeholders_are_what_the_code_fills() -> None:
    """No placeholder is left empty, none is filled in vain."""
    for call in FOUND:
        for name in call.names:
            matching = [t for t in TEMPLATES if t == name or (name.endswith("*") and t.startswith(name[:-1]))]
            assert matching, f"{call.where} says {name}, and there is none"
            assert any(call.fills == TEMPLATES[t] for t in matching), f"{call.where}: {name}"


def test_what_is_put_together_is_filled_too() -> None:
    """Each sentence of a family has a call that fills exactly its placeholders."""
    exact = {n for c in FOUND for n in c.names}
    for name, needs in TEMPLATES.items():
        if name not in exact:
            assert needs in [
                c.fills for c in FOUND for n in c.names if n.endswith("*") and name.startswith(n[:-1])
            ]


def test_no_sentence_is_left_over() -> None:
    """Every one is said somewhere."""
    exact = {n for c in FOUND for n in c.names}
    families = tuple(n[:-1] for n in exact if n.endswith("*"))
    assert [t for t in TEMPLATES if t not in exact and not t.startswith(families)] == []
