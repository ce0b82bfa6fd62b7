"""Row-level security of a house's table: what every step that makes such a table calls.

A transaction says whose rows it is for in ``plenum.organisation_id``; a statement that looks
across houses names its tables in ``plenum.reach`` (planner/models/reach.py). Who says neither sees
nothing.
The owner of the tables is held as well (FORCE); a superuser is not: Plenum must not run as one.
"""

from __future__ import annotations

from alembic import op

MIGRATION = "migration"
"""What ``plenum.reach`` says while the tables themselves are changed."""
CONDITION = """
organisation_id = nullif(current_setting('plenum.organisation_id', true), '')::integer
OR strpos(current_setting('plenum.reach', true), ' {table} ') > 0
OR current_setting('plenum.reach', true) = '{migration}'
"""


def guard_table(table: str) -> None:
    """Let a table show and take only the rows of the house that the transaction is for."""
    if op.get_bind().dialect.name != "postgresql":
        return
    condition = CONDITION.format(table=table, migration=MIGRATION)
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY house ON {table} USING ({condition}) WITH CHECK ({condition})")


def unguard_table(table: str) -> None:
    """Take the guard away."""
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute(f"DROP POLICY house ON {table}")
    op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
