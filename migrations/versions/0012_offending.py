"""Arrests to results."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('offence_events',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('compartment', sa.Enum('core', 'health', 'intelligence', name='compartment', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('kind', sa.Enum('fact', 'assessment', 'intelligence', name='assertionkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('handling', sa.Enum('action_group', 'criminal_justice', 'own_agency', name='handling', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('event_kind', sa.Enum('arrest', 'charge', 'caution', 'conviction', 'breach', 'recall', 'failure_to_appear', 'warrant', 'drug_test', name='offenceeventkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('happened_on', sa.Date(), nullable=False),
    sa.Column('offence_on', sa.Date(), nullable=True),
    sa.Column('ho_code', sa.Text(), nullable=True),
    sa.Column('comparator', sa.Text(), nullable=True),
    sa.Column('ward', sa.Text(), nullable=True),
    sa.Column('sentenced_on', sa.Date(), nullable=True),
    sa.Column('sentence_custodial', sa.Boolean(), nullable=True),
    sa.Column('test_positive', sa.Boolean(), nullable=True),
    sa.Column('concluded_on', sa.Date(), nullable=True),
    sa.Column('at_liberty', sa.Boolean(), nullable=False),
    sa.Column('detail', sa.LargeBinary(), nullable=True),
    sa.Column('asn', sa.LargeBinary(), nullable=True),
    sa.Column('source', sa.LargeBinary(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['agency_id'], ['agencies.id'], name=op.f('fk_offence_events_agency_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_offence_events_person_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_offence_events'))
    )
    op.create_index('ix_offence_events_happened', 'offence_events', ['happened_on', 'event_kind'], unique=False)
    op.create_index('ix_offence_events_person', 'offence_events', ['person_id', 'happened_on'], unique=False)
    op.create_index(op.f('ix_offence_events_person_id'), 'offence_events', ['person_id'], unique=False)


def downgrade() -> None:
    op.drop_index(op.f('ix_offence_events_person_id'), table_name='offence_events')
    op.drop_index('ix_offence_events_person', table_name='offence_events')
    op.drop_index('ix_offence_events_happened', table_name='offence_events')
    op.drop_table('offence_events')
