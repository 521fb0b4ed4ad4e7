"""Nominations are prepared in parts, looked at first, joined and challenged."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

_STATUSES = "'nominated', 'scoring', 'awaiting_panel', 'deferred', 'declined', 'selected'"
_OPEN = sa.text("status NOT IN ('draft', 'declined', 'selected')")
_OPEN_BEFORE = sa.text("status NOT IN ('declined', 'selected')")
_UNSENT = sa.text("sent_on IS NULL")
_OPEN_DECISION = sa.text("answered_on IS NULL AND decision_id IS NOT NULL")
_OPEN_REFUSAL = sa.text("answered_on IS NULL AND decision_id IS NULL")
_REFUSALS = ("age", "not_at_liberty", "managed_elsewhere", "not_enough_evidence", "duplicate", "other_criteria")


def upgrade() -> None:
    op.drop_index("uq_nominations_open", table_name="nominations", sqlite_where=_OPEN_BEFORE, postgresql_where=_OPEN_BEFORE)
    with op.batch_alter_table("nominations", recreate="auto") as nominations:
        nominations.alter_column("grounds", existing_type=sa.LargeBinary(), nullable=True)
        nominations.add_column(sa.Column("triaged_on", sa.Date(), nullable=True))
        nominations.add_column(sa.Column("triaged_by_id", sa.Uuid(), nullable=True))
        nominations.add_column(sa.Column("look_again_on", sa.Date(), nullable=True))
        nominations.add_column(sa.Column("refused_because", sa.String(40), nullable=True))
        nominations.add_column(sa.Column("triage_words", sa.LargeBinary(), nullable=True))
        nominations.create_foreign_key(
            op.f("fk_nominations_triaged_by_id"), "users", ["triaged_by_id"], ["id"],
            initially="DEFERRED", deferrable=True,
        )
        nominations.drop_constraint(op.f("ck_nominations_nominationstatus"), type_="check")
        nominations.create_check_constraint(
            op.f("ck_nominations_nominationstatus"), f"status IN ('draft', {_STATUSES})"
        )
        nominations.create_check_constraint(
            op.f("ck_nominations_refusal"), f"refused_because IN ({', '.join(map(repr, _REFUSALS))})"
        )
        nominations.create_check_constraint(
            op.f("ck_nominations_triaged_by_somebody"),
            "(triaged_on IS NULL) = (triaged_by_id IS NULL)",
        )
        nominations.create_check_constraint(
            op.f("ck_nominations_deferred_looks_again"),
            "look_again_on IS NULL OR status = 'deferred'",
        )
        nominations.create_check_constraint(
            op.f("ck_nominations_refused_declines"),
            "refused_because IS NULL OR status = 'declined'",
        )
    op.create_index(
        "uq_nominations_open", "nominations", ["person_id"], unique=True,
        sqlite_where=_OPEN, postgresql_where=_OPEN,
    )
    _create_statements()
    _create_parts()
    _create_challenges()


def _create_statements() -> None:
    op.create_table('nomination_statements',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('compartment', sa.Enum('core', 'health', 'intelligence', name='compartment', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('kind', sa.Enum('fact', 'assessment', 'intelligence', name='assertionkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('handling', sa.Enum('action_group', 'criminal_justice', 'own_agency', name='handling', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('nomination_id', sa.Uuid(), nullable=False),
    sa.Column('author_id', sa.Uuid(), nullable=False),
    sa.Column('sent_on', sa.Date(), nullable=True),
    sa.Column('draft_until', sa.Date(), nullable=True),
    sa.Column('outcome_unread', sa.Boolean(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('(sent_on IS NULL) = (draft_until IS NOT NULL)', name=op.f('ck_nomination_statements_sent_or_draft')),
    sa.ForeignKeyConstraint(['agency_id'], ['agencies.id'], name=op.f('fk_nomination_statements_agency_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['author_id'], ['users.id'], name=op.f('fk_nomination_statements_author_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['nomination_id'], ['nominations.id'], name=op.f('fk_nomination_statements_nomination_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_nomination_statements_person_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_nomination_statements'))
    )
    op.create_index(op.f('ix_nomination_statements_author_id'), 'nomination_statements', ['author_id'], unique=False)
    op.create_index('ix_nomination_statements_draft_until', 'nomination_statements', ['draft_until'], unique=False)
    op.create_index(op.f('ix_nomination_statements_nomination_id'), 'nomination_statements', ['nomination_id'], unique=False)
    op.create_index(op.f('ix_nomination_statements_person_id'), 'nomination_statements', ['person_id'], unique=False)
    op.create_index('uq_nomination_statements_unsent', 'nomination_statements', ['nomination_id', 'author_id'], unique=True, sqlite_where=_UNSENT, postgresql_where=_UNSENT)


def _create_parts() -> None:
    op.create_table('nomination_parts',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('compartment', sa.Enum('core', 'health', 'intelligence', name='compartment', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('kind', sa.Enum('fact', 'assessment', 'intelligence', name='assertionkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('handling', sa.Enum('action_group', 'criminal_justice', 'own_agency', name='handling', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('statement_id', sa.Uuid(), nullable=False),
    sa.Column('part', sa.Enum('why_now', 'offending', 'harm', 'tried', 'risk', 'help', name='part', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('as_at', sa.Date(), nullable=True),
    sa.Column('words', sa.LargeBinary(), nullable=True),
    sa.Column('source', sa.LargeBinary(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('(words IS NULL) = (as_at IS NULL)', name=op.f('ck_nomination_parts_words_are_dated')),
    sa.ForeignKeyConstraint(['agency_id'], ['agencies.id'], name=op.f('fk_nomination_parts_agency_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_nomination_parts_person_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['statement_id'], ['nomination_statements.id'], name=op.f('fk_nomination_parts_statement_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_nomination_parts')),
    sa.UniqueConstraint('statement_id', 'part', name=op.f('uq_nomination_parts_statement_id_part'))
    )
    op.create_index(op.f('ix_nomination_parts_person_id'), 'nomination_parts', ['person_id'], unique=False)
    op.create_index(op.f('ix_nomination_parts_statement_id'), 'nomination_parts', ['statement_id'], unique=False)


def _create_challenges() -> None:
    op.create_table('challenges',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('compartment', sa.Enum('core', 'health', 'intelligence', name='compartment', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('kind', sa.Enum('fact', 'assessment', 'intelligence', name='assertionkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('handling', sa.Enum('action_group', 'criminal_justice', 'own_agency', name='handling', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('decision_id', sa.Uuid(), nullable=True),
    sa.Column('nomination_id', sa.Uuid(), nullable=True),
    sa.Column('recorded_by_id', sa.Uuid(), nullable=False),
    sa.Column('made_on', sa.Date(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('outcome', sa.Enum('stands', 'changed', name='challengeoutcome', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('answered_on', sa.Date(), nullable=True),
    sa.Column('answered_by_id', sa.Uuid(), nullable=True),
    sa.Column('made_by', sa.LargeBinary(), nullable=False),
    sa.Column('grounds', sa.LargeBinary(), nullable=False),
    sa.Column('answer', sa.LargeBinary(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('decision_id IS NOT NULL OR nomination_id IS NOT NULL', name=op.f('ck_challenges_of_something')),
    sa.CheckConstraint('due_on > made_on', name=op.f('ck_challenges_right_order')),
    sa.CheckConstraint('(answered_on IS NULL) = (outcome IS NULL) AND (answered_on IS NULL) = (answered_by_id IS NULL) AND (answered_on IS NULL) = (answer IS NULL)', name=op.f('ck_challenges_answered_in_full')),
    sa.CheckConstraint('answered_by_id <> recorded_by_id', name=op.f('ck_challenges_two_people')),
    sa.ForeignKeyConstraint(['agency_id'], ['agencies.id'], name=op.f('fk_challenges_agency_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['answered_by_id'], ['users.id'], name=op.f('fk_challenges_answered_by_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['decision_id'], ['panel_decisions.id'], name=op.f('fk_challenges_decision_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['nomination_id'], ['nominations.id'], name=op.f('fk_challenges_nomination_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_challenges_person_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['recorded_by_id'], ['users.id'], name=op.f('fk_challenges_recorded_by_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_challenges'))
    )
    op.create_index(op.f('ix_challenges_decision_id'), 'challenges', ['decision_id'], unique=False)
    op.create_index(op.f('ix_challenges_due_on'), 'challenges', ['due_on'], unique=False)
    op.create_index(op.f('ix_challenges_nomination_id'), 'challenges', ['nomination_id'], unique=False)
    op.create_index(op.f('ix_challenges_person_id'), 'challenges', ['person_id'], unique=False)
    op.create_index('uq_challenges_open_decision', 'challenges', ['decision_id'], unique=True, sqlite_where=_OPEN_DECISION, postgresql_where=_OPEN_DECISION)
    op.create_index('uq_challenges_open_refusal', 'challenges', ['nomination_id'], unique=True, sqlite_where=_OPEN_REFUSAL, postgresql_where=_OPEN_REFUSAL)


def downgrade() -> None:
    """`grounds` may stay empty: sealed words cannot be moved back to the column they came from."""
    op.drop_table('challenges')
    op.drop_table('nomination_parts')
    op.drop_table('nomination_statements')
    op.drop_index("uq_nominations_open", table_name="nominations", sqlite_where=_OPEN, postgresql_where=_OPEN)
    op.execute("DELETE FROM nominations WHERE status = 'draft'")
    with op.batch_alter_table("nominations", recreate="auto") as nominations:
        for name in ("refused_declines", "deferred_looks_again", "triaged_by_somebody", "refusal", "nominationstatus"):
            nominations.drop_constraint(op.f(f"ck_nominations_{name}"), type_="check")
        nominations.create_check_constraint(
            op.f("ck_nominations_nominationstatus"), f"status IN ({_STATUSES})"
        )
        nominations.drop_constraint(op.f("fk_nominations_triaged_by_id"), type_="foreignkey")
        for name in ("triage_words", "refused_because", "look_again_on", "triaged_by_id", "triaged_on"):
            nominations.drop_column(name)
    op.create_index(
        "uq_nominations_open", "nominations", ["person_id"], unique=True,
        sqlite_where=_OPEN_BEFORE, postgresql_where=_OPEN_BEFORE,
    )
