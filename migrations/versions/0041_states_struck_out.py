"""How somebody stands may be struck out, where it was never so."""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

_TABLE = "resettlement_states"
_INDEX = "uq_resettlement_states_running"
_COLUMNS = ("person_id", "area")
_RUNNING = "ends_on IS NULL"


def _index_running(condition: str) -> None:
    where = sa.text(condition)
    op.create_index(
        _INDEX, _TABLE, list(_COLUMNS), unique=True, sqlite_where=where, postgresql_where=where
    )


def upgrade() -> None:
    op.drop_index(_INDEX, table_name=_TABLE)
    with op.batch_alter_table(_TABLE, recreate="auto") as states:
        states.add_column(sa.Column("struck_at", sa.DateTime(timezone=True), nullable=True))
        states.add_column(sa.Column("struck_by_id", sa.Uuid(), nullable=True))
        states.add_column(sa.Column("why", sa.LargeBinary(), nullable=True))
        states.create_check_constraint(
            op.f(f"ck_{_TABLE}_struck_says_why"), "(struck_at IS NULL) = (why IS NULL)"
        )
        states.create_foreign_key(
            op.f(f"fk_{_TABLE}_struck_by_id"), "users", ["struck_by_id"], ["id"],
            initially="DEFERRED", deferrable=True,
        )
    _index_running(f"{_RUNNING} AND struck_at IS NULL")


def downgrade() -> None:
    op.drop_index(_INDEX, table_name=_TABLE)
    op.execute(f"DELETE FROM {_TABLE} WHERE struck_at IS NOT NULL")  # noqa: S608 - a name of this file
    with op.batch_alter_table(_TABLE, recreate="auto") as states:
        states.drop_constraint(op.f(f"fk_{_TABLE}_struck_by_id"), type_="foreignkey")
        states.drop_constraint(op.f(f"ck_{_TABLE}_struck_says_why"), type_="check")
        for name in ("why", "struck_by_id", "struck_at"):
            states.drop_column(name)
    _index_running(_RUNNING)
