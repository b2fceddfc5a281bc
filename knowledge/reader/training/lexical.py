"""Fits what single words say of practices: those of texts that claim something, and those of the lexicon."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import yaml

from knowledge.reader.lexical import Lexical
from knowledge.reader.stems import BUCKETS, buckets
from knowledge.reader.training.corpus import FOLDER, Example

LEXICON = FOLDER / "lexicon.yaml"
"""Phrases in which real documents speak of practices, general IT among them."""
FEWEST = 3
"""Texts that must have a stem before it counts, unless the lexicon has it."""
PENALTY = 5e-6
ROUNDS = 12


def load_phrases(path: Path = LEXICON) -> dict[str, list[str]]:
    """The phrases of the lexicon by practice."""
    stored: Mapping[str, str] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {practice: [phrase.strip() for phrase in line.split(",")] for practice, line in stored.items()}


def fit_lexical(examples: Sequence[Example], phrases: Mapping[str, Sequence[str]], *, seed: int) -> Lexical:
    """One practice against all others: what several share in words speaks for each of them."""
    from scipy.sparse import csr_matrix  # only training pays for these two
    from sklearn.linear_model import SGDClassifier

    told = [(e.text, e.practice) for e in examples if e.level is not None]
    listed = [(phrase, practice) for practice, said in phrases.items() for phrase in said]
    rows = [np.array(buckets(text), dtype=np.intp) for text, _ in (*told, *listed)]
    seen, named = (
        np.bincount(np.concatenate([np.empty(0, dtype=np.intp), *part]), minlength=BUCKETS)
        for part in (rows[: len(told)], rows[len(told) :])
    )
    is_rare = (seen < FEWEST) & (named == 0)
    rarity = np.where(is_rare, 0, np.log((1 + len(told)) / (1 + seen + named)) + 1).astype(np.float16)
    values = [rarity[row].astype(np.float32) for row in rows]
    scaled = np.concatenate([v / (np.sqrt((v**2).sum()) or 1.0) for v in values])
    ends = np.cumsum([0, *map(len, rows)])
    matrix = csr_matrix((scaled, np.concatenate(rows), ends), shape=(len(rows), BUCKETS))
    model = SGDClassifier(loss="log_loss", alpha=PENALTY, max_iter=ROUNDS, tol=None, random_state=seed)
    model.fit(matrix, [practice for _, practice in (*told, *listed)])
    names = tuple(map(str, model.classes_))
    return Lexical.of(names, model.coef_.T, bias=model.intercept_, rarity=rarity.astype(np.float32))
