"""How likely it is that a passage claims something of a practice, by what is read of it and around it."""

import math
from collections.abc import Mapping, Sequence

from knowledge.reader.reader import Mention

SIDES = 6
"""So many passages before and after one say whether claims are made where it stands."""
UNREAD = -3.0
"""The log odds of a passage that was not worth reading."""
MIDDLING, PRIOR = -1.8, 2
"""What is known of a passage's surroundings without any, and for how many passages that counts."""
FITTED = (0.28, 0.36, 0.38, -0.65)
"""What the log odds of its share, of its claim and those around it count, and a constant."""
_LEAST = 1e-4


def standing(mentions: Sequence[Mention]) -> float:
    """The log odds that a passage claims anything, of the likeliest practice."""
    return max((log_odds(m.share * m.claimed) for m in mentions), default=UNREAD)


def surroundings(read: Mapping[int, float], *, count: int) -> dict[int, float]:
    """For the place of each passage that was read the mean log odds of those around it, of `count` in all."""
    around = {}
    for place in read:
        beside = [n for n in range(max(0, place - SIDES), min(count, place + SIDES + 1)) if n != place]
        total = math.fsum(read.get(n, UNREAD) for n in beside)
        around[place] = (total + PRIOR * MIDDLING) / (len(beside) + PRIOR)
    return around


def likelihood(mention: Mention, around: float) -> float:
    """The chance that the passage claims something of the practice."""
    share, claim, place, constant = FITTED
    total = share * log_odds(mention.share) + claim * log_odds(mention.claimed) + place * around + constant
    return 1 / (1 + math.exp(-total))


def log_odds(chance: float) -> float:
    """Bounded, so that no single figure decides."""
    bounded = min(max(chance, _LEAST), 1 - _LEAST)
    return math.log(bounded / (1 - bounded))
