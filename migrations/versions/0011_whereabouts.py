"""Where people are and their key dates."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('key_dates',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('compartment', sa.Enum('core', 'health', 'intelligence', name='compartment', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('kind', sa.Enum('fact', 'assessment', 'intelligence', name='assertionkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('handling', sa.Enum('action_group', 'criminal_justice', 'own_agency', name='handling', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('source', sa.LargeBinary(), nullable=False),
    sa.Column('date_kind', sa.Enum('release_hdc', 'release_conditional', 'release_parole', 'sentence_expiry', 'court', 'licence_end', 'curfew_end', 'review', name='datekind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('falls_on', sa.Date(), nullable=False),
    sa.Column('as_at', sa.Date(), nullable=False),
    sa.Column('replaced_on', sa.Date(), nullable=True),
    sa.Column('passed_on', sa.Date(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['agency_id'], ['agencies.id'], name=op.f('fk_key_dates_agency_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_key_dates_person_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_key_dates'))
    )
    op.create_index('ix_key_dates_falls_on', 'key_dates', ['falls_on'], unique=False)
    op.create_index(op.f('ix_key_dates_person_id'), 'key_dates', ['person_id'], unique=False)
    op.create_index('uq_key_dates_standing', 'key_dates', ['person_id', 'date_kind'], unique=True, sqlite_where=sa.text('replaced_on IS NULL AND passed_on IS NULL'), postgresql_where=sa.text('replaced_on IS NULL AND passed_on IS NULL'))
    op.create_table('locations',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('compartment', sa.Enum('core', 'health', 'intelligence', name='compartment', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('kind', sa.Enum('fact', 'assessment', 'intelligence', name='assertionkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('handling', sa.Enum('action_group', 'criminal_justice', 'own_agency', name='handling', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('detail', sa.LargeBinary(), nullable=True),
    sa.Column('source', sa.LargeBinary(), nullable=False),
    sa.Column('place', sa.Enum('community', 'remand', 'sentenced', 'recalled', 'at_large', 'hospital', 'abroad', 'not_known', name='place', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('confidence', sa.Enum('confirmed', 'reported', 'assumed', name='confidence', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('verified_on', sa.Date(), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('ends_on IS NULL OR ends_on >= starts_on', name=op.f('ck_locations_right_order')),
    sa.ForeignKeyConstraint(['agency_id'], ['agencies.id'], name=op.f('fk_locations_agency_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_locations_person_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_locations'))
    )
    op.create_index(op.f('ix_locations_person_id'), 'locations', ['person_id'], unique=False)
    op.create_index('ix_locations_person_starts', 'locations', ['person_id', 'starts_on'], unique=False)
    op.create_index('uq_locations_running', 'locations', ['person_id'], unique=True, sqlite_where=sa.text('ends_on IS NULL'), postgresql_where=sa.text('ends_on IS NULL'))
    op.create_table('supervision_bases',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('compartment', sa.Enum('core', 'health', 'intelligence', name='compartment', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('kind', sa.Enum('fact', 'assessment', 'intelligence', name='assertionkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('handling', sa.Enum('action_group', 'criminal_justice', 'own_agency', name='handling', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('conditions', sa.LargeBinary(), nullable=True),
    sa.Column('source', sa.LargeBinary(), nullable=False),
    sa.Column('basis', sa.Enum('licence', 'community_order', 'suspended_sentence', 'drug_order', 'youth_order', 'detention_and_training', 'bail', 'voluntary', name='basis', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('due_to_end_on', sa.Date(), nullable=True),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('ends_on IS NULL OR ends_on >= starts_on', name=op.f('ck_supervision_bases_right_order')),
    sa.ForeignKeyConstraint(['agency_id'], ['agencies.id'], name=op.f('fk_supervision_bases_agency_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_supervision_bases_person_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_supervision_bases'))
    )
    op.create_index(op.f('ix_supervision_bases_person_id'), 'supervision_bases', ['person_id'], unique=False)


def downgrade() -> None:
    op.drop_index(op.f('ix_supervision_bases_person_id'), table_name='supervision_bases')
    op.drop_table('supervision_bases')
    op.drop_index('uq_locations_running', table_name='locations', sqlite_where=sa.text('ends_on IS NULL'), postgresql_where=sa.text('ends_on IS NULL'))
    op.drop_index('ix_locations_person_starts', table_name='locations')
    op.drop_index(op.f('ix_locations_person_id'), table_name='locations')
    op.drop_table('locations')
    op.drop_index('uq_key_dates_standing', table_name='key_dates', sqlite_where=sa.text('replaced_on IS NULL AND passed_on IS NULL'), postgresql_where=sa.text('replaced_on IS NULL AND passed_on IS NULL'))
    op.drop_index(op.f('ix_key_dates_person_id'), table_name='key_dates')
    op.drop_index('ix_key_dates_falls_on', table_name='key_dates')
    op.drop_table('key_dates')
