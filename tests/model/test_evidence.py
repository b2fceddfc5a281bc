"""Which citation takes the place of an earlier one."""

from datetime import date

import pytest

from model.evidence import REDACTED, Citation


def cited(document: str, sha256: str, *, locator: str = "page 2") -> Citation:
    """A confidential citation: no words, only the place."""
    return Citation(
        document=document, sha256=sha256, locator=locator, quotation=None, received=date(2026, 11, 27)
    )


@pytest.mark.parametrize(
    ("document", "sha256", "locator", "follows"),
    [
        ("policy.pdf", "new", "page 2", True),
        ("policy.pdf", "old", "page 2", False),
        ("policy.pdf", "new", "page 3", False),
        ("other.pdf", "new", "page 2", False),
    ],
)
def test_a_later_version_of_the_file_follows(document: str, sha256: str, locator: str, follows: bool) -> None:
    """The same name and place with other bytes."""
    later = cited(document, sha256, locator=locator)
    assert later.follows(cited("policy.pdf", "old")) is follows


def test_redacted_files_do_not_follow_each_other() -> None:
    """Their names are gone, so nothing says that they are one file: no proof may vanish."""
    assert not cited(REDACTED, "new", locator=REDACTED).follows(cited(REDACTED, "old", locator=REDACTED))
