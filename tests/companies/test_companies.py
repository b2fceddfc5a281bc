"""The invented organisations are sound, and every format brings their words through."""

import pytest

from assistant.conversation.proofs import seen_text
from knowledge.documents.formats import read_bytes
from tests.companies.build import NAMES, WRITERS, Company, load_company
from tests.shipped import shipped_catalogue

QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"'})


@pytest.fixture(params=NAMES)
def company(request: pytest.FixtureRequest) -> Company:
    """One after the other."""
    return load_company(request.param)


def _plain(text: str) -> str:
    return " ".join(text.translate(QUOTES).split())


def test_truth_names_what_there_is(company: Company) -> None:
    """Practices of the catalogue, one line a document and practice, absences and only those at level 0."""
    known = {practice.id for practice in shipped_catalogue().practices}
    assert {line.practice for line in company.truth} <= known
    assert len({(line.file, line.practice) for line in company.truth}) == len(company.truth)
    assert all((line.level == 0) == (line.kind in ("plan", "past", "denial")) for line in company.truth)


def test_every_quotation_comes_through_its_format(company: Company) -> None:
    """Literally, but for the quotation marks of a font; what is hidden does not."""
    for name, blocks in company.documents.items():
        suffix = name[name.rindex(".") :]
        (document,) = read_bytes(name, WRITERS[suffix](blocks))
        seen = _plain(seen_text(document))
        for line in company.truth:
            assert line.file != name or _plain(line.quotation) in seen
        for kind, words in blocks:
            assert kind != "hidden" or _plain(words) not in seen
