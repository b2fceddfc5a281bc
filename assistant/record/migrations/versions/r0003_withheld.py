"""What an import left out of private notes is told from what somebody destroyed."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
_PRIVATE = ("speaker.name", "deed.text", "deed.practice")
_PAYLOADS = sa.text("SELECT assessment, seq, fields FROM payload WHERE fields LIKE '%,\"noted\"]%'")
_CHANGE = sa.text("UPDATE payload SET fields = :fields WHERE assessment = :assessment AND seq = :seq")


def upgrade() -> None:
    """Mark the fields of private notes that are gone: until now only imports could explain them."""
    connection = op.get_bind()
    for assessment, seq, text in connection.execute(_PAYLOADS).all():
        fields = json.loads(text)
        if fields["deed.kind"][1] != "noted":
            continue
        gone = {name: False for name in _PRIVATE if name in fields and fields[name] is None}
        if gone:
            changed = json.dumps(fields | gone, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
            connection.execute(_CHANGE, {"fields": changed, "assessment": assessment, "seq": seq})
