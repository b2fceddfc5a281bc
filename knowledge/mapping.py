"""Documents to suggestions: which passages support which practice, with the words; few rather than wrong."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from knowledge.asides import is_order
from knowledge.bearing import likelihood, standing, surroundings
from knowledge.documents.scan import choose, look
from knowledge.levels import HIGHEST, Borne, weigh
from knowledge.reader.reader import Mention, Reader
from knowledge.reader.sift import Sift
from knowledge.saying import Saying
from knowledge.subjects import Concerns, is_in_view, survey
from knowledge.tables import Degree
from knowledge.telling import tell
from model.coverage import Ordinal
from model.evidence import Document
from model.reading import Says
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
"""What sifting must give a passage to be read (all of these: chosen on one company of the tests and on thirty
real documents from which the reader learnt nothing; other companies and documents were kept away) ..."""
BORNE = 0.6
"""... and how likely it must be that it claims something of a practice."""
LIKELY = 0.5
"""What that and the level need together."""
DENIED = FORESEEN = 0.65
"""The same for a denial, since documents deny much of other matters, and for level 3: it flatters most."""
FEWEST_WORDS = 4
MOST_READ = 700
"""Passages read whole; of more that are worth it, the likeliest."""


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
    mentions: tuple[Mention, ...]


class Mapper:
    """Reads documents for suggestions; holds no state between them."""

    def __init__(self, reader: Reader, sift: Sift) -> None:
        self._reader = reader
        self._sift = sift

    def follow(self, documents: Iterable[Document], *, systems: Sequence[str] = ()) -> Iterator[Progress]:
        """Passage by passage, so that whoever listens can stop at any time and keep what was found."""
        following = Following(self, systems)
        for document in documents:
            yield from following.take(document)

    def worthy(self, document: Document) -> list[Saying]:
        """The passages that are worth reading, in order; what is said again word by word, once."""
        if document.kind not in READ:
            return []
        scores = {
            told: score
            for told in tell(document)
            for score in [max(map(self._score, told.ways), default=0.0)]
            if score >= WORTH and not told.is_aside
        }
        first = {(told.words, told.around.subject, told.degree): told for told in reversed(scores)}
        ranked = sorted((scores[told] for told in first.values()), reverse=True)
        least = ranked[min(len(ranked), MOST_READ) - 1] if ranked else 0.0
        once = set(first.values())
        return [told for told, score in scores.items() if told in once and score >= least]

    def _score(self, told: Saying) -> float:
        """What the sift gives; what a state beside it makes a claim is worth reading, two words are not."""
        if len(told.words.split()) < FEWEST_WORDS:
            return 0.0
        score = self._sift.score(told.words)
        return max(score, WORTH) if told.is_held or told.degree is not Degree.PLAIN else score

    def glance(self, told: Saying) -> Glance:
        """What a passage may claim as it stands."""
        return Glance(told, self._reader.mentions(told.ways[0].words))

    def find(
        self, glances: Sequence[Glance], *, concerns: Concerns, systems: Sequence[str] = ()
    ) -> Iterator[Spotted]:
        """What the passages of a document seem to claim, each beside those around it.

        One that claims nothing as it stands is read with its subject in front.
        """
        for glance, beside in zip(glances, _beside(glances), strict=True):
            for number, way in enumerate(glance.told.ways):
                mentions = self._reader.mentions(way.words) if number else glance.mentions
                chances = [(m.practice, likelihood(m, beside)) for m in mentions]
                found = [Spotted(way, practice, sure) for practice, sure in chances if sure >= BORNE]
                if found:
                    yield from (f for f in found if _is_in_view(f, concerns=concerns, systems=systems))
                    break

    def suggest(self, found: Spotted, systems: Sequence[str]) -> Suggestion | None:
        """What is put forward of it, if it bears a reading."""
        told, sure = found.told, found.sure
        reading = self._reader.read(told.words, practice=found.practice, systems=systems)
        borne = weigh(reading, told, sure=sure)
        if borne is None or not told.allows(borne.level) or (borne.level and told.is_lacking):
            return None
        confidence = round(sure * borne.chance, 4)
        if not _is_likely(confidence, borne):
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
        for told in worthy:
            yield self._progress(document, done=len(glances), total=len(worthy))
            glances.append(self._mapper.glance(told))
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


def _beside(glances: Sequence[Glance]) -> list[float]:
    """What those around each passage say, in the order of their document."""
    if not glances:
        return []
    passages = glances[0].told.document.passages
    order = {passage.start: place for place, passage in enumerate(passages)}
    places = [order[glance.told.passage.start] for glance in glances]
    read = {place: standing(glance.mentions) for place, glance in zip(places, glances, strict=True)}
    around = surroundings(read, count=len(passages))
    return [around[place] for place in places]


def _is_in_view(found: Spotted, *, concerns: Concerns, systems: Sequence[str]) -> bool:
    """Whether the practice can be meant; of a row its own words must show it."""
    told = found.told
    near = f"{told.passage.locator} {told.document.words(told.passage)}"
    is_listed = told.degree is not Degree.PLAIN and told.document.kind not in TABLES
    about = Concerns(learning=False, agents=False) if is_listed else concerns
    return is_in_view(found.practice, near, concerns=about, systems=systems)


def _is_likely(confidence: float, borne: Borne) -> bool:
    """Whether it is sure enough; an order is no word about what is not done."""
    if borne.kind is Says.DENIAL:
        return confidence >= DENIED and not is_order(borne.words.text)
    return confidence >= (FORESEEN if borne.level == HIGHEST else LIKELY)
