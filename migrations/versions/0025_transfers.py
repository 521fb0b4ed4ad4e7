"""Transfers between schemes, and people of other schemes hosted here."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

_OPEN = sa.text("ended_on IS NULL")
_RUNNING = sa.text("ends_on IS NULL")


def upgrade() -> None:
    op.create_table('other_schemes',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('area', sa.Text(), nullable=False),
    sa.Column('contact_point', sa.String(), nullable=False),
    sa.Column('closed_on', sa.Date(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_other_schemes')),
    sa.UniqueConstraint('name', name=op.f('uq_other_schemes_name'))
    )
    op.create_table('hostings',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('compartment', sa.Enum('core', 'health', 'intelligence', name='compartment', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('kind', sa.Enum('fact', 'assessment', 'intelligence', name='assertionkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('handling', sa.Enum('action_group', 'criminal_justice', 'own_agency', name='handling', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('other_scheme_id', sa.Uuid(), nullable=False),
    sa.Column('review_on', sa.Date(), nullable=False),
    sa.Column('why', sa.LargeBinary(), nullable=False),
    sa.Column('limits', sa.LargeBinary(), nullable=True),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('ends_on IS NULL OR ends_on >= starts_on', name=op.f('ck_hostings_right_order')),
    sa.ForeignKeyConstraint(['agency_id'], ['agencies.id'], name=op.f('fk_hostings_agency_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['other_scheme_id'], ['other_schemes.id'], name=op.f('fk_hostings_other_scheme_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_hostings_person_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_hostings'))
    )
    op.create_index(op.f('ix_hostings_person_id'), 'hostings', ['person_id'], unique=False)
    op.create_index('uq_hostings_running', 'hostings', ['person_id'], unique=True, sqlite_where=_RUNNING, postgresql_where=_RUNNING)
    _create_transfers()


def _create_transfers() -> None:
    op.create_table('transfers',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('compartment', sa.Enum('core', 'health', 'intelligence', name='compartment', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('kind', sa.Enum('fact', 'assessment', 'intelligence', name='assertionkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('handling', sa.Enum('action_group', 'criminal_justice', 'own_agency', name='handling', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('direction', sa.Enum('out', 'in', name='direction', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('case_id', sa.Uuid(), nullable=True),
    sa.Column('other_scheme_id', sa.Uuid(), nullable=False),
    sa.Column('offered_on', sa.Date(), nullable=False),
    sa.Column('offered_by_id', sa.Uuid(), nullable=False),
    sa.Column('parts', sa.JSON(), nullable=False),
    sa.Column('answer', sa.Enum('accepted', 'refused', 'withdrawn', name='transferanswer', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('answered_on', sa.Date(), nullable=True),
    sa.Column('answered_by_id', sa.Uuid(), nullable=True),
    sa.Column('effective_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.Column('decision_id', sa.Uuid(), nullable=True),
    sa.Column('lead_agency_id', sa.Uuid(), nullable=True),
    sa.Column('tier', sa.Text(), nullable=True),
    sa.Column('reason', sa.LargeBinary(), nullable=False),
    sa.Column('conditions', sa.LargeBinary(), nullable=True),
    sa.Column('sent', sa.LargeBinary(), nullable=True),
    sa.Column('answer_words', sa.LargeBinary(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("direction = 'in' OR case_id IS NOT NULL", name=op.f('ck_transfers_out_of_a_case')),
    sa.CheckConstraint('(answer IS NULL) = (answered_on IS NULL) AND (answer IS NULL) = (answered_by_id IS NULL)', name=op.f('ck_transfers_answer_is_dated')),
    sa.CheckConstraint("(effective_at IS NOT NULL) = (answer IS NOT NULL AND answer = 'accepted')", name=op.f('ck_transfers_effective_if_accepted')),
    sa.CheckConstraint('ended_on IS NULL OR answer IS NOT NULL', name=op.f('ck_transfers_ends_with_an_answer')),
    sa.CheckConstraint("ended_on IS NOT NULL OR answer IS NULL OR answer = 'accepted'", name=op.f('ck_transfers_only_acceptance_waits')),
    sa.ForeignKeyConstraint(['agency_id'], ['agencies.id'], name=op.f('fk_transfers_agency_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['answered_by_id'], ['users.id'], name=op.f('fk_transfers_answered_by_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['case_id'], ['scheme_cases.id'], name=op.f('fk_transfers_case_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['decision_id'], ['panel_decisions.id'], name=op.f('fk_transfers_decision_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['lead_agency_id'], ['agencies.id'], name=op.f('fk_transfers_lead_agency_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['offered_by_id'], ['users.id'], name=op.f('fk_transfers_offered_by_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['other_scheme_id'], ['other_schemes.id'], name=op.f('fk_transfers_other_scheme_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_transfers_person_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_transfers')),
    sa.UniqueConstraint('number', name=op.f('uq_transfers_number'))
    )
    op.create_index(op.f('ix_transfers_case_id'), 'transfers', ['case_id'], unique=False)
    op.create_index('ix_transfers_ended_on', 'transfers', ['ended_on'], unique=False)
    op.create_index(op.f('ix_transfers_person_id'), 'transfers', ['person_id'], unique=False)
    op.create_index('uq_transfers_open', 'transfers', ['person_id'], unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN)


def downgrade() -> None:
    op.drop_index('uq_transfers_open', table_name='transfers', sqlite_where=_OPEN, postgresql_where=_OPEN)
    op.drop_index(op.f('ix_transfers_person_id'), table_name='transfers')
    op.drop_index('ix_transfers_ended_on', table_name='transfers')
    op.drop_index(op.f('ix_transfers_case_id'), table_name='transfers')
    op.drop_table('transfers')
    op.drop_index('uq_hostings_running', table_name='hostings', sqlite_where=_RUNNING, postgresql_where=_RUNNING)
    op.drop_index(op.f('ix_hostings_person_id'), table_name='hostings')
    op.drop_table('hostings')
    op.drop_table('other_schemes')
