"""The queries of one transaction: values in, values out."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from assistant.record.canonical import sha256
from assistant.record.chain import Link
from assistant.record.register import Register, Scored, Stored
from assistant.record.schema import act, assessment, payload, scorecard, snapshot

_LINE = [assessment.c[name] for name in ("name", "created", "last", "count", "head", "catalogue")]


class Rows:
    """What one transaction reads and writes."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def id_of(self, name: str) -> int | None:
        """The number that the database gave the assessment of this name."""
        return self._connection.execute(select(assessment.c.id).where(assessment.c.name == name)).scalar()

    def registers(self) -> tuple[Register, ...]:
        """All lines, the one last worked on first."""
        found = self._connection.execute(select(*_LINE).order_by(assessment.c.last.desc(), assessment.c.name))
        return tuple(Register(*row) for row in found)

    def register(self, number: int) -> Register | None:
        """The line of an assessment; locked where the database locks rows."""
        row = self._connection.execute(
            select(*_LINE).where(assessment.c.id == number).with_for_update()
        ).first()
        return Register(*row) if row else None

    def payloads(self, number: int, *, until: int) -> list[tuple[int, str | None]]:
        """The payloads of the acts up to a sequence number, in order; None where one is gone."""
        beside = act.outerjoin(
            payload, (payload.c.assessment == act.c.assessment) & (payload.c.seq == act.c.seq)
        )
        mine = (act.c.assessment == number) & (act.c.seq <= until)
        found = self._connection.execute(
            select(act.c.seq, payload.c.fields).select_from(beside).where(mine).order_by(act.c.seq)
        )
        return [(seq, fields) for seq, fields in found]

    def links(self, number: int) -> tuple[Link, ...]:
        """All acts as they are kept."""
        beside = act.outerjoin(
            payload, (payload.c.assessment == act.c.assessment) & (payload.c.seq == act.c.seq)
        )
        found = self._connection.execute(
            select(act.c.seq, act.c.prev, act.c.hash, act.c.digests, payload.c.fields)
            .select_from(beside)
            .where(act.c.assessment == number)
            .order_by(act.c.seq)
        )
        return tuple(Link(*row) for row in found)

    def stored(self, number: int) -> Stored | None:
        """Everything that is kept of an assessment."""
        line = self.register(number)
        if line is None:
            return None
        return Stored(
            register=line,
            links=self.links(number),
            snapshot=self.catalogue(line.catalogue),
            scored=self.scored(number),
        )

    def catalogue(self, digest: str) -> str | None:
        """The JSON of a catalogue snapshot."""
        return self._connection.execute(select(snapshot.c.json).where(snapshot.c.sha256 == digest)).scalar()

    def add_catalogue(self, json: str) -> None:
        """Keep a catalogue snapshot, once however many assessments use it."""
        digest = sha256(json)
        if self.catalogue(digest) is None:
            self._connection.execute(insert(snapshot).values(sha256=digest, json=json))

    def add_assessment(self, line: Register) -> int:
        """Keep a new line; its number."""
        key = self._connection.execute(insert(assessment).values(vars(line))).inserted_primary_key
        assert key is not None
        return int(key[0])

    def change_register(self, number: int, line: Register) -> None:
        """Bring the line up to what the acts now say."""
        self._connection.execute(update(assessment).where(assessment.c.id == number).values(vars(line)))

    def add_links(self, number: int, added: Sequence[Link]) -> None:
        """Keep more acts."""
        acts: list[dict[str, Any]] = [
            {"assessment": number, "seq": k.seq, "prev": k.prev, "hash": k.hash, "digests": k.digests}
            for k in added
        ]
        beside = [{"assessment": number, "seq": k.seq, "fields": k.payload} for k in added]
        self._connection.execute(insert(act), acts)
        self._connection.execute(insert(payload), beside)

    def payload_of(self, number: int, seq: int) -> str | None:
        """The payload of one act."""
        mine = (payload.c.assessment == number) & (payload.c.seq == seq)
        return self._connection.execute(select(payload.c.fields).where(mine)).scalar()

    def change_payload(self, number: int, *, seq: int, fields: str) -> None:
        """Put a payload without words in the place of the one with them."""
        mine = (payload.c.assessment == number) & (payload.c.seq == seq)
        self._connection.execute(update(payload).where(mine).values(fields=fields))

    def remove(self, number: int) -> None:
        """Delete an assessment with all its acts, and its snapshot where nobody else uses it."""
        for table in (scorecard, payload, act):
            self._connection.execute(delete(table).where(table.c.assessment == number))
        self._connection.execute(delete(assessment).where(assessment.c.id == number))
        used = select(assessment.c.catalogue)
        self._connection.execute(delete(snapshot).where(snapshot.c.sha256.not_in(used)))

    def scored(self, number: int) -> Scored | None:
        """The scorecard that was kept last."""
        columns = (scorecard.c.head, scorecard.c.digest, scorecard.c.json)
        row = self._connection.execute(select(*columns).where(scorecard.c.assessment == number)).first()
        return Scored(*row) if row else None

    def current_scorecards(self) -> dict[str, str]:
        """By name, the scorecards that belong to the present head and that nobody changed."""
        current = (scorecard.c.assessment == assessment.c.id) & (scorecard.c.head == assessment.c.head)
        found = self._connection.execute(
            select(assessment.c.name, scorecard.c.json, scorecard.c.digest).where(current)
        )
        return {str(name): str(json) for name, json, digest in found if sha256(str(json)) == digest}

    def forget_scorecard(self, number: int) -> None:
        """Drop the scorecard that was kept."""
        self._connection.execute(delete(scorecard).where(scorecard.c.assessment == number))

    def keep_scorecard(self, number: int, kept: Scored) -> None:
        """Keep a scorecard in the place of the one before."""
        self.forget_scorecard(number)
        self._connection.execute(insert(scorecard).values(assessment=number, **vars(kept)))
