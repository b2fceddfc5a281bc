"""INTERIM: a plain reader that fits the contract, until the real one stands here."""

import re
from collections.abc import Sequence

import numpy as np

from knowledge.encoder import Encoder
from knowledge.entries import Index
from knowledge.reader.statements import split_statements
from knowledge.reader.systems import Names, quantity
from model.coverage import Ordinal, gate_value
from model.practice import Catalogue, Unit
from model.reading import OpenPoint, Proposal, Ranked, Reading, Says, Statement

_PLAN = re.compile(r"\b(?:plan|planned|will|going to|ticket|next (?:year|quarter)|want to|should|q[1-4])\b", re.I)
_PAST = re.compile(r"\b(?:used to|no longer|stopped|dropped)\b", re.I)
_DENIAL = re.compile(r"\b(?:no|nothing|nobody|not|never|none|don'?t|doesn'?t|isn'?t)\b", re.I)


class Reader:
    def __init__(self, catalogue: Catalogue, encoder: Encoder, index: Index) -> None:
        self.catalogue, self.encoder, self.index = catalogue, encoder, index
        self.rows = {e.id: i for i, e in enumerate(index.entries)}

    def read(self, text: str, *, practice: str | None = None, systems: Sequence[str] = ()) -> Reading:
        ranking = self.index.practice_scores(text)
        ranked = tuple(Ranked(id=r.practice, score=float(r.score)) for r in ranking)
        chosen = practice or ranked[0].id
        return self._read(text, chosen, ranked, systems, loose=practice is not None)

    def read_story(self, text: str, practices: Sequence[str], *, systems: Sequence[str] = ()) -> dict[str, Reading]:
        ranked = tuple(Ranked(id=r.practice, score=float(r.score)) for r in self.index.practice_scores(text))
        return {p: self._read(text, p, ranked, systems, loose=False) for p in practices}

    def _read(self, text, chosen, ranked, systems, *, loose) -> Reading:
        practice = self.catalogue.practice(chosen)
        pieces = split_statements(text)
        names = Names(systems)
        blank = Reading(text=text, practice=chosen, practices=ranked, level=None, probabilities=(0.25,) * 4)
        if not pieces:
            return blank
        vectors = self.encoder.encode([p.context for p in pieces])
        matrix = np.stack([self.index.vectors[self.rows[a.id]] for a in practice.activities])
        cosines = vectors @ matrix.T
        statements, quoted = [], {}
        for piece, row in zip(pieces, cosines, strict=True):
            best = int(row.argmax())
            context = piece.context
            says = (Says.PLAN if _PLAN.search(context) else Says.PAST if _PAST.search(context)
                    else Says.DENIAL if _DENIAL.search(context) else Says.FACT)
            about = row[best] >= (0.25 if loose else 0.35)
            named = names.find(context)
            statements.append(Statement(quotation=piece.quotation, says=says,
                                        practice=chosen if about else None, systems=named.included))
            if about and says is not Says.PLAN:
                quoted.setdefault(practice.activities[best].id, []).append((piece, says, named, float(row[best])))
        if not quoted:
            return blank.model_copy(update={"statements": tuple(statements)})
        proposals = []
        for activity in practice.activities:
            found = quoted.get(activity.id)
            if not found:
                proposals.append(Proposal(activity=activity.id, coverage=Ordinal.NONE, inferred=True, confidence=0.5))
                continue
            included = tuple(s for s in systems if any(s in f[2].included for f in found))
            denied = found[-1][1] in (Says.DENIAL, Says.PAST)
            size = quantity(" ".join(f[0].context for f in found))
            value = Ordinal.NONE if denied else Ordinal.of(len(included), len(systems)) if included else size or Ordinal.SOME
            if activity.unit is Unit.WHOLE and value is not Ordinal.NONE:
                value = Ordinal.ALL
            proposals.append(Proposal(activity=activity.id, coverage=value, systems=included if not denied else (),
                                      quotations=tuple(f[0].quotation for f in found), confidence=min(1.0, found[0][3] + 0.2)))
        first = practice.activities[0].id
        if first not in quoted and any(p.coverage not in (None, Ordinal.NONE) for p in proposals):
            proposals[0] = Proposal(activity=first, coverage=gate_value(1, practice.activities[0].unit), inferred=True, confidence=0.5)
        level = 0
        by = {p.activity: p.coverage for p in proposals}
        for lv in practice.levels:
            if any((by[a.id] or Ordinal.NONE).worth < gate_value(lv.level, a.unit).worth for a in lv.activities):
                break
            level = lv.level
        probabilities = tuple(0.7 if i == level else 0.1 for i in range(4))
        following = practice.levels[min(level, 2)].activities
        return Reading(text=text, practice=chosen, practices=ranked, level=level, probabilities=probabilities,
                       proposals=tuple(proposals), statements=tuple(statements),
                       open=tuple(OpenPoint(activity=a.id, question=a.question) for a in following))
