"""Monthly updates."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('monthly_updates',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('month', sa.Date(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('status', sa.Enum('draft', 'signed_off', 'published', name='updatestatus', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('as_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('figures', sa.JSON(), nullable=False),
    sa.Column('members', sa.JSON(), nullable=False),
    sa.Column('narrative', sa.JSON(), nullable=False),
    sa.Column('digest', sa.Text(), nullable=False),
    sa.Column('restates_because', sa.Text(), nullable=True),
    sa.Column('prepared_by_id', sa.Uuid(), nullable=False),
    sa.Column('signed_off_by_id', sa.Uuid(), nullable=True),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("(status = 'published') = (published_at IS NOT NULL)", name=op.f('ck_monthly_updates_dated')),
    sa.ForeignKeyConstraint(['prepared_by_id'], ['users.id'], name=op.f('fk_monthly_updates_prepared_by_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['signed_off_by_id'], ['users.id'], name=op.f('fk_monthly_updates_signed_off_by_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_monthly_updates')),
    sa.UniqueConstraint('month', 'number', name=op.f('uq_monthly_updates_month_number'))
    )
    op.create_index(op.f('ix_monthly_updates_month'), 'monthly_updates', ['month'], unique=False)


def downgrade() -> None:
    op.drop_index(op.f('ix_monthly_updates_month'), table_name='monthly_updates')
    op.drop_table('monthly_updates')
