"""Pins, what stops letters and reminders, and how agencies are reached out of hours."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

_COMPARTMENT = sa.Enum('core', 'health', 'intelligence', name='compartment', native_enum=False, create_constraint=True, length=40)
_KIND = sa.Enum('fact', 'assessment', 'intelligence', name='assertionkind', native_enum=False, create_constraint=True, length=40)
_HANDLING = sa.Enum('action_group', 'criminal_justice', 'own_agency', name='handling', native_enum=False, create_constraint=True, length=40)
_STOP = sa.Enum('died', 'moved_away', 'wrong_person', name='stopkind', native_enum=False, create_constraint=True, length=40)
_PINNED = sa.text("taken_off_at IS NULL")
_STANDS = sa.text("undone_on IS NULL")


def _key(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [to], name=op.f(f"fk_{table}_{column}"), initially="DEFERRED", deferrable=True
    )


def upgrade() -> None:
    op.create_table('pins',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('compartment', _COMPARTMENT, nullable=False),
    sa.Column('kind', _KIND, nullable=False),
    sa.Column('handling', _HANDLING, nullable=False),
    sa.Column('about_id', sa.Uuid(), nullable=False),
    sa.Column('pinned_by_id', sa.Uuid(), nullable=False),
    sa.Column('taken_off_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('why', sa.LargeBinary(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    _key('pins', 'agency_id', 'agencies.id'),
    _key('pins', 'person_id', 'people.id'),
    _key('pins', 'pinned_by_id', 'users.id'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pins'))
    )
    op.create_index(op.f('ix_pins_person_id'), 'pins', ['person_id'], unique=False)
    op.create_index('uq_pins_standing', 'pins', ['about_id'], unique=True, sqlite_where=_PINNED, postgresql_where=_PINNED)
    op.create_table('stops',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('compartment', _COMPARTMENT, nullable=False),
    sa.Column('kind', _KIND, nullable=False),
    sa.Column('handling', _HANDLING, nullable=False),
    sa.Column('stop_kind', _STOP, nullable=False),
    sa.Column('happened_on', sa.Date(), nullable=False),
    sa.Column('recorded_by_id', sa.Uuid(), nullable=False),
    sa.Column('undone_on', sa.Date(), nullable=True),
    sa.Column('undone_by_id', sa.Uuid(), nullable=True),
    sa.Column('source', sa.LargeBinary(), nullable=False),
    sa.Column('why_undone', sa.LargeBinary(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('(undone_on IS NULL) = (undone_by_id IS NULL)', name=op.f('ck_stops_undone_says_who')),
    _key('stops', 'agency_id', 'agencies.id'),
    _key('stops', 'person_id', 'people.id'),
    _key('stops', 'recorded_by_id', 'users.id'),
    _key('stops', 'undone_by_id', 'users.id'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_stops'))
    )
    op.create_index(op.f('ix_stops_person_id'), 'stops', ['person_id'], unique=False)
    op.create_index('uq_stops_standing', 'stops', ['person_id'], unique=True, sqlite_where=_STANDS, postgresql_where=_STANDS)
    op.add_column('agencies', sa.Column('out_of_hours', sa.String(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('agencies') as table:
        table.drop_column('out_of_hours')
    op.drop_table('stops')
    op.drop_table('pins')
