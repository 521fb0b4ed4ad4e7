"""Frozen scorings, signed overrides and what was sent out: no column changes and no row goes."""

from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

_MORE = {
    "scorings": (
        "OLD.frozen_at IS NOT NULL",
        (
            "NEW.person_id <> OLD.person_id "
            "OR (NEW.nomination_id IS NULL) <> (OLD.nomination_id IS NULL) "
            "OR NEW.nomination_id <> OLD.nomination_id "
            "OR (NEW.case_id IS NULL) <> (OLD.case_id IS NULL) OR NEW.case_id <> OLD.case_id "
            "OR (NEW.narrative IS NULL) <> (OLD.narrative IS NULL) "
            "OR NEW.narrative <> OLD.narrative"
        ),
    ),
    "adjustments": (
        "OLD.signed_on IS NOT NULL",
        (
            "NEW.person_id <> OLD.person_id OR NEW.proposed_on <> OLD.proposed_on "
            "OR NEW.proposed_agency_id <> OLD.proposed_agency_id "
            "OR NEW.signed_agency_id <> OLD.signed_agency_id "
            "OR NEW.reasons <> OLD.reasons OR NEW.evidence <> OLD.evidence"
        ),
    ),
}
"""Besides what the triggers named `…_fixed` refuse."""

_KEPT = {
    "scorings": "OLD.frozen_at IS NOT NULL",
    "scoring_answers": (
        "EXISTS (SELECT 1 FROM scorings WHERE scorings.id = OLD.scoring_id "
        "AND scorings.frozen_at IS NOT NULL)"
    ),
    "adjustments": "OLD.signed_on IS NOT NULL",
    "consultations": "1 = 1",
}


def upgrade() -> None:
    for table, (fixed, changed) in _MORE.items():
        _refuse(f"{table}_whole", f"UPDATE ON {table}", f"{fixed} AND ({changed})", "popo_refuse")
    for table, fixed in _KEPT.items():
        guard = "popo_refuse_removal" if table == "scoring_answers" else "popo_refuse"
        _refuse(f"{table}_kept", f"DELETE ON {table}", fixed, guard)


def _refuse(name: str, moment: str, condition: str, function: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {moment} WHEN {condition} "
            "BEGIN SELECT RAISE(ABORT, 'this can no longer change'); END"
        )
        return
    when = f"WHEN ({condition})"
    if function != "popo_refuse":  # a condition of a trigger may not look into another table
        op.execute(
            f"CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN IF {condition} THEN "
            "RAISE EXCEPTION 'this can no longer change'; END IF; RETURN OLD; END $$"
        )
        when = ""
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {moment} FOR EACH ROW {when} EXECUTE FUNCTION {function}()"
    )


def downgrade() -> None:
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for table in _MORE:
        op.execute(f"DROP TRIGGER {table}_whole" + ("" if on_sqlite else f" ON {table}"))
    for table in _KEPT:
        op.execute(f"DROP TRIGGER {table}_kept" + ("" if on_sqlite else f" ON {table}"))
    if not on_sqlite:
        op.execute("DROP FUNCTION popo_refuse_removal()")
