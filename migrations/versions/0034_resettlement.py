"""How somebody stands in housing, work and treatment."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

_RUNNING = sa.text("ends_on IS NULL")


def _kind(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def _key(column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [to], name=op.f(f"fk_resettlement_states_{column}"),
        initially="DEFERRED", deferrable=True,
    )


def upgrade() -> None:
    op.create_table('resettlement_states',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('compartment', _kind('compartment', 'core', 'health', 'intelligence'), nullable=False),
    sa.Column('kind', _kind('assertionkind', 'fact', 'assessment', 'intelligence'), nullable=False),
    sa.Column('handling', _kind('handling', 'action_group', 'criminal_justice', 'own_agency'), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('area', _kind('area', 'housing', 'work', 'treatment'), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('said_by_id', sa.Uuid(), nullable=False),
    sa.Column('source', sa.LargeBinary(), nullable=False),
    sa.Column('words', sa.LargeBinary(), nullable=True),
    sa.CheckConstraint('ends_on IS NULL OR ends_on >= starts_on', name=op.f('ck_resettlement_states_right_order')),
    sa.CheckConstraint("(area = 'treatment') = (compartment = 'health')", name=op.f('ck_resettlement_states_treatment_is_health')),
    _key('agency_id', 'agencies.id'),
    _key('person_id', 'people.id'),
    _key('said_by_id', 'users.id'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_resettlement_states')),
    )
    op.create_index(op.f('ix_resettlement_states_person_id'), 'resettlement_states', ['person_id'], unique=False)
    op.create_index('uq_resettlement_states_running', 'resettlement_states', ['person_id', 'area'], unique=True, sqlite_where=_RUNNING, postgresql_where=_RUNNING)


def downgrade() -> None:
    op.drop_table('resettlement_states')
