"""Stand-ins for the parts of a mapper, which go by single words; and documents to map."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import cast

from knowledge.mapping import Mapper
from knowledge.reader.reader import Mention, Reader
from knowledge.reader.sift import Sift
from model.coverage import Ordinal
from model.evidence import Document, Passage, Quotation
from model.reading import Proposal, Ranked, Reading, Says, Statement
from model.suggestion import Suggestion

M13, M14, X09 = "AML.M0013", "AML.M0014", "MLS.X09"


@dataclass
class WordReader:
    """Takes `sign` for one practice, `hash` and `watch` for others.

    `not` denies, `each` is for all, `first` is ahead of events.
    `maybe`, `likely` and `usually` make it less sure of the claim, `perhaps` and `hardly` of the level.
    """

    seen: list[str] = field(default_factory=list)

    def mentions(self, passage: str) -> tuple[Mention, ...]:
        """A share for each word it knows."""
        self.seen.append(passage)
        claimed = (
            0.5
            if "maybe" in passage
            else 0.7
            if "likely" in passage
            else 0.97
            if "usually" in passage
            else 0.99
        )
        found = [(M13, "sign"), (M14, "hash"), (X09, "watch")]
        share = 0.9 if "likely" in passage else 0.95
        return tuple(Mention(p, share, claimed) for p, word in found if word in passage)

    def read(self, text: str, *, practice: str, systems: Sequence[str] = ()) -> Reading:
        """Each sentence is a quotation."""
        level = 0 if "not" in text.split() else 3 if "first" in text else 2 if "each" in text else 1
        if "somehow" in text:
            return self._torn(text, practice)
        pieces = tuple(_pieces(text))
        says = Says.DENIAL if level == 0 else Says.FACT
        chance = 0.55 if "hardly" in text else 0.8 if "perhaps" in text else 0.97
        proposal = Proposal(
            activity=f"{practice}.{'1' if 'passing' in text else ('1', '1', '2a', '3a')[level]}",
            coverage=Ordinal.ALL if level else Ordinal.NONE,
            quotations=pieces,
            confidence=0.9,
        )
        return Reading(
            text=text,
            practice=practice,
            practices=(Ranked(id=practice, score=1.0),),
            level=level,
            probabilities=(0.0, 1 - chance, chance, 0.0),
            proposals=(proposal,),
            statements=tuple(Statement(quotation=q, says=says, practice=practice) for q in pieces),
        )

    @staticmethod
    def _torn(text: str, practice: str) -> Reading:
        """Between the first level and the second; `somewhat` between the first and nothing."""
        words = Quotation(text=text, start=0, end=len(text))
        chances = (0.3, 0.4, 0.2, 0.1) if "somewhat" in text else (0.02, 0.45, 0.4, 0.13)
        return Reading(
            text=text,
            practice=practice,
            practices=(Ranked(id=practice, score=1.0),),
            level=None,
            probabilities=chances,
            proposals=(),
            statements=(Statement(quotation=words, says=Says.FACT, practice=practice),),
        )


def _pieces(text: str) -> Iterator[Quotation]:
    """Its sentences."""
    start = 0
    for piece in text.split(". "):
        yield Quotation(text=piece, start=start, end=start + len(piece))
        start += len(piece) + len(". ")


class WordSift:
    """Passes what has the letter s."""

    def score(self, text: str) -> float:
        """Far on either side."""
        return 5.0 if "s" in text else -5.0


class ClosedSift:
    """Passes nothing."""

    def score(self, text: str) -> float:
        """Far below."""
        return -5.0


def document_of(*passages: str, name: str = "a.md", hidden: Sequence[str] = ()) -> Document:
    text, places = "", []
    for number, words in enumerate(passages, 1):
        places.append(
            Passage(
                start=len(text),
                end=len(text) + len(words),
                locator=f"line {number}",
                is_hidden=words in hidden,
            )
        )
        text += words + "\n"
    return Document(name=name, sha256=f"{name:>064}", kind="markdown", text=text, passages=tuple(places))


def mapper_of(reader: WordReader, sift: WordSift | ClosedSift | None = None) -> Mapper:
    """A mapper over the stand-ins."""
    return Mapper(cast("Reader", reader), cast("Sift", sift or WordSift()))


def suggest(mapper: Mapper, *documents: Document) -> tuple[Suggestion, ...]:
    """What is put forward once all are read."""
    return list(mapper.follow(documents))[-1].suggestions
