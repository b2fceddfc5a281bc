"""Documents to suggestions: which passages support which practice, with the words; few rather than wrong."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from knowledge.asides import aside_in, is_aside, is_order
from knowledge.documents.scan import choose, look
from knowledge.reader.reader import Mention, Reader
from knowledge.reader.sift import Sift
from knowledge.reader.vocabulary import Vocabulary
from knowledge.subjects import Concerns, is_in_view, survey
from model.coverage import Ordinal
from model.evidence import Document, Passage, Quotation, gist
from model.reading import Proposal, Reading, Says, Statement
from model.suggestion import MOST_OFFERED, Progress, Suggestion, date_in, together

READ = frozenset(
    [
        *("text", "markdown", "restructuredtext", "html", "pdf", "docx", "pptx", "xlsx", "csv"),
        *("json", "jsonl", "yaml", "notebook", "mail"),
    ]
)
"""Kinds of documents whose passages are prose, or may be."""
WORTH = 0.5
"""What sifting must give a passage to be read (all of these: chosen on one company of the tests, on passages
that the calibration is fitted on and on twenty real documents; other companies were kept away) ..."""
ABOUT = 0.6
"""... the share of a practice that a passage needs ..."""
CLAIMED = 0.85
"""... and how likely it must be that it claims anything of it."""
DENIED = 0.8
"""What a denial needs of share, claim and level together: documents deny many things of other matters."""
USUAL = 5.6
"""How usual the words of a passage must be for the practice ..."""
SURE = 0.88
"""... unless share, claim and level together are so likely."""
LIKELY = 0.65
"""What share, claim and level need together in any case."""
FORESEEN = 0.8
"""The same for level 3: taken wrongly it flatters the most."""
LEAST = 0.95
"""What the levels above 0 need together to be taken for the first, where none is likeliest enough."""
HIGHEST = 3
FEWEST_WORDS = 4
MOST_READ = 700
"""Passages read whole; of more that are worth it, the likeliest."""
_ABSENT = (Says.PLAN, Says.PAST, Says.DENIAL)


@dataclass(frozen=True, eq=False)
class Spotted:
    """A passage that seems to claim something of a practice."""

    words: str
    document: Document
    passage: Passage
    claim: Mention

    @cached_property
    def gist(self) -> str:
        """What it says, however it is set: passages with one gist say the same."""
        return gist(self.words)


class Mapper:
    """Reads documents for suggestions; holds no state between them."""

    def __init__(self, reader: Reader, sift: Sift, *, vocabulary: Vocabulary) -> None:
        self._reader = reader
        self._sift = sift
        self._vocabulary = vocabulary

    def follow(self, documents: Iterable[Document], *, systems: Sequence[str] = ()) -> Iterator[Progress]:
        """Passage by passage, so that whoever listens can stop at any time and keep what was found."""
        following = Following(self, systems)
        for document in documents:
            yield from following.take(document)

    def worthy(self, document: Document) -> list[Passage]:
        """The passages that are worth reading, in order; what is said again word by word, once."""
        if document.kind not in READ:
            return []
        scores = {
            passage: score
            for passage in document.passages
            for words in [document.words(passage)]
            if not passage.is_hidden and len(words.split()) >= FEWEST_WORDS
            for score in [self._sift.score(words)]
            if score >= WORTH and not is_aside(words, locator=passage.locator)
        }
        first = {document.words(passage): passage for passage in reversed(scores)}
        ranked = sorted((scores[passage] for passage in first.values()), reverse=True)
        least = ranked[min(len(ranked), MOST_READ) - 1] if ranked else 0.0
        once = set(first.values())
        return [passage for passage, score in scores.items() if passage in once and score >= least]

    def find(
        self, document: Document, passage: Passage, *, concerns: Concerns, systems: Sequence[str] = ()
    ) -> Iterator[Spotted]:
        """What a passage seems to claim."""
        words = document.words(passage)
        near = f"{passage.locator} {words}"
        for claim in self._reader.mentions(words):
            is_claim = claim.share >= ABOUT and claim.claimed >= CLAIMED
            if not is_claim or not is_in_view(claim.practice, near, concerns=concerns, systems=systems):
                continue
            if self._is_fitting(words, claim.practice, sure=claim.share * claim.claimed):
                yield Spotted(words, document, passage, claim)

    def _is_fitting(self, words: str, practice: str, *, sure: float) -> bool:
        """Whether the words are usual for the practice, or the reader is sure without them."""
        usual = self._vocabulary.weigh(words, practice)
        return usual is None or usual >= USUAL or sure >= SURE

    def suggest(self, found: Spotted, systems: Sequence[str]) -> Suggestion | None:
        """What is put forward of it, if it bears a reading."""
        reading = self._reader.read(found.words, practice=found.claim.practice, systems=systems)
        told = _told(reading)
        if told is None:
            return None
        level, chance, proposal = told
        words = next((q for q in proposal.quotations if not _is_beside(reading.statements, q)), None)
        if words is None:
            return None
        kind = _kind(reading.statements, words, level=level)
        confidence = round(found.claim.share * found.claim.claimed * chance, 4)
        if not _is_likely(confidence, kind, words=words, level=level):
            return None
        if not self._is_fitting(found.words, found.claim.practice, sure=confidence):
            return None
        start = found.passage.start + words.start
        return Suggestion(
            practice=found.claim.practice,
            level=level,
            activity=proposal.activity,
            coverage=proposal.coverage or Ordinal.NONE,
            systems=proposal.systems,
            document=found.document.name,
            path=found.document.path,
            sha256=found.document.sha256,
            locator=found.passage.locator,
            quotation=Quotation(text=words.text, start=start, end=start + len(words.text)),
            confidence=confidence,
            kind=kind,
            dated=date_in(found.words),
        )


class Following:
    """Documents that are read one after the other; what they show together is told."""

    def __init__(self, mapper: Mapper, systems: Sequence[str] = ()) -> None:
        self._mapper = mapper
        self._systems = systems
        self._every: list[Document] = []
        self._found: list[Spotted] = []
        self._told: dict[Spotted, Suggestion | None] = {}
        self._shown: list[Suggestion] = []
        self._suggestions: tuple[Suggestion, ...] = ()

    def take(self, document: Document) -> Iterator[Progress]:
        """The next one, passage by passage."""
        worthy = self._mapper.worthy(document)
        concerns = survey(document)
        for done, passage in enumerate(worthy):
            yield self._progress(document, done=done, total=len(worthy))
            self._found += self._mapper.find(document, passage, concerns=concerns, systems=self._systems)
        self._every.append(document)
        self._shown += look(document).suggestions
        for each in _few(self._found):
            if each not in self._told:
                self._told[each] = self._mapper.suggest(each, self._systems)
        read = [s for each in _few(self._found) if (s := self._told[each])]
        self._suggestions = _in_order([*together(read), *choose(self._shown)], self._every)
        yield self._progress(document, done=len(worthy), total=len(worthy))

    def _progress(self, document: Document, *, done: int, total: int) -> Progress:
        return Progress(
            document=document.name,
            done=done,
            total=total,
            finished=len(self._every),
            suggestions=self._suggestions,
        )


def _in_order(told: Sequence[Suggestion], documents: Sequence[Document]) -> tuple[Suggestion, ...]:
    order = {document.sha256: place for place, document in enumerate(documents)}
    return tuple(sorted(told, key=lambda s: (order[s.sha256], s.quotation.start, s.practice)))


def _few(found: Sequence[Spotted]) -> Iterator[Spotted]:
    """Of each practice the likeliest few, what says the same elsewhere on top; of one document's, one."""
    kept: dict[str, list[Spotted]] = defaultdict(list)
    counts: Counter[str] = Counter()
    for each in sorted(found, key=lambda f: (-f.claim.share * f.claim.claimed, f.document.name)):
        practice = each.claim.practice
        same = [other for other in kept[practice] if each.gist == other.gist]
        if any(other.document is each.document for other in same):
            continue
        counts[practice] += not same
        if counts[practice] <= MOST_OFFERED:
            kept[practice].append(each)
            yield each


