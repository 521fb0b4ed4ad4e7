"""Matters from arrest to sentence, conditions of orders, and what events said before."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

_OLD_KINDS = (
    'arrest', 'charge', 'caution', 'conviction', 'breach', 'recall', 'failure_to_appear',
    'warrant', 'drug_test',
)
_KINDS = (
    'arrest', 'bail', 'under_investigation', 'remand', 'no_further_action', 'caution', 'charge',
    'hearing', 'conviction', 'not_convicted', 'sentence', 'order', 'breach', 'recall',
    'failure_to_appear', 'warrant', 'drug_test', 'prison_told',
)
_PLAIN = {
    "matter_id": sa.Uuid(), "basis_id": sa.Uuid(), "author_id": sa.Uuid(), "variety": sa.Text(),
    "result": sa.Text(), "next_on": sa.Date(), "revoked_on": sa.Date(), "absent_on": sa.Date(),
}
_SEALED = ("court", "length", "requirement")
_KEYS = {"basis_id": "supervision_bases", "author_id": "users"}


def _kind_of(kinds: tuple[str, ...]) -> str:
    return f"event_kind IN ({', '.join(repr(kind) for kind in kinds)})"


def _about_person(table: str) -> list[sa.Column]:
    return [
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('person_id', sa.Uuid(), nullable=False),
        sa.Column('agency_id', sa.Uuid(), nullable=False),
        sa.Column('compartment', sa.Enum('core', 'health', 'intelligence', name='compartment', native_enum=False, create_constraint=True, length=40), nullable=False),
        sa.Column('kind', sa.Enum('fact', 'assessment', 'intelligence', name='assertionkind', native_enum=False, create_constraint=True, length=40), nullable=False),
        sa.Column('handling', sa.Enum('action_group', 'criminal_justice', 'own_agency', name='handling', native_enum=False, create_constraint=True, length=40), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        _key(table, 'agency_id', 'agencies'),
        _key(table, 'person_id', 'people'),
        sa.PrimaryKeyConstraint('id', name=op.f(f'pk_{table}')),
    ]


def _key(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}"),
        initially="DEFERRED", deferrable=True,
    )


def upgrade() -> None:
    with op.batch_alter_table("offence_events", recreate="auto") as events:
        for name, kind in _PLAIN.items():
            events.add_column(sa.Column(name, kind, nullable=True))
        for name in _SEALED:
            events.add_column(sa.Column(name, sa.LargeBinary(), nullable=True))
        for name, table in _KEYS.items():
            events.create_foreign_key(
                op.f(f"fk_offence_events_{name}"), table, [name], ["id"],
                initially="DEFERRED", deferrable=True,
            )
        events.drop_constraint(op.f("ck_offence_events_offenceeventkind"), type_="check")
        events.create_check_constraint(
            op.f("ck_offence_events_offenceeventkind"), _kind_of(_KINDS)
        )
    op.create_index(op.f("ix_offence_events_matter_id"), "offence_events", ["matter_id"], unique=False)
    op.create_index(
        "ix_offence_events_outstanding", "offence_events",
        ["event_kind", "concluded_on", "person_id"], unique=False,
    )
    op.create_table(
        'former_offence_events',
        *_about_person('former_offence_events'),
        sa.Column('event_id', sa.Uuid(), nullable=False),
        sa.Column('event_kind', sa.Enum(*_KINDS, name='offenceeventkind', native_enum=False, create_constraint=True, length=40), nullable=False),
        sa.Column('happened_on', sa.Date(), nullable=False),
        sa.Column('matter_id', sa.Uuid(), nullable=True),
        sa.Column('is_whole', sa.Boolean(), nullable=False),
        sa.Column('struck_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('struck_by_id', sa.Uuid(), nullable=False),
        sa.Column('was', sa.LargeBinary(), nullable=False),
        sa.Column('why', sa.LargeBinary(), nullable=True),
        sa.CheckConstraint('is_whole OR why IS NOT NULL', name=op.f('ck_former_offence_events_corrected_says_why')),
        _key('former_offence_events', 'struck_by_id', 'users'),
    )
    op.create_index(op.f('ix_former_offence_events_person_id'), 'former_offence_events', ['person_id'], unique=False)
    op.create_index('ix_former_offence_events_event', 'former_offence_events', ['event_id'], unique=False)
    op.create_table(
        'order_conditions',
        *_about_person('order_conditions'),
        sa.Column('basis_id', sa.Uuid(), nullable=False),
        sa.Column('words', sa.LargeBinary(), nullable=False),
        sa.Column('approved_by', sa.LargeBinary(), nullable=False),
        sa.Column('starts_on', sa.Date(), nullable=False),
        sa.Column('ends_on', sa.Date(), nullable=True),
        sa.CheckConstraint('ends_on IS NULL OR ends_on >= starts_on', name=op.f('ck_order_conditions_right_order')),
        _key('order_conditions', 'basis_id', 'supervision_bases'),
    )
    op.create_index(op.f('ix_order_conditions_person_id'), 'order_conditions', ['person_id'], unique=False)
    op.create_index(op.f('ix_order_conditions_basis_id'), 'order_conditions', ['basis_id'], unique=False)


def downgrade() -> None:
    op.drop_table('order_conditions')
    op.drop_table('former_offence_events')
    op.drop_index("ix_offence_events_outstanding", table_name="offence_events")
    op.drop_index(op.f("ix_offence_events_matter_id"), table_name="offence_events")
    op.execute(f"DELETE FROM offence_events WHERE NOT ({_kind_of(_OLD_KINDS)})")  # noqa: S608 - kinds of this file
    with op.batch_alter_table("offence_events", recreate="auto") as events:
        events.drop_constraint(op.f("ck_offence_events_offenceeventkind"), type_="check")
        events.create_check_constraint(
            op.f("ck_offence_events_offenceeventkind"), _kind_of(_OLD_KINDS)
        )
        for name in _KEYS:
            events.drop_constraint(op.f(f"fk_offence_events_{name}"), type_="foreignkey")
        for name in (*_SEALED, *reversed(list(_PLAIN))):
            events.drop_column(name)
