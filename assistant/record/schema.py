"""The tables, and which versions of them there have been."""

from sqlalchemy import (
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

OLDER = ("0001", "0002")
"""The versions that can be brought up to date, oldest first."""
VERSION = "0003"

tables = MetaData()

version = Table("alembic_version", MetaData(), Column("version_num", String(32), primary_key=True))
"""Kept by Alembic; read without it, since importing Alembic takes 0.2 s."""

snapshot = Table(
    "snapshot",
    tables,
    Column("sha256", Text, primary_key=True),
    Column("json", Text, nullable=False),
)

assessment = Table(
    "assessment",
    tables,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("created", Text, nullable=False),
    Column("last", Text, nullable=False),
    Column("count", Integer, nullable=False),
    Column("head", Text, nullable=False),
    Column("catalogue", Text, ForeignKey("snapshot.sha256"), nullable=False),
    sqlite_autoincrement=True,
)

act = Table(
    "act",
    tables,
    Column("assessment", Integer, ForeignKey("assessment.id", ondelete="CASCADE"), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("prev", Text, nullable=False),
    Column("hash", Text, nullable=False),
    Column("digests", Text, nullable=False),
)

payload = Table(
    "payload",
    tables,
    Column("assessment", Integer, primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("fields", Text, nullable=False),
    ForeignKeyConstraint(["assessment", "seq"], ["act.assessment", "act.seq"], ondelete="CASCADE"),
)

scorecard = Table(
    "scorecard",
    tables,
    Column("assessment", Integer, ForeignKey("assessment.id", ondelete="CASCADE"), primary_key=True),
    Column("head", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("json", Text, nullable=False),
)
