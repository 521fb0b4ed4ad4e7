"""What agencies ask of the next meeting, and what a meeting decided before it is confirmed."""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None

_DECISIONS = (
    "select",
    "defer",
    "decline",
    "move_strand",
    "change_colour",
    "de_select",
    "share",
    "withhold",
)


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
    table = "meeting_decisions"
    op.create_table(table,
    *_about_person(),
    sa.Column('agenda_item_id', sa.Uuid(), nullable=False),
    sa.Column('decision_kind', _kind('decisionkind', *_DECISIONS), nullable=False),
    sa.Column('about_id', sa.Uuid(), nullable=True),
    sa.Column('seen', sa.Integer(), nullable=False),
    sa.Column('terms', sa.LargeBinary(), nullable=False),
    sa.Column('reasons', sa.LargeBinary(), nullable=False),
    sa.Column('proposed_by_id', sa.Uuid(), nullable=False),
    sa.Column('confirmed_by_id', sa.Uuid(), nullable=True),
    sa.Column('confirmed_on', sa.Date(), nullable=True),
    sa.Column('dropped_on', sa.Date(), nullable=True),
    sa.Column('decision_id', sa.Uuid(), nullable=True),
    sa.Column('light_id', sa.Uuid(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('(confirmed_on IS NULL) = (confirmed_by_id IS NULL)', name=op.f('ck_meeting_decisions_confirmed_by_somebody')),
    sa.CheckConstraint('confirmed_on IS NULL OR dropped_on IS NULL', name=op.f('ck_meeting_decisions_confirmed_or_dropped')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_meeting_decisions')),
    _key(table, 'person_id', 'people.id'),
    _key(table, 'agency_id', 'agencies.id'),
    _key(table, 'agenda_item_id', 'agenda_items.id'),
    _key(table, 'proposed_by_id', 'users.id'),
    _key(table, 'confirmed_by_id', 'users.id'),
    _key(table, 'decision_id', 'panel_decisions.id'),
    _key(table, 'light_id', 'traffic_lights.id'),
    )
    for column in ('person_id', 'agenda_item_id', 'decision_id'):
        op.create_index(op.f(f'ix_meeting_decisions_{column}'), table, [column], unique=False)


def downgrade() -> None:
    op.drop_table("meeting_decisions")
    op.drop_table("agenda_requests")
