"""Actions."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('actions',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=True),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('handling', sa.Enum('action_group', 'criminal_justice', 'own_agency', name='handling', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('owner_id', sa.Uuid(), nullable=False),
    sa.Column('owner_agency_id', sa.Uuid(), nullable=False),
    sa.Column('asked_by_id', sa.Uuid(), nullable=False),
    sa.Column('asked_on', sa.Date(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('origin', sa.Enum('meeting', 'contact', 'plan', 'steer', 'checklist', 'practitioner', name='actionorigin', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('agenda_item_id', sa.Uuid(), nullable=True),
    sa.Column('words', sa.LargeBinary(), nullable=False),
    sa.Column('result', sa.LargeBinary(), nullable=True),
    sa.Column('hand_back_reason', sa.LargeBinary(), nullable=True),
    sa.Column('status', sa.Enum('offered', 'accepted', 'handed_back', 'done', 'not_done', 'no_longer_possible', 'superseded', name='actionstatus', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("(status IN ('offered', 'accepted', 'handed_back')) = (ended_on IS NULL)", name=op.f('ck_actions_ended_is_dated')),
    sa.ForeignKeyConstraint(['agency_id'], ['agencies.id'], name=op.f('fk_actions_agency_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['agenda_item_id'], ['agenda_items.id'], name=op.f('fk_actions_agenda_item_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['asked_by_id'], ['users.id'], name=op.f('fk_actions_asked_by_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['owner_agency_id'], ['agencies.id'], name=op.f('fk_actions_owner_agency_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['owner_id'], ['users.id'], name=op.f('fk_actions_owner_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_actions_person_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_actions'))
    )
    op.create_index(op.f('ix_actions_due_on'), 'actions', ['due_on'], unique=False)
    op.create_index('ix_actions_owner', 'actions', ['owner_id', 'status', 'due_on'], unique=False)
    op.create_index(op.f('ix_actions_owner_agency_id'), 'actions', ['owner_agency_id'], unique=False)
    op.create_index('ix_actions_person', 'actions', ['person_id', 'status'], unique=False)


def downgrade() -> None:
    op.drop_index('ix_actions_person', table_name='actions')
    op.drop_index(op.f('ix_actions_owner_agency_id'), table_name='actions')
    op.drop_index('ix_actions_owner', table_name='actions')
    op.drop_index(op.f('ix_actions_due_on'), table_name='actions')
    op.drop_table('actions')
