"""Documents to suggestions: which passages support which practice, with the words; few rather than wrong."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from knowledge.asides import is_order
from knowledge.bearing import likelihood, standing, surroundings
from knowledge.documents.scan import choose, look
from knowledge.reader.reader import Mention, Reader
from knowledge.reader.sift import Sift
from knowledge.reader.vocabulary import Vocabulary
from knowledge.saying import Saying
from knowledge.subjects import Concerns, is_in_view, survey
from knowledge.tables import Degree
from knowledge.telling import tell
from model.coverage import Ordinal
from model.evidence import Document, Quotation
from model.reading import Proposal, Reading, Says, Statement
from model.suggestion import MOST_OFFERED, Progress, Suggestion, date_in, together

READ = frozenset(
    [
        *("text", "markdown", "restructuredtext", "html", "pdf", "docx", "pptx", "xlsx", "csv"),
        *("json", "jsonl", "yaml", "notebook", "mail"),
    ]
)
"""Kinds of documents whose passages are prose, or may be."""
TABLES = ("csv", "xlsx")
"""Kinds of documents whose rows have nothing around them; elsewhere a row must say what it is about."""
WORTH = 0.5
"""What sifting must give a passage to be read (all of these: chosen on one company of the tests, on passages
that the calibration is fitted on and on twenty real documents; other companies were kept away) ..."""
BORNE = 0.6
"""... and how likely it must be that it claims something of a practice."""
DENIED = 0.8
"""What a denial needs of share, claim and level together: documents deny many things of other matters."""
USUAL = 5.6
"""How usual the words of a passage must be for the practice ..."""
SURE = 0.8
"""... unless share, claim and level together are so likely."""
LIKELY = 0.55
"""What share, claim and level need together in any case."""
FORESEEN = 0.8
"""The same for level 3: taken wrongly it flatters the most."""
LEAST = 0.85
"""What the levels above 0 need together to be taken for the first, where none is likeliest enough."""
HIGHEST = 3
FEWEST_WORDS = 4
MOST_READ = 700
"""Passages read whole; of more that are worth it, the likeliest."""
_ABSENT = (Says.PLAN, Says.PAST, Says.DENIAL)
_IN_PLACE = (Degree.DONE, Degree.PARTLY)
_UNDONE = {Degree.PLANNED: Says.PLAN, Degree.ABSENT: Says.DENIAL}


@dataclass(frozen=True, eq=False)
class Spotted:
    """A passage that seems to claim something of a practice."""

    told: Saying
    practice: str
    sure: float
    """How likely it is."""


@dataclass(frozen=True, eq=False)
class Glance:
    """A passage that is worth reading, and what it may claim as it stands."""

    told: Saying
    place: int
    """Among all passages of its document."""
    mentions: tuple[Mention, ...]


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

    def worthy(self, document: Document) -> dict[int, Saying]:
        """The passages that are worth reading, by place; what is said again word by word, once."""
        if document.kind not in READ:
            return {}
        every = list(tell(document))
        scores = {
            place: score
            for place, told in enumerate(every)
            for score in [max(map(self._score, told.ways), default=0.0)]
            if score >= WORTH and not told.is_aside
        }
        first = {(t.words, t.around.subject, t.degree): n for n in reversed(scores) for t in [every[n]]}
        once = sorted(first.values())
        ranked = sorted((scores[place] for place in once), reverse=True)
        least = ranked[min(len(ranked), MOST_READ) - 1] if ranked else 0.0
        return {place: every[place] for place in once if scores[place] >= least}

    def _score(self, told: Saying) -> float:
        """What the sift gives; what a state beside it makes a claim is worth reading, two words are not."""
        if len(told.words.split()) < FEWEST_WORDS:
            return 0.0
        score = self._sift.score(told.words)
        return max(score, WORTH) if told.is_held or told.degree is not Degree.PLAIN else score

    def glance(self, told: Saying, place: int) -> Glance:
        """What a passage may claim as it stands."""
        return Glance(told, place, self._reader.mentions(told.ways[0].words))

    def find(
        self, glances: Sequence[Glance], *, concerns: Concerns, systems: Sequence[str] = ()
    ) -> Iterator[Spotted]:
        """What the passages of a document seem to claim, each beside those around it.

        One that claims nothing as it stands is read with its subject in front.
        """
        around = surroundings({g.place: standing(g.mentions) for g in glances})
        for glance in glances:
            for number, way in enumerate(glance.told.ways):
                mentions = self._reader.mentions(way.words) if number else glance.mentions
                beside = around[glance.place]
                found = list(self._borne(way, mentions, beside=beside))
                if found:
                    yield from (f for f in found if _is_in_view(f, concerns=concerns, systems=systems))
                    break

    def _borne(self, told: Saying, mentions: Sequence[Mention], *, beside: float) -> Iterator[Spotted]:
        for mention in mentions:
            sure = likelihood(mention, beside)
            if sure >= BORNE and self._is_fitting(told.words, mention.practice, sure=sure):
                yield Spotted(told, mention.practice, sure)

    def _is_fitting(self, words: str, practice: str, *, sure: float) -> bool:
        """Whether the words are usual for the practice, or the reader is sure without them."""
        usual = self._vocabulary.weigh(words, practice)
        return usual is None or usual >= USUAL or sure >= SURE

    def suggest(self, found: Spotted, systems: Sequence[str]) -> Suggestion | None:
        """What is put forward of it, if it bears a reading."""
        told, sure = found.told, found.sure
        reading = self._reader.read(told.words, practice=found.practice, systems=systems)
        borne = _undone(reading, told) if told.degree in _UNDONE else _borne(reading, told, sure=sure)
        if borne is None or not told.allows(borne.level) or (borne.level and told.is_lacking):
            return None
        confidence = round(sure * borne.chance, 4)
        if not _is_likely(confidence, borne):
            return None
        if not self._is_fitting(told.words, found.practice, sure=confidence):
            return None
        return Suggestion(
            practice=found.practice,
            level=borne.level,
            activity=borne.proposal.activity,
            coverage=borne.proposal.coverage or Ordinal.NONE,
            systems=borne.proposal.systems,
            document=told.document.name,
            path=told.document.path,
            sha256=told.document.sha256,
            locator=told.passage.locator,
            quotation=borne.words,
            confidence=confidence,
            kind=borne.kind,
            dated=date_in(told.document.words(told.passage)),
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
        glances: list[Glance] = []
        for place, told in worthy.items():
            yield self._progress(document, done=len(glances), total=len(worthy))
            glances.append(self._mapper.glance(told, place))
        self._found += self._mapper.find(glances, concerns=survey(document), systems=self._systems)
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
    for each in sorted(found, key=_likeliest):
        practice = each.practice
        same = [other for other in kept[practice] if each.told.gist == other.told.gist]
        if any(other.told.document is each.told.document for other in same):
            continue
        counts[practice] += not same
        if counts[practice] <= MOST_OFFERED:
            kept[practice].append(each)
            yield each


def _likeliest(found: Spotted) -> tuple[bool, float, str]:
    """First what needs no heading to say it."""
    is_lent = found.told.is_placed and not found.told.is_of_each
    return is_lent, -found.sure, found.told.document.name


def _is_in_view(found: Spotted, *, concerns: Concerns, systems: Sequence[str]) -> bool:
    """Whether the practice can be meant; among rows of many documents machine learning is in view in the row."""
    told = found.told
    near = f"{told.passage.locator} {told.document.words(told.passage)}"
    is_listed = told.degree is not Degree.PLAIN and told.document.kind not in TABLES
    about = Concerns(learning=False, agents=False) if is_listed else concerns
    return is_in_view(found.practice, near, concerns=about, systems=systems)


class _Borne(NamedTuple):
    """What a reading bears: a level, how likely it is, what carries it, with which words of the document."""

    level: int
    chance: float
    proposal: Proposal
    words: Quotation
    kind: Says


def _borne(reading: Reading, told: Saying, *, sure: float) -> _Borne | None:
    """What is said to be done, or not to be; partly done is the first level at most."""
    found = _done(reading, sure=sure) if told.degree in _IN_PLACE else _level_of(reading)
    if found is None:
        return None
    level, chance, proposal = found
    read = next((q for q in proposal.quotations if not _is_beside(reading.statements, q, told=told)), None)
    words = told.quote(read) if read else None
    if read is None or words is None:
        return None
    if told.degree is Degree.PARTLY and level > 1:
        level, proposal = 1, _first(reading, read)
    return _Borne(level, chance, proposal, words, _kind(reading.statements, read, level=level))


def _done(reading: Reading, *, sure: float) -> tuple[int, float, Proposal] | None:
    """What is done by the word beside it: the second level where that is likely enough, else the first."""
    said = _said(reading, [s for s in reading.statements if s.says is not Says.QUESTION])
    if said is None:
        return None
    chances = reading.probabilities
    chance = sum(chances[2:]) / sum(chances[1:])
    proposal = _shown(reading, 2) if reading.level in (2, HIGHEST) else None
    if proposal is not None and sure * chance >= LIKELY:
        return 2, chance, proposal
    return 1, 1.0, _first(reading, said)


def _undone(reading: Reading, told: Saying) -> _Borne | None:
    """What stands beside it says that it is not done: that is quoted with it."""
    words = told.quoted_whole
    proposal = _first(reading, words).model_copy(update={"coverage": Ordinal.NONE})
    return _Borne(0, sum(reading.probabilities[1:]), proposal, words, _UNDONE[told.degree])


def _first(reading: Reading, words: Quotation) -> Proposal:
    """The first level's activity, done for some."""
    return Proposal(
        activity=f"{reading.practice}.1", coverage=Ordinal.SOME, quotations=(words,), confidence=1.0
    )


