"""Free text to a reading: which practice, which words support which activity, which level."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from knowledge.encoder import Encoder
from knowledge.entries import Index
from knowledge.reader.combine import Chances, Heeded, bound, find_support, propose, weigh
from knowledge.reader.heads import LABELS, Heads
from knowledge.reader.hearing import Heard, hear
from knowledge.reader.lexical import Lexical
from knowledge.reader.match import Matcher
from knowledge.reader.network import Network, Rows, queries_of
from knowledge.reader.opening import open_points
from knowledge.reader.ranking import Ranker, Replies
from knowledge.reader.statements import turned
from model.catalogue import Catalogue
from model.reading import OpenPoint, Ranked, Reading, Says, Statement, Trait

SILENT = (0.25, 0.25, 0.25, 0.25)
CLAIMED = 0.7
"""The reader abstains when it is likelier than this that nothing is claimed ..."""
LEAST = 0.6
"""... or when the best level is not at least this likely."""
UNSURE = 0.75
"""Where no level is as likely as this, the sentences are read in the other order, too."""
ELSEWHERE = 0.8
"""A statement whose share of another practice is above this is kept for that one."""
MARKED = 0.5
"""A statement that seems to be about another practice counts when the network marks this much of it."""
FAINT = 0.25
"""What such a statement still counts, where the question was about this practice."""
ABOUT = 0.3
"""The share of a practice that a statement of a story needs ..."""
RIVAL = 0.8
"""... and this much of the share of the likeliest practice."""
TOLD = 0.35
"""What some statement must reach for a story to tell of a practice; a wrong draft costs more than asking."""
BESIDE = 0.2
"""How much of each neighbour a statement of a story is read with."""
DENIED = np.array([0.94, 0.04, 0.01, 0.01])
"""The chances of the levels where a bare no answers the question."""
GLANCED = 8
"""Practices that a passage of a document is asked about."""
SHOWN = 0.55
"""A trait is shown as a reason from this chance on."""
_CLAIMLESS = (Says.GUIDANCE, Says.QUESTION, Says.NOTHING, Says.UNKNOWN)


class Mention(NamedTuple):
    """What a text may claim of a practice."""

    practice: str
    share: float
    """How much the text is about it, beside all others."""
    claimed: float
    """The chance that it claims anything of it."""


@dataclass(eq=False)
class Reader:
    """Reads answers with one catalogue, one encoder and one index; holds no state between texts."""

    catalogue: Catalogue
    encoder: Encoder
    index: Index
    heads: Heads = field(default_factory=Heads.load)
    network: Network = field(default_factory=Network.open)
    lexical: Lexical = field(default_factory=Lexical.load)

    def __post_init__(self) -> None:
        self.matcher = Matcher(self.catalogue, self.index, topics=self.heads.topics, lexical=self.lexical)
        self._queries = queries_of(self.catalogue, (self.index.entries, self.index.vectors))
        self.ranker = Ranker(self.matcher, network=self.network, queries=self._queries)
        from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]  # looks at every library: 5 ms

        threadpool_limits(limits=1, user_api="blas")  # products are so small that more threads only wait

    def read(
        self,
        text: str,
        *,
        practice: str | None = None,
        systems: Sequence[str] = (),
        about: Sequence[str] = (),
    ) -> Reading:
        """An answer read for a practice, or for the one it is most about; `about` was just asked for."""
        heard = self._hear(text, systems)
        if heard is None:
            return self._silent(text, practice or min(self.matcher.practices))
        asked = self._ask(heard, [practice] if practice else ())
        scores = self.ranker.score(heard, asked)
        if practice is None:
            asked = self._ask(heard, self.ranker.likely(scores))
            scores = self.ranker.heed(scores, asked)
        ranked = self.ranker.rank(scores, first=tuple(asked.replies) if practice is None else ())
        chosen = practice or ranked[0].id
        weights = self._weights(heard, chosen)
        asked = self._heed_own(heard, chosen, asked=asked, is_own=weights > FAINT)
        reading = self._read(heard, chosen, asked=asked, weights=weights)
        return reading.model_copy(update={"practices": ranked, "open": _asked_last(reading.open, about)})

    def mentions(self, passage: str) -> tuple[Mention, ...]:
        """What a passage of a document may claim of the likeliest practices, the one it is most about first.

        Quicker than a reading: the passage is looked at once, as a whole, and asked once.
        """
        tokens = self.encoder.look(passage)
        whole = np.round(self.encoder.sum_up(tokens), 4)
        known = self.ranker.search(passage, whole, vectors=whole[None])
        asking = self.ranker.likely(known, count=GLANCED)
        answers = self.network.ask(tokens, [self._queries[practice] for practice in asking])
        scores = self.ranker.theme(known, answers.theme[None])
        likely = [practice for practice in self.ranker.likely(scores) if practice in asking]
        replies = dict(zip(asking, answers.replies, strict=True))
        asked = Replies({practice: (replies[practice],) for practice in likely}, answers.theme[None])
        shares = {place.id: place.score for place in self.ranker.rank(self.ranker.heed(scores, asked))}
        found = [Mention(p, shares[p], _chance(replies[p].claimed)) for p in likely]
        return tuple(sorted(found, key=lambda mention: (-mention.share, mention.practice)))

    def read_story(
        self, text: str, practices: Sequence[str], *, systems: Sequence[str] = ()
    ) -> dict[str, Reading]:
        """An answer read for several practices; those about which nothing is said abstain."""
        heard = self._hear(text, systems)
        if heard is None:
            return {practice: self._silent(text, practice) for practice in practices}
        counted = self._counted(heard, practices)
        told = [practice for practice in practices if (counted[practice] > 0).any()]
        asked = self._ask(heard, told)
        ranked = self.ranker.rank(self.ranker.score(heard, asked))
        found = {practice: self._silent(text, practice, ranked=ranked) for practice in practices}
        for practice in told:
            weights = counted[practice]
            alone = self._heed_own(heard, practice, asked=asked, is_own=weights > 0)
            reading = self._read(heard, practice, asked=alone, weights=weights)
            found[practice] = reading.model_copy(update={"practices": ranked})
        return found

    def _hear(self, text: str, systems: Sequence[str]) -> Heard | None:
        return hear(text, systems, encoder=self.encoder, matcher=self.matcher, heads=self.heads)

    def _ask(self, heard: Heard, practices: Sequence[str] = ()) -> Replies:
        """What each stretch of the text answers to each practice."""
        asking = [self._queries[practice] for practice in practices]
        answers = [self.network.ask(stretch.tokens, asking) for stretch in heard.stretches]
        replies = {p: tuple(a.replies[n] for a in answers) for n, p in enumerate(practices)}
        return Replies(replies, np.stack([a.theme for a in answers]))

    def _heed_own(self, heard: Heard, practice: str, *, asked: Replies, is_own: NDArray[np.bool_]) -> Replies:
        """What its own statements answer without the others counts half: another matter must not decide."""
        if is_own.all() or not is_own.any():
            return self._both_ways(heard, practice, asked=asked)
        own = [p.quotation.text for p, mine in zip(heard.pieces, is_own, strict=True) if mine]
        return self._halve(practice, " ".join(own), asked=asked)

    def _both_ways(self, heard: Heard, practice: str, *, asked: Replies) -> Replies:
        """Where the level is unsure, what is answered in either order counts half: order must not decide."""
        first, *others = asked.replies[practice]
        if others or first.chances.max() >= UNSURE or not (text := turned(heard.text)):
            return asked
        return self._halve(practice, text, asked=asked)

    def _halve(self, practice: str, text: str, *, asked: Replies) -> Replies:
        """The replies of each stretch, of which half comes from another text."""
        other = self.network.ask(self.encoder.look(text), [self._queries[practice]]).replies[0]
        means = tuple(
            replace(
                reply,
                claimed=(reply.claimed + other.claimed) / 2,
                chances=(reply.chances + other.chances) / 2,
            )
            for reply in asked.replies[practice]
        )
        return Replies({**asked.replies, practice: means}, asked.themes)

    def _silent(self, text: str, practice: str, *, ranked: tuple[Ranked, ...] = ()) -> Reading:
        unranked = (Ranked(id=p, score=0.0) for p in sorted(self.matcher.practices))
        return Reading(
            text=text,
            practice=practice,
            practices=ranked or tuple(unranked),
            level=None,
            probabilities=SILENT,
            open=open_points(self.catalogue.practice(practice)),
        )

    def _weights(self, heard: Heard, practice: str) -> NDArray[np.float32]:
        """What each statement counts for an answer to this practice's own question."""
        place = self.matcher.practices.index(practice)
        shares = heard.shares
        elsewhere = (shares.max(axis=1) >= ELSEWHERE) & (shares.argmax(axis=1) != place)
        if elsewhere.all():
            elsewhere[:] = False
        weights = np.where(elsewhere, FAINT, 1.0)
        return np.asarray(weights * _claiming(heard), dtype=np.float32)

    def _counted(self, heard: Heard, practices: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """What each statement of a story counts for each practice; nothing where none is clearly about it."""
        topics = _among_neighbours(heard.shares)
        likeliest, claiming = topics.max(axis=1), _claiming(heard)
        counted: dict[str, NDArray[np.float32]] = {}
        for practice in practices:
            mine = topics[:, self.matcher.practices.index(practice)]
            about = (mine >= ABOUT) & (mine >= RIVAL * likeliest)
            is_told = bool((mine[about] >= TOLD).any())
            counted[practice] = np.asarray(about * claiming * is_told, dtype=np.float32)
        return counted

    def _read(
        self,
        heard: Heard,
        practice_id: str,
        *,
        asked: Replies,
        weights: NDArray[np.float32],
    ) -> Reading:
        practice = self.catalogue.practice(practice_id)
        chances, claimed, found = self._heed(heard, practice_id, asked=asked, weights=weights)
        supports = find_support(heard, found, practice=practice)
        chances = bound(chances, supports, systems=heard.systems)
        reading = Reading(
            text=heard.text,
            practice=practice_id,
            practices=(),
            level=None,
            probabilities=_four(chances),
            traits=_traits(heard, weights),
            statements=self._statements(heard, practice_id, weights=weights),
        )
        best = int(np.argmax(reading.probabilities))
        if claimed < 1 - CLAIMED or chances[best] < LEAST or not _says_something(heard, weights):
            return reading.model_copy(update={"open": open_points(practice)})
        proposals = propose(heard, supports, chances=chances, level=best)
        heard_of = dict(zip((s.activity.id for s in supports), proposals, strict=True))
        opened = open_points(practice, heard_of, chances=reading.probabilities)
        return reading.model_copy(update={"level": best, "proposals": proposals, "open": opened})

    def _heed(
        self, heard: Heard, practice: str, *, asked: Replies, weights: NDArray[np.float32]
    ) -> tuple[Chances, float, Heeded]:
        """The chances of levels 0 to 3, that anything is claimed at all, and what was found for activities.

        Of a long text the stretch decides that claims most; an activity is heard where most is said of it.
        """
        pairs = zip(heard.stretches, asked.replies[practice], strict=True)
        told = [(s, reply) for s, reply in pairs if (weights[s.first : s.end] > 0).any()]
        words = np.zeros((len(heard.pieces), told[0][1].coverages.shape[0]), dtype=np.float32)
        for stretch, reply in told:
            for row in range(stretch.first, stretch.end):
                places = stretch.places(heard.pieces[row])
                if len(places):
                    quoted = reply.words[:, places]
                    words[row] = (quoted.mean(axis=1) + quoted.max(axis=1)) / 2
        said = np.stack([reply.coverages for _, reply in told])
        clearest = said[:, :, 0].argmin(axis=0)
        coverages = said[clearest, np.arange(said.shape[1])]
        near = self.matcher.activities(heard.vectors, practice)
        counted = (weights > FAINT) | ((weights > 0) & (words.max(axis=1) >= MARKED))
        evidence = weigh(words, near, said=1 - coverages[:, 0], counted=counted)
        if heard.is_bare_no:
            return DENIED, 1.0, Heeded(coverages, evidence)
        clear = max((reply for _, reply in told), key=lambda reply: reply.claimed)
        if heard.is_flat_no and clear.claimed > 0:
            return DENIED, _chance(clear.claimed), Heeded(coverages, evidence)
        return clear.chances, _chance(clear.claimed), Heeded(coverages, evidence)

    def _statements(
        self, heard: Heard, practice: str, *, weights: NDArray[np.float32]
    ) -> tuple[Statement, ...]:
        found: list[Statement] = []
        for row, piece in enumerate(heard.pieces):
            shares = heard.shares[row]
            best = self.matcher.practices[int(shares.argmax())]
            about = best if float(shares.max()) >= ELSEWHERE else practice if weights[row] > FAINT else None
            found.append(
                Statement(
                    quotation=piece.quotation,
                    says=heard.says[row],
                    practice=about,
                    systems=heard.named[row].included,
                )
            )
        return tuple(found)


def _chance(log_odds: float) -> float:
    return 1 / (1 + float(np.exp(-log_odds)))


def _among_neighbours(shares: Rows) -> Rows:
    """How much each statement is about each practice, beside those next to it; rows sum to 1."""
    around = np.vstack([shares[:1], shares, shares[-1:]])
    return np.asarray((1 - 2 * BESIDE) * shares + BESIDE * (around[:-2] + around[2:]))


def _claiming(heard: Heard) -> NDArray[np.float32]:
    """Small talk, questions and advice count little beside statements."""
    return np.array([0.2 if says in _CLAIMLESS else 1.0 for says in heard.says], dtype=np.float32)


def _says_something(heard: Heard, weights: NDArray[np.float32]) -> bool:
    return any(says not in _CLAIMLESS and w > 0 for says, w in zip(heard.says, weights, strict=True))


def _four(chances: Chances) -> tuple[float, float, float, float]:
    """Rounded to four decimals; the best one takes up what rounding left, so that they sum to 1."""
    rounded = [round(float(x), 4) for x in chances]
    best = int(np.argmax(chances))
    rounded[best] = round(1.0 - sum(x for n, x in enumerate(rounded) if n != best), 4)
    return rounded[0], rounded[1], rounded[2], rounded[3]


def _asked_last(points: tuple[OpenPoint, ...], about: Sequence[str]) -> tuple[OpenPoint, ...]:
    """What was asked for just now comes last: it is not asked again."""
    return tuple(sorted(points, key=lambda point: point.activity in about))


def _traits(heard: Heard, weights: NDArray[np.float32]) -> tuple[Trait, ...]:
    """Per trait the value that some statement shows best, with its words."""
    found: list[Trait] = []
    for trait, labels in LABELS.items():
        if trait == "says":
            continue
        chances = heard.chances[trait][:, 1:] * (weights > FAINT)[:, None]
        row, label = np.unravel_index(int(chances.argmax()), chances.shape)
        if chances[row, label] >= SHOWN:
            value = labels[1 + int(label)]
            found.append(Trait(trait=trait, value=value, quotation=heard.pieces[int(row)].quotation))
    return tuple(found)