def _told(reading: Reading) -> tuple[int, float, Proposal] | None:
    """A level, how likely it is, and the proposal that carries it with its words.

    The third needs words for an activity of its own: a gate that is told in passing bears the second.
    """
    if reading.level is None:
        return _at_least(reading)
    proposal = _shown(reading, reading.level)
    if proposal is None:
        return None
    is_borne = reading.level < HIGHEST or _level(proposal.activity) == HIGHEST
    return reading.level if is_borne else HIGHEST - 1, max(reading.probabilities), proposal


def _at_least(reading: Reading) -> tuple[int, float, Proposal] | None:
    """The first level, where the reader is sure of that much and cannot tell what is above it."""
    chance = sum(reading.probabilities[1:])
    said = next((s.quotation for s in reading.statements if s.says is Says.FACT), None)
    if said is None or reading.practice is None or chance < LEAST:
        return None
    activity = f"{reading.practice}.1"
    return (
        1,
        chance,
        Proposal(activity=activity, coverage=Ordinal.SOME, quotations=(said,), confidence=chance),
    )


def _shown(reading: Reading, level: int) -> Proposal | None:
    """The proposal that carries the level; a denial for level 0."""
    quoted = [p for p in reading.proposals if p.quotations and p.coverage is not None]
    fitting = [p for p in quoted if (p.coverage is Ordinal.NONE) == (level == 0)]
    return max(fitting, key=lambda p: (-abs(_level(p.activity) - max(1, level)), p.confidence), default=None)


def _level(activity: str) -> int:
    return int(activity.rpartition(".")[2][0])


def _stated(statements: Sequence[Statement], words: Quotation) -> Statement | None:
    """The statement in which the words stand."""
    return next((s for s in statements if s.quotation.start <= words.start < s.quotation.end), None)


def _is_beside(statements: Sequence[Statement], words: Quotation) -> bool:
    """Whether the words, or the statement in which they stand, say nothing of what is done here."""
    stated = _stated(statements, words)
    return bool(aside_in(words.text) or (stated and aside_in(stated.quotation.text)))


def _is_likely(confidence: float, kind: Says, *, words: Quotation, level: int) -> bool:
    """Whether it is sure enough; an order is no word about what is not done."""
    if kind is Says.DENIAL:
        return confidence >= DENIED and not is_order(words.text)
    return confidence >= (FORESEEN if level == HIGHEST else LIKELY)


def _kind(statements: Sequence[Statement], words: Quotation, *, level: int) -> Says:
    """What the statement with the words does."""
    stated = _stated(statements, words)
    said = stated.says if stated else Says.FACT
    if level == 0:
        return said if said in _ABSENT else Says.DENIAL
    return said if said in (Says.FACT, Says.THIRD_PARTY) else Says.FACT
