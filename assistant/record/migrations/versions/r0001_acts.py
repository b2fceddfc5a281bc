"""Assessments, their acts in a chain, the payload beside it, catalogue snapshots."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the first tables."""
    op.create_table(
        "snapshot",
        sa.Column("sha256", sa.Text, primary_key=True),
        sa.Column("json", sa.Text, nullable=False),
    )
    op.create_table(
        "assessment",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.Text, nullable=False, unique=True),
        sa.Column("created", sa.Text, nullable=False),
        sa.Column("last", sa.Text, nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("head", sa.Text, nullable=False),
        sa.Column("catalogue", sa.Text, sa.ForeignKey("snapshot.sha256"), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "act",
        sa.Column(
            "assessment", sa.Integer, sa.ForeignKey("assessment.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("prev", sa.Text, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
        sa.Column("digests", sa.Text, nullable=False),
    )
    op.create_table(
        "payload",
        sa.Column("assessment", sa.Integer, primary_key=True),
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("fields", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["assessment", "seq"], ["act.assessment", "act.seq"], ondelete="CASCADE"),
    )
