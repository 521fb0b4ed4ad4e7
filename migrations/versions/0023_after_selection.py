"""What follows selection: agency markers, and whether the person was told."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

_ENDS = (
    'desisted', 'long_custody', 'moved', 'passed_to_mappa', 'passed_to_drug_team',
    'below_threshold', 'displaced', 'deceased', 'deported', 'selected_in_error', 'turned_18',
)
_NEW_ENDS = (*_ENDS, 'not_ratified')
_STRANDS = ('prevent_and_deter', 'catch_and_convict', 'rehabilitate_and_resettle')
_UNSETTLED = sa.text("settled_on IS NULL")
_STANDING = sa.text("removed_on IS NULL")
_MOVE = (
    "(decision = 'move_strand') = (moved_from IS NOT NULL)"
    " AND (moved_from IS NULL) = (moved_to IS NULL)"
)


def upgrade() -> None:
    _allow_ends(_NEW_ENDS)
    with op.batch_alter_table("panel_decisions", recreate="auto") as decisions:
        decisions.add_column(sa.Column("undone_item_id", sa.Uuid(), nullable=True))
        decisions.add_column(sa.Column("moved_from", sa.String(length=40), nullable=True))
        decisions.add_column(sa.Column("moved_to", sa.String(length=40), nullable=True))
        decisions.add_column(sa.Column("undone_reasons", sa.LargeBinary(), nullable=True))
        decisions.create_foreign_key(
            op.f("fk_panel_decisions_undone_item_id"), "agenda_items", ["undone_item_id"], ["id"],
            initially="DEFERRED", deferrable=True,
        )
        decisions.create_check_constraint(
            op.f("ck_panel_decisions_strand"), _among("moved_from", _STRANDS)
        )
        decisions.create_check_constraint(
            op.f("ck_panel_decisions_moved_to"), _among("moved_to", _STRANDS)
        )
        decisions.create_check_constraint(op.f("ck_panel_decisions_move_says_where"), _MOVE)
        decisions.create_check_constraint(
            op.f("ck_panel_decisions_ratified_or_undone"),
            "ratified_item_id IS NULL OR undone_item_id IS NULL",
        )
        decisions.create_check_constraint(
            op.f("ck_panel_decisions_undone_says_why"),
            "(undone_item_id IS NULL) = (undone_reasons IS NULL)",
        )
    _create_agency_markers()
    _create_tellings()


def _among(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def _allow_ends(ends: tuple[str, ...]) -> None:
    """A check on a list of values cannot be changed: it is made anew."""
    for table in ("scheme_cases", "panel_decisions"):
        with op.batch_alter_table(table, recreate="auto") as altered:
            altered.drop_constraint(op.f(f"ck_{table}_caseend"), type_="check")
            altered.create_check_constraint(
                op.f(f"ck_{table}_caseend"), _among("end_reason", ends)
            )


def _create_agency_markers() -> None:
    op.create_table('agency_markers',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('compartment', sa.Enum('core', 'health', 'intelligence', name='compartment', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('kind', sa.Enum('fact', 'assessment', 'intelligence', name='assertionkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('handling', sa.Enum('action_group', 'criminal_justice', 'own_agency', name='handling', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('case_id', sa.Uuid(), nullable=False),
    sa.Column('strand', sa.Enum(*_STRANDS, name='strand', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('asked_on', sa.Date(), nullable=False),
    sa.Column('set_on', sa.Date(), nullable=True),
    sa.Column('set_by_id', sa.Uuid(), nullable=True),
    sa.Column('removal_asked_on', sa.Date(), nullable=True),
    sa.Column('removed_on', sa.Date(), nullable=True),
    sa.Column('removed_by_id', sa.Uuid(), nullable=True),
    sa.Column('reconciled_on', sa.Date(), nullable=True),
    sa.Column('difference_since', sa.Date(), nullable=True),
    sa.Column('settled_on', sa.Date(), nullable=True),
    sa.Column('note', sa.LargeBinary(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('set_on IS NULL OR set_on >= asked_on', name=op.f('ck_agency_markers_asked_then_set')),
    sa.CheckConstraint('(set_on IS NULL) = (set_by_id IS NULL)', name=op.f('ck_agency_markers_set_by_somebody')),
    sa.CheckConstraint('removed_on IS NULL OR (removal_asked_on IS NOT NULL AND removed_on >= removal_asked_on)', name=op.f('ck_agency_markers_asked_then_removed')),
    sa.CheckConstraint('(removed_on IS NULL) = (removed_by_id IS NULL)', name=op.f('ck_agency_markers_removed_by_somebody')),
    sa.CheckConstraint('removal_asked_on IS NULL OR removal_asked_on >= asked_on', name=op.f('ck_agency_markers_set_then_removed')),
    sa.CheckConstraint('difference_since IS NULL OR reconciled_on IS NOT NULL', name=op.f('ck_agency_markers_found_at_a_check')),
    sa.CheckConstraint('settled_on IS NULL OR removed_on IS NOT NULL', name=op.f('ck_agency_markers_removed_then_settled')),
    sa.ForeignKeyConstraint(['agency_id'], ['agencies.id'], name=op.f('fk_agency_markers_agency_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['case_id'], ['scheme_cases.id'], name=op.f('fk_agency_markers_case_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_agency_markers_person_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['removed_by_id'], ['users.id'], name=op.f('fk_agency_markers_removed_by_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['set_by_id'], ['users.id'], name=op.f('fk_agency_markers_set_by_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_agency_markers'))
    )
    op.create_index(op.f('ix_agency_markers_case_id'), 'agency_markers', ['case_id'], unique=False)
    op.create_index('ix_agency_markers_owed', 'agency_markers', ['agency_id'], unique=False, sqlite_where=_UNSETTLED, postgresql_where=_UNSETTLED)
    op.create_index(op.f('ix_agency_markers_person_id'), 'agency_markers', ['person_id'], unique=False)
    op.create_index('uq_agency_markers_standing', 'agency_markers', ['case_id', 'agency_id', 'strand'], unique=True, sqlite_where=_STANDING, postgresql_where=_STANDING)


def _create_tellings() -> None:
    op.create_table('tellings',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('compartment', sa.Enum('core', 'health', 'intelligence', name='compartment', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('kind', sa.Enum('fact', 'assessment', 'intelligence', name='assertionkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('handling', sa.Enum('action_group', 'criminal_justice', 'own_agency', name='handling', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('case_id', sa.Uuid(), nullable=False),
    sa.Column('strand', sa.Enum(*_STRANDS, name='strand', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('outcome', sa.Enum('not_yet', 'told', 'withheld', name='told', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('how', sa.Enum('visit', 'letter', 'in_custody', 'at_an_appointment', name='how', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('teller_id', sa.Uuid(), nullable=True),
    sa.Column('recorded_by_id', sa.Uuid(), nullable=False),
    sa.Column('review_on', sa.Date(), nullable=True),
    sa.Column('reaction', sa.LargeBinary(), nullable=True),
    sa.Column('adjustments', sa.LargeBinary(), nullable=True),
    sa.Column('present_name', sa.LargeBinary(), nullable=True),
    sa.Column('present_role', sa.LargeBinary(), nullable=True),
    sa.Column('reason', sa.LargeBinary(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("(outcome = 'told') = (how IS NOT NULL) AND (outcome = 'told') = (teller_id IS NOT NULL)", name=op.f('ck_tellings_told_by_somebody')),
    sa.CheckConstraint("(outcome = 'withheld') = (review_on IS NOT NULL)", name=op.f('ck_tellings_withheld_is_reviewed')),
    sa.CheckConstraint("outcome = 'told' OR reason IS NOT NULL", name=op.f('ck_tellings_untold_says_why')),
    sa.ForeignKeyConstraint(['agency_id'], ['agencies.id'], name=op.f('fk_tellings_agency_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['case_id'], ['scheme_cases.id'], name=op.f('fk_tellings_case_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_tellings_person_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['recorded_by_id'], ['users.id'], name=op.f('fk_tellings_recorded_by_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['teller_id'], ['users.id'], name=op.f('fk_tellings_teller_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tellings'))
    )
    op.create_index(op.f('ix_tellings_case_id'), 'tellings', ['case_id'], unique=False)
    op.create_index(op.f('ix_tellings_person_id'), 'tellings', ['person_id'], unique=False)


def downgrade() -> None:
    op.drop_index(op.f('ix_tellings_person_id'), table_name='tellings')
    op.drop_index(op.f('ix_tellings_case_id'), table_name='tellings')
    op.drop_table('tellings')
    op.drop_index('uq_agency_markers_standing', table_name='agency_markers', sqlite_where=_STANDING, postgresql_where=_STANDING)
    op.drop_index(op.f('ix_agency_markers_person_id'), table_name='agency_markers')
    op.drop_index('ix_agency_markers_owed', table_name='agency_markers', sqlite_where=_UNSETTLED, postgresql_where=_UNSETTLED)
    op.drop_index(op.f('ix_agency_markers_case_id'), table_name='agency_markers')
    op.drop_table('agency_markers')
    op.execute(
        "DELETE FROM decision_parties WHERE decision_id IN "
        "(SELECT id FROM panel_decisions WHERE decision = 'move_strand')"
    )
    op.execute("DELETE FROM panel_decisions WHERE decision = 'move_strand'")
    with op.batch_alter_table("panel_decisions", recreate="auto") as decisions:
        for name in ("undone_says_why", "ratified_or_undone", "move_says_where", "moved_to", "strand"):
            decisions.drop_constraint(op.f(f"ck_panel_decisions_{name}"), type_="check")
        decisions.drop_constraint(op.f("fk_panel_decisions_undone_item_id"), type_="foreignkey")
        for column in ("undone_reasons", "moved_to", "moved_from", "undone_item_id"):
            decisions.drop_column(column)
    op.execute(
        "UPDATE scheme_cases SET end_reason = 'selected_in_error' WHERE end_reason = 'not_ratified'"
    )
    _allow_ends(_ENDS)
