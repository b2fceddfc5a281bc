"""A row, or a question with its answer, as the sentence that they say together."""

import re
from collections.abc import Iterable

from knowledge.saying import Excerpt
from knowledge.tables import CellWords, Degree, Row

DEED = "We have implemented "
"""What is read before the name of something that is done: the reader knows deeds, not columns."""
SENTENCE = 7
"""Words from which on the name of a row is read as the sentence that it is."""
_THEY = (
    r"(?:you|we|it|(?:the|your) (?:organi[sz]ation|company|vendor|supplier|provider|service|product|system"
    r"|platform|team|application))"
)
_ASKS = re.compile(
    r"^\W*(?:q(?:uestion)?[\w.-]{0,4}\s*[:.)]\W*|\d[\d.]*[.)]?\s+)?"
    r"(?:(?:how (?:often|long|much|many|quickly|frequently)|how|when|where) )?"
    rf"(?:(?P<verb>do|does|did|have|has|are|is|can|will) {_THEY} "
    r"|(?P<there>(?:is|are|was|were) (?:there )?|(?:has|have|can) )|(?:do|does|did) )",
    re.IGNORECASE,
)
_SUBJECTS = {"have": "We have ", "has": "We have ", "are": "We are ", "is": "We are ", "can": "We can "}


class Phrase:
    """Puts together what is read."""

    def __init__(self) -> None:
        self.words = ""
        self.parts: list[Excerpt] = []

    def own(self, words: str) -> None:
        """Words that do not stand in the document."""
        self.words += words

    def of(self, cell: CellWords, *, is_lowered: bool = False, begins: int | None = None) -> None:
        """Words of the document; a small letter may stand for the great one at their beginning."""
        is_word = is_lowered and cell.text[1:2].islower()
        text = cell.text[:1].lower() + cell.text[1:] if is_word else cell.text
        self.parts.append(Excerpt(len(self.words), text, cell.start, begins))
        self.words += text

    def after(self, cells: Iterable[CellWords]) -> None:
        """What is said about it."""
        for number, cell in enumerate(cells):
            self.own(": " if number == 0 and not self.words.endswith((".", ":")) else " ")
            self.of(cell)


def stated(row: Row) -> Phrase:
    """What it is called, as a deed if it is called one, then what is said about it."""
    phrase = Phrase()
    cells = [*row.names, *row.details]
    if cells:
        is_deed = row.degree is not Degree.PLAIN and len(cells[0].text.split()) < SENTENCE
        phrase.own(DEED if is_deed else "")
        phrase.of(cells[0], is_lowered=is_deed)
        phrase.after(cells[1:])
    return phrase


def answered(row: Row) -> Phrase:
    """A question and its answer; empty where nothing was answered."""
    phrase = Phrase()
    question = row.question
    if question is None or (row.degree is Degree.PLAIN and not row.details):
        return phrase
    asks = _ASKS.match(question.text)
    at = asks.end() if asks else 0
    asked = question.text[at:].rstrip(" ?*_")
    if asks and asks["verb"]:
        phrase.own(_SUBJECTS.get(asks["verb"].lower(), "We "))
    elif asks and asks["there"]:
        phrase.own("We have ")
    phrase.of(CellWords(asked, question.start + at), begins=question.start)
    phrase.after([*row.names, *row.details])
    return phrase
