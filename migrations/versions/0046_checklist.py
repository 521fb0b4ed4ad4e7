"""The papers of the Action Group: its checklist."""

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0042"
branch_labels = None
depends_on = None

_FREQUENCIES = ('each_meeting', 'monthly', 'quarterly', 'half_yearly', 'annual')
_WORKSTREAMS = ('identifying', 'planning', 'performance', 'team', 'good_practice', 'data_sharing', 'links', 'leadership')
_STATUSES = ('not_started', 'in_progress', 'done', 'not_applicable')
_RATINGS = ('red', 'amber', 'green')


def _kind(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def _key(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [to], name=op.f(f"fk_{table}_{column}"), initially="DEFERRED", deferrable=True
    )


def _entity(table: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('agency_id', sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f(f'pk_{table}')),
        _key(table, 'agency_id', 'agencies.id'),
    ]


def upgrade() -> None:
    _create_checklist()


def _create_checklist() -> None:
    table = 'checklist_versions'
    op.create_table(table,
    *_entity(table),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('made_on', sa.Date(), nullable=False),
    sa.Column('made_by_id', sa.Uuid(), nullable=False),
    sa.Column('why', sa.LargeBinary(), nullable=False),
    sa.UniqueConstraint('number', name=op.f('uq_checklist_versions_number')),
    _key(table, 'made_by_id', 'users.id'),
    )
    table = 'checklist_items'
    op.create_table(table,
    *_entity(table),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('strands', sa.JSON(), nullable=False),
    sa.Column('workstream', _kind('workstream', *_WORKSTREAMS), nullable=False),
    sa.Column('frequency', _kind('frequency', *_FREQUENCIES), nullable=False),
    sa.Column('live', _kind('live', 'criteria', 'number', 'coordinated'), nullable=True),
    sa.Column('is_local', sa.Boolean(), nullable=False),
    sa.Column('added_in', sa.Integer(), nullable=False),
    sa.Column('retired_in', sa.Integer(), nullable=True),
    sa.Column('edits', sa.Integer(), nullable=False),
    sa.Column('words', sa.LargeBinary(), nullable=False),
    sa.UniqueConstraint('number', name=op.f('uq_checklist_items_number')),
    sa.CheckConstraint('retired_in IS NULL OR retired_in > added_in', name=op.f('ck_checklist_items_right_order')),
    )
    table = 'checklist_rounds'
    op.create_table(table,
    *_entity(table),
    sa.Column('item_id', sa.Uuid(), nullable=False),
    sa.Column('subject_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('owner_id', sa.Uuid(), nullable=True),
    sa.Column('owner_agency_id', sa.Uuid(), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('status', _kind('status', *_STATUSES), nullable=False),
    sa.Column('rating', _kind('rating', *_RATINGS), nullable=True),
    sa.Column('done_on', sa.Date(), nullable=True),
    sa.Column('review_on', sa.Date(), nullable=True),
    sa.Column('evidence', sa.LargeBinary(), nullable=True),
    sa.Column('measures', sa.LargeBinary(), nullable=True),
    sa.Column('reason', sa.LargeBinary(), nullable=True),
    sa.UniqueConstraint('item_id', 'number', name=op.f('uq_checklist_rounds_item_id_number')),
    sa.CheckConstraint("(status = 'done') = (done_on IS NOT NULL) AND (done_on IS NULL) = (review_on IS NULL)", name=op.f('ck_checklist_rounds_done_is_dated')),
    sa.CheckConstraint('review_on > done_on', name=op.f('ck_checklist_rounds_review_is_later')),
    sa.CheckConstraint("(status = 'not_applicable') = (reason IS NOT NULL)", name=op.f('ck_checklist_rounds_reason_given')),
    sa.CheckConstraint('(owner_id IS NULL) = (owner_agency_id IS NULL)', name=op.f('ck_checklist_rounds_owner_is_whole')),
    _key(table, 'item_id', 'checklist_items.id'),
    _key(table, 'owner_id', 'users.id'),
    _key(table, 'owner_agency_id', 'agencies.id'),
    )
    table = 'checklist_entries'
    op.create_table(table,
    *_entity(table),
    sa.Column('round_id', sa.Uuid(), nullable=False),
    sa.Column('subject_id', sa.Uuid(), nullable=False),
    sa.Column('said_on', sa.Date(), nullable=False),
    sa.Column('said_by_id', sa.Uuid(), nullable=False),
    sa.Column('owner_id', sa.Uuid(), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('status', _kind('status', *_STATUSES), nullable=False),
    sa.Column('rating', _kind('rating', *_RATINGS), nullable=True),
    sa.Column('evidence', sa.LargeBinary(), nullable=True),
    sa.Column('measures', sa.LargeBinary(), nullable=True),
    sa.Column('reason', sa.LargeBinary(), nullable=True),
    _key(table, 'round_id', 'checklist_rounds.id'),
    _key(table, 'said_by_id', 'users.id'),
    _key(table, 'owner_id', 'users.id'),
    )
    op.create_index(op.f('ix_checklist_entries_round_id'), table, ['round_id'], unique=False)


def downgrade() -> None:
    for table in ('checklist_entries', 'checklist_rounds', 'checklist_items', 'checklist_versions'):
        op.drop_table(table)
