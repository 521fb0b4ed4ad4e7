"""Data keys, wrapped."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('data_keys',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('subject_id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('compartment', sa.Enum('core', 'health', 'intelligence', name='compartment', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('generation', sa.Integer(), nullable=False),
    sa.Column('scheme_key', sa.Text(), nullable=False),
    sa.Column('wrapped', sa.LargeBinary(), nullable=True),
    sa.Column('destroyed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('(wrapped IS NULL) = (destroyed_at IS NOT NULL)', name=op.f('ck_data_keys_destroyed_is_dated')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_data_keys')),
    sa.UniqueConstraint('subject_id', 'agency_id', 'compartment', 'generation', name=op.f('uq_data_keys_subject_id_agency_id_compartment_generation'))
    )
    op.create_index(op.f('ix_data_keys_scheme_key'), 'data_keys', ['scheme_key'], unique=False)


def downgrade() -> None:
    op.drop_index(op.f('ix_data_keys_scheme_key'), table_name='data_keys')
    op.drop_table('data_keys')
