"""Contacts."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('contacts',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('compartment', sa.Enum('core', 'health', 'intelligence', name='compartment', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('kind', sa.Enum('fact', 'assessment', 'intelligence', name='assertionkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('handling', sa.Enum('action_group', 'criminal_justice', 'own_agency', name='handling', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('contact_type', sa.Enum('home_visit', 'office_visit', 'phone', 'street', 'prison_visit', 'drug_test', 'curfew_check', 'court', 'with_agency', 'group_work', name='contacttype', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('outcome', sa.Enum('planned', 'kept', 'missed_acceptable', 'missed_not_acceptable', 'missed_not_judged', 'cancelled', name='outcome', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('group_id', sa.Uuid(), nullable=False),
    sa.Column('author_id', sa.Uuid(), nullable=False),
    sa.Column('corrects_id', sa.Uuid(), nullable=True),
    sa.Column('note', sa.LargeBinary(), nullable=True),
    sa.Column('place', sa.LargeBinary(), nullable=True),
    sa.Column('source', sa.LargeBinary(), nullable=True),
    sa.Column('correction_reason', sa.LargeBinary(), nullable=True),
    sa.Column('replaced_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('undone_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('corrects_id IS NULL OR corrects_id <> id', name=op.f('ck_contacts_corrects_another')),
    sa.ForeignKeyConstraint(['agency_id'], ['agencies.id'], name=op.f('fk_contacts_agency_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['author_id'], ['users.id'], name=op.f('fk_contacts_author_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['corrects_id'], ['contacts.id'], name=op.f('fk_contacts_corrects_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_contacts_person_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contacts'))
    )
    op.create_index('ix_contacts_at', 'contacts', ['at'], unique=False)
    op.create_index('ix_contacts_author', 'contacts', ['author_id', 'outcome', 'at'], unique=False)
    op.create_index('ix_contacts_group', 'contacts', ['group_id'], unique=False)
    op.create_index('ix_contacts_person_at', 'contacts', ['person_id', 'at'], unique=False)
    op.create_index(op.f('ix_contacts_person_id'), 'contacts', ['person_id'], unique=False)


def downgrade() -> None:
    op.drop_index(op.f('ix_contacts_person_id'), table_name='contacts')
    op.drop_index('ix_contacts_person_at', table_name='contacts')
    op.drop_index('ix_contacts_group', table_name='contacts')
    op.drop_index('ix_contacts_author', table_name='contacts')
    op.drop_index('ix_contacts_at', table_name='contacts')
    op.drop_table('contacts')
