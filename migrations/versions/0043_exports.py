"""Lists taken away to edit: whose, why, and by when the file is to be destroyed."""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None

_LISTS = ("prevent_and_deter", "catch_and_convict", "rehabilitate_and_resettle", "cohort")


def _kind(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def _key(column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [to], name=op.f(f"fk_exports_{column}"), initially="DEFERRED", deferrable=True
    )


def upgrade() -> None:
    op.create_table('exports',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('list', _kind('exportedlist', *_LISTS), nullable=False),
    sa.Column('fields', sa.JSON(), nullable=False),
    sa.Column('file_format', _kind('fileformat', 'csv', 'xlsx'), nullable=False),
    sa.Column('lines', sa.Integer(), nullable=False),
    sa.Column('taken_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('destroy_by', sa.Date(), nullable=False),
    sa.Column('destroyed_on', sa.Date(), nullable=True),
    sa.Column('destroyed_by_id', sa.Uuid(), nullable=True),
    sa.Column('reason', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_exports')),
    sa.CheckConstraint('(destroyed_on IS NULL) = (destroyed_by_id IS NULL)', name=op.f('ck_exports_destroyed_says_who')),
    sa.CheckConstraint('lines BETWEEN 1 AND 200', name=op.f('ck_exports_few_lines')),
    _key('user_id', 'users.id'),
    _key('agency_id', 'agencies.id'),
    _key('destroyed_by_id', 'users.id'),
    )
    op.create_index('ix_exports_agency', 'exports', ['agency_id', 'taken_at'], unique=False)
    with op.batch_alter_table('list_sources', recreate='auto') as sources:
        sources.add_column(sa.Column('own_list', sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table('list_sources', recreate='auto') as sources:
        sources.alter_column('own_list', server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('list_sources', recreate='auto') as sources:
        sources.drop_column('own_list')
    op.drop_table('exports')
