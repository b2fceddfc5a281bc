"""Which practices a text is about: by its words, by what tells them apart, by theme, by what is claimed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.reader.hearing import Heard
from knowledge.reader.match import Matcher
from knowledge.reader.network import Network, Queries, Reply, Rows
from model.reading import Ranked

Scores = NDArray[np.float64]
WORDS = 0.8
"""What the log odds by the words count (these four: fitted on texts left out of training) ..."""
LEAN = 2.0
"""... what telling practices apart on frozen vectors counts ..."""
THEME = 0.3
"""... what the network's theme counts ..."""
CLAIMS = 0.1
"""... and, for the likeliest, the log odds that anything is claimed of them."""
LIKELY = 4
"""Practices that a text is asked about when none was named."""
MOST_READ = 20_000
"""Characters of a text whose words count."""


@dataclass(frozen=True)
class Replies:
    """What a text answers, stretch by stretch."""

    replies: Mapping[str, tuple[Reply, ...]]
    """Per practice one a stretch."""
    themes: Rows
    """(stretches, 192)"""


class Ranker:
    """Puts practices in the order in which a text is about them."""

    def __init__(self, matcher: Matcher, *, network: Network, queries: Mapping[str, Queries]) -> None:
        self._matcher = matcher
        self._themes = network.themes_of([queries[practice] for practice in matcher.practices])

    def score(self, heard: Heard, asked: Replies) -> Scores:
        """Log scores, one a practice, by all that can be told without asking each of them."""
        known = self.search(heard.text, heard.whole, vectors=heard.vectors)
        return self.theme(known, asked.themes)

    def search(self, text: str, whole: Rows, *, vectors: Rows) -> Scores:
        """The part of the scores that needs no network; `vectors` (n, 384) are of the text's statements."""
        odds = self._matcher.words([text[:MOST_READ]], whole[None])[0]
        lean = self._matcher.lean(whole[None])[0] + self._matcher.lean(vectors).mean(axis=0)
        return np.asarray(WORDS * odds + LEAN * lean, dtype=np.float64)

    def theme(self, known: Scores, themes: Rows) -> Scores:
        """The scores with what the network says that the text is about."""
        return np.asarray(known + THEME * (themes @ self._themes.T).mean(axis=0))

    def likely(self, scores: Scores, *, count: int = LIKELY) -> tuple[str, ...]:
        """The practices worth asking about."""
        return tuple(self._matcher.practices[place] for place in np.argsort(-scores, kind="stable")[:count])

    def heed(self, scores: Scores, asked: Replies) -> Scores:
        """The scores with those of the asked moved among each other by how much is claimed of each."""
        places = [self._matcher.practices.index(practice) for practice in asked.replies]
        claimed = [max(reply.claimed for reply in replies) for replies in asked.replies.values()]
        leaning = scores[places] + CLAIMS * np.array(claimed)
        moved = scores.copy()
        moved[places] = leaning + np.logaddexp.reduce(scores[places]) - np.logaddexp.reduce(leaning)
        return moved

    def rank(self, scores: Scores, *, first: Sequence[str] = ()) -> tuple[Ranked, ...]:
        """All practices, best first with `first` before the others; shares never rise on the way down."""
        powers = np.exp(scores - scores.max())
        shares = zip(self._matcher.practices, (powers / powers.sum()).tolist(), strict=True)
        ordered = sorted(shares, key=lambda pair: (pair[0] not in first, -pair[1], pair[0]))
        falling = np.minimum.accumulate([share for _, share in ordered]).tolist()
        return tuple(
            Ranked(id=practice, score=round(share, 4))
            for (practice, _), share in zip(ordered, falling, strict=True)
        )
