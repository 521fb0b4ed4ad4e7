"""Where a partner's list of flagged people and the scheme's own do not agree, and the answers."""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None

_OLD_KINDS = ("people", "arrests", "custody", "results", "drug_tests", "warrants")
_ANSWERS = ("flag_added", "flag_removed", "case_to_change", "explained")


def _kind(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def _key(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [to], name=op.f(f"fk_{table}_{column}"), initially="DEFERRED", deferrable=True
    )


def _allow_kinds(*values: str) -> None:
    listed = ", ".join(repr(value) for value in values)
    for table in ("list_sources", "import_batches"):
        with op.batch_alter_table(table, recreate="auto") as held:
            held.drop_constraint(op.f(f"ck_{table}_listkind"), type_="check")
            held.create_check_constraint(op.f(f"ck_{table}_listkind"), f"list_kind IN ({listed})")


def upgrade() -> None:
    _allow_kinds(*_OLD_KINDS, "flagged")
    table = "flag_differences"
    op.create_table(table,
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('compartment', _kind('compartment', 'core', 'health', 'intelligence'), nullable=False),
    sa.Column('kind', _kind('assertionkind', 'fact', 'assessment', 'intelligence'), nullable=False),
    sa.Column('handling', _kind('handling', 'action_group', 'criminal_justice', 'own_agency'), nullable=False),
    sa.Column('source_id', sa.Uuid(), nullable=False),
    sa.Column('gap', _kind('gap', 'not_flagged', 'not_on_scheme'), nullable=False),
    sa.Column('first_seen_on', sa.Date(), nullable=False),
    sa.Column('last_seen_on', sa.Date(), nullable=False),
    sa.Column('state', _kind('flagstate', 'open', 'answered', 'gone'), nullable=False),
    sa.Column('answer', _kind('flaganswer', *_ANSWERS), nullable=True),
    sa.Column('answered_by_id', sa.Uuid(), nullable=True),
    sa.Column('answered_on', sa.Date(), nullable=True),
    sa.Column('words', sa.LargeBinary(), nullable=True),
    sa.Column('earlier', sa.LargeBinary(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('first_seen_on <= last_seen_on', name=op.f('ck_flag_differences_right_order')),
    sa.CheckConstraint('(answer IS NULL) = (answered_on IS NULL) AND (answer IS NULL) = (answered_by_id IS NULL)', name=op.f('ck_flag_differences_answer_is_signed')),
    sa.CheckConstraint("state <> 'answered' OR answer IS NOT NULL", name=op.f('ck_flag_differences_answered_has_answer')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_flag_differences')),
    sa.UniqueConstraint('source_id', 'person_id', 'gap', name=op.f('uq_flag_differences_source_id_person_id_gap')),
    _key(table, 'person_id', 'people.id'),
    _key(table, 'agency_id', 'agencies.id'),
    _key(table, 'source_id', 'list_sources.id'),
    _key(table, 'answered_by_id', 'users.id'),
    )
    op.create_index(op.f('ix_flag_differences_person_id'), table, ['person_id'], unique=False)
    op.create_index('ix_flag_differences_state', table, ['source_id', 'state'], unique=False)


def downgrade() -> None:
    op.drop_table("flag_differences")
    batches = "SELECT id FROM import_batches WHERE list_kind = 'flagged'"
    for table in ("import_digests", "import_rows", "import_parts"):
        op.execute(f"DELETE FROM {table} WHERE batch_id IN ({batches})")  # noqa: S608 - names of this file
    for table in ("import_batches", "list_sources"):
        op.execute(f"DELETE FROM {table} WHERE list_kind = 'flagged'")  # noqa: S608 - names of this file
    _allow_kinds(*_OLD_KINDS)
