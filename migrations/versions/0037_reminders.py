"""How often somebody is reminded, and what was sent."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

_RHYTHM = sa.Enum('never', 'working_days', 'mondays', name='rhythm', native_enum=False, create_constraint=True, length=40)
_STATE = sa.Enum('claimed', 'sent', 'nothing', 'failed', name='reminderstate', native_enum=False, create_constraint=True, length=40)


def _key(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [to], name=op.f(f"fk_{table}_{column}"), initially="DEFERRED", deferrable=True
    )


def upgrade() -> None:
    op.create_table('reminder_choices',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('rhythm', _RHYTHM, nullable=False),
    sa.Column('kinds', sa.JSON(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    _key('reminder_choices', 'user_id', 'users.id'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reminder_choices')),
    sa.UniqueConstraint('user_id', name=op.f('uq_reminder_choices_user_id'))
    )
    op.create_table('sent_reminders',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('state', _STATE, nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('tried_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('why', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    _key('sent_reminders', 'user_id', 'users.id'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sent_reminders')),
    sa.UniqueConstraint('user_id', 'day', name=op.f('uq_sent_reminders_user_id_day'))
    )


def downgrade() -> None:
    op.drop_table('sent_reminders')
    op.drop_table('reminder_choices')
