"""Recorded crime."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('crime_imports',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('digest', sa.Text(), nullable=False),
    sa.Column('kind', sa.Enum('street', 'ward_counts', name='kind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('imported_by', sa.Uuid(), nullable=True),
    sa.Column('report', sa.JSON(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['imported_by'], ['users.id'], name=op.f('fk_crime_imports_imported_by'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_crime_imports'))
    )
    op.create_index(op.f('ix_crime_imports_digest'), 'crime_imports', ['digest'], unique=False)
    op.create_table('crime_months',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('month', sa.Date(), nullable=False),
    sa.Column('kind', sa.Enum('street', 'ward_counts', name='kind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('import_id', sa.Uuid(), nullable=False),
    sa.Column('crimes', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('crimes > 0', name=op.f('ck_crime_months_crimes_are_held')),
    sa.ForeignKeyConstraint(['import_id'], ['crime_imports.id'], name=op.f('fk_crime_months_import_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_crime_months')),
    sa.UniqueConstraint('month', name=op.f('uq_crime_months_month'))
    )
    op.create_index(op.f('ix_crime_months_import_id'), 'crime_months', ['import_id'], unique=False)
    op.create_table('crime_counts',
    sa.Column('month_id', sa.Uuid(), nullable=False),
    sa.Column('ward', sa.Text(), nullable=False),
    sa.Column('crime_type', sa.Text(), nullable=False),
    sa.Column('crimes', sa.Integer(), nullable=False),
    sa.CheckConstraint('crimes > 0', name=op.f('ck_crime_counts_crimes_are_counted')),
    sa.ForeignKeyConstraint(['month_id'], ['crime_months.id'], name=op.f('fk_crime_counts_month_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('month_id', 'ward', 'crime_type', name=op.f('pk_crime_counts'))
    )


def downgrade() -> None:
    op.drop_table('crime_counts')
    op.drop_index(op.f('ix_crime_months_import_id'), table_name='crime_months')
    op.drop_table('crime_months')
    op.drop_index(op.f('ix_crime_imports_digest'), table_name='crime_imports')
    op.drop_table('crime_imports')
