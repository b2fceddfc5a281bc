"""The last scorecard of each assessment, a cache for lists and portfolios."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make room for scorecards."""
    op.create_table(
        "scorecard",
        sa.Column(
            "assessment", sa.Integer, sa.ForeignKey("assessment.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("head", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("json", sa.Text, nullable=False),
    )
