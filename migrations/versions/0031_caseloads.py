"""Acting for a colleague who is away, and cases handed over with a note."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

_COMPARTMENT = sa.Enum('core', 'health', 'intelligence', name='compartment', native_enum=False, create_constraint=True, length=40)
_KIND = sa.Enum('fact', 'assessment', 'intelligence', name='assertionkind', native_enum=False, create_constraint=True, length=40)
_HANDLING = sa.Enum('action_group', 'criminal_justice', 'own_agency', name='handling', native_enum=False, create_constraint=True, length=40)


def _key(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [to], name=op.f(f"fk_{table}_{column}"), initially="DEFERRED", deferrable=True
    )


def upgrade() -> None:
    op.create_table('covers',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('away_id', sa.Uuid(), nullable=False),
    sa.Column('acting_id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('set_by_id', sa.Uuid(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('role_grant_id', sa.Uuid(), nullable=True),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('away_id <> acting_id', name=op.f('ck_covers_two_people')),
    sa.CheckConstraint('ends_on IS NOT NULL', name=op.f('ck_covers_ends')),
    sa.CheckConstraint('ends_on IS NULL OR ends_on >= starts_on', name=op.f('ck_covers_right_order')),
    _key('covers', 'acting_id', 'users.id'),
    _key('covers', 'agency_id', 'agencies.id'),
    _key('covers', 'away_id', 'users.id'),
    _key('covers', 'role_grant_id', 'role_grants.id'),
    _key('covers', 'set_by_id', 'users.id'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_covers'))
    )
    op.create_index('ix_covers_acting', 'covers', ['acting_id', 'ends_on'], unique=False)
    op.create_index(op.f('ix_covers_agency_id'), 'covers', ['agency_id'], unique=False)
    op.create_index('ix_covers_away', 'covers', ['away_id', 'ends_on'], unique=False)
    op.create_table('hand_overs',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('compartment', _COMPARTMENT, nullable=False),
    sa.Column('kind', _KIND, nullable=False),
    sa.Column('handling', _HANDLING, nullable=False),
    sa.Column('batch_id', sa.Uuid(), nullable=False),
    sa.Column('former_id', sa.Uuid(), nullable=False),
    sa.Column('assignment_id', sa.Uuid(), nullable=False),
    sa.Column('by_id', sa.Uuid(), nullable=False),
    sa.Column('note', sa.LargeBinary(), nullable=True),
    sa.Column('undone_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    _key('hand_overs', 'agency_id', 'agencies.id'),
    _key('hand_overs', 'assignment_id', 'assignments.id'),
    _key('hand_overs', 'by_id', 'users.id'),
    _key('hand_overs', 'former_id', 'assignments.id'),
    _key('hand_overs', 'person_id', 'people.id'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_hand_overs'))
    )
    op.create_index(op.f('ix_hand_overs_assignment_id'), 'hand_overs', ['assignment_id'], unique=False)
    op.create_index('ix_hand_overs_batch', 'hand_overs', ['batch_id'], unique=False)
    op.create_index(op.f('ix_hand_overs_by_id'), 'hand_overs', ['by_id'], unique=False)
    op.create_index(op.f('ix_hand_overs_former_id'), 'hand_overs', ['former_id'], unique=False)
    op.create_index(op.f('ix_hand_overs_person_id'), 'hand_overs', ['person_id'], unique=False)


def downgrade() -> None:
    op.drop_table('hand_overs')
    op.drop_table('covers')
