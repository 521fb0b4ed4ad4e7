"""Offending together with somebody else."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('co_offending',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('compartment', sa.Enum('core', 'health', 'intelligence', name='compartment', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('kind', sa.Enum('fact', 'assessment', 'intelligence', name='assertionkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('handling', sa.Enum('action_group', 'criminal_justice', 'own_agency', name='handling', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('link_id', sa.Uuid(), nullable=False),
    sa.Column('with_person_id', sa.Uuid(), nullable=False),
    sa.Column('offended_on', sa.Date(), nullable=False),
    sa.Column('ho_code', sa.Text(), nullable=True),
    sa.Column('wrong_on', sa.Date(), nullable=True),
    sa.Column('wrong_by_id', sa.Uuid(), nullable=True),
    sa.Column('source', sa.LargeBinary(), nullable=False),
    sa.Column('words', sa.LargeBinary(), nullable=True),
    sa.Column('why_wrong', sa.LargeBinary(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('(wrong_on IS NULL) = (wrong_by_id IS NULL)', name=op.f('ck_co_offending_wrong_says_who')),
    sa.CheckConstraint('person_id <> with_person_id', name=op.f('ck_co_offending_two_people')),
    sa.ForeignKeyConstraint(['agency_id'], ['agencies.id'], name=op.f('fk_co_offending_agency_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_co_offending_person_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['with_person_id'], ['people.id'], name=op.f('fk_co_offending_with_person_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['wrong_by_id'], ['users.id'], name=op.f('fk_co_offending_wrong_by_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_co_offending')),
    sa.UniqueConstraint('link_id', 'person_id', name=op.f('uq_co_offending_link_id_person_id'))
    )
    op.create_index('ix_co_offending_person', 'co_offending', ['person_id', 'offended_on'], unique=False)
    op.create_index(op.f('ix_co_offending_person_id'), 'co_offending', ['person_id'], unique=False)
    op.create_index(op.f('ix_co_offending_with_person_id'), 'co_offending', ['with_person_id'], unique=False)


def downgrade() -> None:
    op.drop_index(op.f('ix_co_offending_with_person_id'), table_name='co_offending')
    op.drop_index(op.f('ix_co_offending_person_id'), table_name='co_offending')
    op.drop_index('ix_co_offending_person', table_name='co_offending')
    op.drop_table('co_offending')
