"""Bringing an older database up to date: all steps in one transaction, after a copy was made."""

from pathlib import Path

from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

SCRIPTS = Path(__file__).parent / "migrations"


def upgrade(connection: Connection, since: str | None, *, until: str = "head") -> None:
    """Run the revisions after `since` and note the version reached."""
    scripts = ScriptDirectory(str(SCRIPTS))
    context = MigrationContext.configure(connection)
    steps = list(scripts.iterate_revisions(until, since or "base"))
    with Operations.context(context):
        for step in reversed(steps):
            step.module.upgrade()
    context.stamp(scripts, until)
