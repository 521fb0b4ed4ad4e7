"""What agencies ask of the next meeting, and what a meeting decided before it is confirmed."""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0042"
branch_labels = None
depends_on = None


def _kind(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def _key(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [to], name=op.f(f"fk_{table}_{column}"), initially="DEFERRED", deferrable=True
    )


def _about_person() -> list[sa.Column]:
    return [
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('person_id', sa.Uuid(), nullable=False),
        sa.Column('agency_id', sa.Uuid(), nullable=False),
        sa.Column('compartment', _kind('compartment', 'core', 'health', 'intelligence'), nullable=False),
        sa.Column('kind', _kind('assertionkind', 'fact', 'assessment', 'intelligence'), nullable=False),
        sa.Column('handling', _kind('handling', 'action_group', 'criminal_justice', 'own_agency'), nullable=False),
    ]


def upgrade() -> None:
    table = "agenda_requests"
    op.create_table(table,
    *_about_person(),
    sa.Column('asked_on', sa.Date(), nullable=False),
    sa.Column('asked_by_id', sa.Uuid(), nullable=False),
    sa.Column('words', sa.LargeBinary(), nullable=False),
    sa.Column('agenda_item_id', sa.Uuid(), nullable=True),
    sa.Column('withdrawn_on', sa.Date(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('agenda_item_id IS NULL OR withdrawn_on IS NULL', name=op.f('ck_agenda_requests_answered_or_withdrawn')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_agenda_requests')),
    _key(table, 'person_id', 'people.id'),
    _key(table, 'agency_id', 'agencies.id'),
    _key(table, 'asked_by_id', 'users.id'),
    _key(table, 'agenda_item_id', 'agenda_items.id'),
    )
    op.create_index(op.f('ix_agenda_requests_person_id'), table, ['person_id'], unique=False)
    op.create_index(op.f('ix_agenda_requests_agenda_item_id'), table, ['agenda_item_id'], unique=False)
    waiting = sa.text('agenda_item_id IS NULL AND withdrawn_on IS NULL')
    op.create_index('uq_agenda_requests_open', table, ['person_id', 'agency_id'], unique=True, sqlite_where=waiting, postgresql_where=waiting)


def downgrade() -> None:
    op.drop_table("agenda_requests")
