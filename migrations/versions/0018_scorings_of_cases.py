"""Cases are scored again at review; an override is a signed line; a frozen score is guarded."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_UNFROZEN = sa.text("frozen_at IS NULL")
_GUARDS = {
    "scorings": (
        "OLD.frozen_at IS NOT NULL AND (NEW.frozen_at IS NULL OR NEW.frozen_at <> OLD.frozen_at "
        "OR NEW.scored_on <> OLD.scored_on OR NEW.scorer_id <> OLD.scorer_id "
        "OR NEW.criteria_set_id <> OLD.criteria_set_id "
        "OR COALESCE(NEW.low, -1) <> COALESCE(OLD.low, -1) "
        "OR COALESCE(NEW.high, -1) <> COALESCE(OLD.high, -1) "
        "OR COALESCE(NEW.band, '') <> COALESCE(OLD.band, ''))"
    ),
    "scoring_answers": (
        "EXISTS (SELECT 1 FROM scorings WHERE scorings.id = OLD.scoring_id "
        "AND scorings.frozen_at IS NOT NULL)"
    ),
}


def upgrade() -> None:
    with op.batch_alter_table("scorings", recreate="auto") as scorings:
        scorings.add_column(sa.Column("case_id", sa.Uuid(), nullable=True))
        scorings.alter_column("nomination_id", existing_type=sa.Uuid(), nullable=True)
        scorings.drop_constraint(op.f("uq_scorings_nomination_id_scorer_id"), type_="unique")
        scorings.create_foreign_key(
            op.f("fk_scorings_case_id"), "scheme_cases", ["case_id"], ["id"],
            initially="DEFERRED", deferrable=True,
        )
        scorings.create_check_constraint(
            op.f("ck_scorings_of_one_thing"), "(nomination_id IS NULL) <> (case_id IS NULL)"
        )
    op.create_index(op.f("ix_scorings_case_id"), "scorings", ["case_id"], unique=False)
    op.create_index("ix_scorings_frozen_at", "scorings", ["frozen_at"], unique=False)
    op.create_index(
        "uq_scorings_in_hand", "scorings", ["person_id", "scorer_id"], unique=True,
        sqlite_where=_UNFROZEN, postgresql_where=_UNFROZEN,
    )
    with op.batch_alter_table("scoring_answers", recreate="never") as answers:
        answers.add_column(sa.Column("value", sa.Integer(), nullable=True))
        answers.add_column(sa.Column("rests_on", sa.LargeBinary(), nullable=True))
    _create_adjustments()
    _guard()


def _create_adjustments() -> None:
    op.create_table('adjustments',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('compartment', sa.Enum('core', 'health', 'intelligence', name='compartment', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('kind', sa.Enum('fact', 'assessment', 'intelligence', name='assertionkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('handling', sa.Enum('action_group', 'criminal_justice', 'own_agency', name='handling', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('scoring_id', sa.Uuid(), nullable=False),
    sa.Column('points', sa.Integer(), nullable=False),
    sa.Column('proposed_on', sa.Date(), nullable=False),
    sa.Column('proposed_by_id', sa.Uuid(), nullable=False),
    sa.Column('proposed_agency_id', sa.Uuid(), nullable=False),
    sa.Column('signed_on', sa.Date(), nullable=True),
    sa.Column('signed_by_id', sa.Uuid(), nullable=True),
    sa.Column('signed_agency_id', sa.Uuid(), nullable=True),
    sa.Column('withdrawn_on', sa.Date(), nullable=True),
    sa.Column('reasons', sa.LargeBinary(), nullable=False),
    sa.Column('evidence', sa.LargeBinary(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('points <> 0', name=op.f('ck_adjustments_moves_something')),
    sa.CheckConstraint('signed_by_id <> proposed_by_id', name=op.f('ck_adjustments_two_people')),
    sa.CheckConstraint('signed_agency_id <> proposed_agency_id', name=op.f('ck_adjustments_two_agencies')),
    sa.CheckConstraint('(signed_on IS NULL) = (signed_by_id IS NULL) AND (signed_on IS NULL) = (signed_agency_id IS NULL)', name=op.f('ck_adjustments_signed_is_dated')),
    sa.CheckConstraint('signed_on IS NULL OR withdrawn_on IS NULL', name=op.f('ck_adjustments_signed_or_withdrawn')),
    sa.ForeignKeyConstraint(['agency_id'], ['agencies.id'], name=op.f('fk_adjustments_agency_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_adjustments_person_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['proposed_agency_id'], ['agencies.id'], name=op.f('fk_adjustments_proposed_agency_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['proposed_by_id'], ['users.id'], name=op.f('fk_adjustments_proposed_by_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['scoring_id'], ['scorings.id'], name=op.f('fk_adjustments_scoring_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['signed_agency_id'], ['agencies.id'], name=op.f('fk_adjustments_signed_agency_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['signed_by_id'], ['users.id'], name=op.f('fk_adjustments_signed_by_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_adjustments'))
    )
    op.create_index(op.f('ix_adjustments_person_id'), 'adjustments', ['person_id'], unique=False)
    op.create_index(op.f('ix_adjustments_scoring_id'), 'adjustments', ['scoring_id'], unique=False)


def _guard() -> None:
    for table, changed in _GUARDS.items():
        if op.get_bind().dialect.name == "sqlite":
            op.execute(
                f"CREATE TRIGGER {table}_fixed BEFORE UPDATE ON {table} WHEN {changed} "
                "BEGIN SELECT RAISE(ABORT, 'this can no longer change'); END"
            )
        elif table == "scorings":
            op.execute(
                f"CREATE TRIGGER {table}_fixed BEFORE UPDATE ON {table} FOR EACH ROW "
                f"WHEN ({changed}) EXECUTE FUNCTION popo_refuse()"
            )
        else:  # a condition of a PostgreSQL trigger may not look into another table
            op.execute(
                "CREATE FUNCTION popo_refuse_frozen() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN IF {changed} THEN "
                "RAISE EXCEPTION 'this can no longer change'; END IF; RETURN NEW; END $$"
            )
            op.execute(
                f"CREATE TRIGGER {table}_fixed BEFORE UPDATE ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION popo_refuse_frozen()"
            )


def _unguard() -> None:
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for table in _GUARDS:
        op.execute(f"DROP TRIGGER {table}_fixed" + ("" if on_sqlite else f" ON {table}"))
    if not on_sqlite:
        op.execute("DROP FUNCTION popo_refuse_frozen()")


def downgrade() -> None:
    _unguard()
    op.drop_index(op.f('ix_adjustments_scoring_id'), table_name='adjustments')
    op.drop_index(op.f('ix_adjustments_person_id'), table_name='adjustments')
    op.drop_table('adjustments')
    with op.batch_alter_table("scoring_answers", recreate="never") as answers:
        answers.drop_column("rests_on")
        answers.drop_column("value")
    op.drop_index("uq_scorings_in_hand", table_name="scorings", sqlite_where=_UNFROZEN, postgresql_where=_UNFROZEN)
    op.drop_index("ix_scorings_frozen_at", table_name="scorings")
    op.drop_index(op.f("ix_scorings_case_id"), table_name="scorings")
    op.execute(
        "DELETE FROM scoring_answers WHERE scoring_id IN "
        "(SELECT id FROM scorings WHERE nomination_id IS NULL)"
    )
    op.execute("DELETE FROM scorings WHERE nomination_id IS NULL")
    with op.batch_alter_table("scorings", recreate="auto") as scorings:
        scorings.drop_constraint(op.f("ck_scorings_of_one_thing"), type_="check")
        scorings.drop_constraint(op.f("fk_scorings_case_id"), type_="foreignkey")
        scorings.drop_column("case_id")
        scorings.alter_column("nomination_id", existing_type=sa.Uuid(), nullable=False)
        scorings.create_unique_constraint(
            op.f("uq_scorings_nomination_id_scorer_id"), ["nomination_id", "scorer_id"]
        )