def _level_of(reading: Reading) -> tuple[int, float, Proposal] | None:
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
    said = _said(reading, [s for s in reading.statements if s.says is Says.FACT])
    if said is None or reading.practice is None or chance < LEAST:
        return None
    return 1, chance, _first(reading, said)


def _said(reading: Reading, statements: Sequence[Statement]) -> Quotation | None:
    """The words of the first of them that is about the practice, else of the first."""
    about = [s for s in statements if s.practice == reading.practice]
    return next((s.quotation for s in (*about, *statements)), None)


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


def _is_beside(statements: Sequence[Statement], words: Quotation, *, told: Saying) -> bool:
    """Whether the words, or the statement in which they stand, say nothing of what is done here."""
    stated = _stated(statements, words)
    return told.is_beside(words.text) or bool(stated and told.is_beside(stated.quotation.text))


def _is_likely(confidence: float, borne: _Borne) -> bool:
    """Whether it is sure enough; an order is no word about what is not done."""
    if borne.kind is Says.DENIAL:
        return confidence >= DENIED and not is_order(borne.words.text)
    return confidence >= (FORESEEN if borne.level == HIGHEST else LIKELY)


def _kind(statements: Sequence[Statement], words: Quotation, *, level: int) -> Says:
    """What the statement with the words does."""
    stated = _stated(statements, words)
    said = stated.says if stated else Says.FACT
    if level == 0:
        return said if said in _ABSENT else Says.DENIAL
    return said if said in (Says.FACT, Says.THIRD_PARTY) else Says.FACT
