"""The trail is only added to; adopted criteria, confirmed minutes, published months are fixed."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_TRAIL = ("audit_events", "audit_subjects", "audit_contents")
_FIXED = {
    "minutes": (
        "OLD.locked_at IS NOT NULL",
        (
            "NEW.locked_at IS NULL OR NEW.words <> OLD.words "
            "OR NEW.agenda_item_id <> OLD.agenda_item_id OR NEW.written_by_id <> OLD.written_by_id "
            "OR NEW.addendum <> OLD.addendum"
        ),
    ),
    "criteria_sets": (
        "OLD.adopted_on IS NOT NULL",
        (
            "NEW.adopted_on IS NULL OR NEW.adopted_on <> OLD.adopted_on "
            "OR NEW.agenda_item_id <> OLD.agenda_item_id OR NEW.criteria_kind <> OLD.criteria_kind "
            "OR NEW.number <> OLD.number OR NEW.digest <> OLD.digest "
            "OR CAST(NEW.document AS TEXT) <> CAST(OLD.document AS TEXT)"
        ),
    ),
    "monthly_updates": (
        "OLD.status = 'published'",
        (
            "NEW.digest <> OLD.digest OR NEW.month <> OLD.month OR NEW.status <> OLD.status "
            "OR NEW.number <> OLD.number OR NEW.as_at <> OLD.as_at "
            "OR CAST(NEW.figures AS TEXT) <> CAST(OLD.figures AS TEXT) "
            "OR CAST(NEW.members AS TEXT) <> CAST(OLD.members AS TEXT) "
            "OR CAST(NEW.narrative AS TEXT) <> CAST(OLD.narrative AS TEXT)"
        ),
    ),
}


_CHAINS = 8


def upgrade() -> None:
    heads = sa.table(
        "audit_heads",
        sa.column("chain", sa.Integer),
        sa.column("sequence", sa.BigInteger),
        sa.column("digest", sa.LargeBinary),
    )
    op.bulk_insert(
        heads, [{"chain": n, "sequence": 0, "digest": bytes(32)} for n in range(_CHAINS)]
    )
    if op.get_bind().dialect.name == "sqlite":
        _upgrade_sqlite()
    else:
        _upgrade_postgresql()


def _upgrade_sqlite() -> None:
    for table in _TRAIL:
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'the trail is only added to'); END"
            )
    for table, (fixed, changed) in _FIXED.items():
        op.execute(
            f"CREATE TRIGGER {table}_fixed BEFORE UPDATE ON {table} WHEN {fixed} AND ({changed}) "
            "BEGIN SELECT RAISE(ABORT, 'this can no longer change'); END"
        )
        op.execute(
            f"CREATE TRIGGER {table}_kept BEFORE DELETE ON {table} WHEN {fixed} "
            "BEGIN SELECT RAISE(ABORT, 'this is kept'); END"
        )


def _upgrade_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION popo_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'this can no longer change'; END $$"
    )
    for table in _TRAIL:
        op.execute(
            f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION popo_refuse()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION popo_refuse()"
        )
    for table, (fixed, changed) in _FIXED.items():
        op.execute(
            f"CREATE TRIGGER {table}_fixed BEFORE UPDATE ON {table} FOR EACH ROW "
            f"WHEN ({fixed} AND ({changed})) EXECUTE FUNCTION popo_refuse()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_kept BEFORE DELETE ON {table} FOR EACH ROW "
            f"WHEN ({fixed}) EXECUTE FUNCTION popo_refuse()"
        )


def downgrade() -> None:
    op.execute("DELETE FROM audit_heads")
    if op.get_bind().dialect.name == "sqlite":
        for table in _TRAIL:
            op.execute(f"DROP TRIGGER {table}_no_update")
            op.execute(f"DROP TRIGGER {table}_no_delete")
        for table in _FIXED:
            op.execute(f"DROP TRIGGER {table}_fixed")
            op.execute(f"DROP TRIGGER {table}_kept")
        return
    for table in _TRAIL:
        op.execute(f"DROP TRIGGER {table}_no_change ON {table}")
        op.execute(f"DROP TRIGGER {table}_no_truncate ON {table}")
    for table in _FIXED:
        op.execute(f"DROP TRIGGER {table}_fixed ON {table}")
        op.execute(f"DROP TRIGGER {table}_kept ON {table}")
    op.execute("DROP FUNCTION popo_refuse()")
