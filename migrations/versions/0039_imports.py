"""Lists brought in: their sources, batches, lines, and what each changed."""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

_KINDS = ("people", "arrests", "custody", "results", "drug_tests", "warrants")
_STATES = ("mapping", "checking", "checked", "accepting", "accepted", "undone", "cancelled")
_VERDICTS = ("new", "update", "same", "conflict", "unmatched", "not_entitled", "malformed")
_ROW_STATES = ("waiting", "taken", "left_out", "refused", "undone")
_OLD_ENDS = (
    "desisted", "long_custody", "moved", "passed_to_mappa", "passed_to_drug_team",
    "below_threshold", "displaced", "deceased", "deported", "selected_in_error", "turned_18",
    "not_ratified",
)


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
        sa.PrimaryKeyConstraint('id', name=op.f(f'pk_{table}')),
    ]


def _ends(values: tuple[str, ...]) -> str:
    return f"end_reason IN ({', '.join(repr(value) for value in values)})"


def _allow_ends(values: tuple[str, ...]) -> None:
    for table in ("scheme_cases", "panel_decisions"):
        with op.batch_alter_table(table, recreate="auto") as held:
            held.drop_constraint(op.f(f"ck_{table}_caseend"), type_="check")
            held.create_check_constraint(op.f(f"ck_{table}_caseend"), _ends(values))


def upgrade() -> None:
    _allow_ends((*_OLD_ENDS, "not_recorded"))
    op.create_table('list_sources',
    *_entity('list_sources'),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('list_kind', _kind('listkind', *_KINDS), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('every_days', sa.Integer(), nullable=True),
    sa.Column('newest_on', sa.Date(), nullable=True),
    sa.Column('closed_on', sa.Date(), nullable=True),
    sa.Column('purpose', sa.LargeBinary(), nullable=False),
    sa.Column('columns', sa.LargeBinary(), nullable=True),
    _key('list_sources', 'agency_id', 'agencies.id'),
    sa.UniqueConstraint('agency_id', 'name', name=op.f('uq_list_sources_agency_id_name')),
    )
    op.create_table('import_batches',
    *_entity('import_batches'),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('source_id', sa.Uuid(), nullable=False),
    sa.Column('list_kind', _kind('listkind', *_KINDS), nullable=False),
    sa.Column('operator_id', sa.Uuid(), nullable=False),
    sa.Column('agreement', sa.Text(), nullable=False),
    sa.Column('as_at', sa.Date(), nullable=False),
    sa.Column('digest', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('state', _kind('batchstate', *_STATES), nullable=False),
    sa.Column('parts_id', sa.Uuid(), nullable=False),
    sa.Column('lines', sa.Integer(), nullable=False),
    sa.Column('looked_at', sa.Integer(), nullable=False),
    sa.Column('counts', sa.JSON(), nullable=True),
    sa.Column('taken_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('shape', sa.LargeBinary(), nullable=False),
    _key('import_batches', 'agency_id', 'agencies.id'),
    _key('import_batches', 'source_id', 'list_sources.id'),
    _key('import_batches', 'operator_id', 'users.id'),
    )
    op.create_index(op.f('ix_import_batches_agency_id'), 'import_batches', ['agency_id'], unique=False)
    op.create_index('ix_import_batches_digest', 'import_batches', ['source_id', 'digest'], unique=False)
    op.create_table('import_parts',
    *_entity('import_parts'),
    sa.Column('batch_id', sa.Uuid(), nullable=False),
    sa.Column('subject_id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('held', sa.LargeBinary(), nullable=False),
    _key('import_parts', 'batch_id', 'import_batches.id'),
    _key('import_parts', 'agency_id', 'agencies.id'),
    sa.UniqueConstraint('batch_id', 'position', name=op.f('uq_import_parts_batch_id_position')),
    )
    op.create_table('import_rows',
    *_entity('import_rows'),
    sa.Column('batch_id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('verdict', _kind('verdict', *_VERDICTS), nullable=False),
    sa.Column('state', _kind('rowstate', *_ROW_STATES), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=True),
    sa.Column('decided_by_id', sa.Uuid(), nullable=True),
    sa.Column('cells', sa.LargeBinary(), nullable=True),
    sa.Column('held', sa.LargeBinary(), nullable=True),
    _key('import_rows', 'batch_id', 'import_batches.id'),
    _key('import_rows', 'agency_id', 'agencies.id'),
    _key('import_rows', 'person_id', 'people.id'),
    _key('import_rows', 'decided_by_id', 'users.id'),
    sa.UniqueConstraint('batch_id', 'number', name=op.f('uq_import_rows_batch_id_number')),
    )
    op.create_index(op.f('ix_import_rows_person_id'), 'import_rows', ['person_id'], unique=False)
    op.create_index('ix_import_rows_verdict', 'import_rows', ['batch_id', 'verdict', 'state', 'number'], unique=False)
    op.create_table('import_digests',
    sa.Column('batch_id', sa.Uuid(), nullable=False),
    sa.Column('digest', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('expires_on', sa.Date(), nullable=False),
    _key('import_digests', 'batch_id', 'import_batches.id'),
    sa.PrimaryKeyConstraint('batch_id', 'digest', 'number', name=op.f('pk_import_digests')),
    )
    op.create_index(op.f('ix_import_digests_expires_on'), 'import_digests', ['expires_on'], unique=False)
    op.create_table('import_changes',
    *_entity('import_changes'),
    sa.Column('batch_id', sa.Uuid(), nullable=False),
    sa.Column('row_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=True),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('changed_table', sa.Text(), nullable=False),
    sa.Column('changed_id', sa.Uuid(), nullable=False),
    sa.Column('before', sa.JSON(), nullable=True),
    sa.Column('version_after', sa.Integer(), nullable=False),
    _key('import_changes', 'batch_id', 'import_batches.id'),
    _key('import_changes', 'row_id', 'import_rows.id'),
    sa.UniqueConstraint('batch_id', 'changed_table', 'changed_id', name=op.f('uq_import_changes_batch_id_changed_table_changed_id')),
    )
    op.create_index('ix_import_changes_row', 'import_changes', ['row_id'], unique=False)


def downgrade() -> None:
    for table in (
        'import_changes', 'import_digests', 'import_rows', 'import_parts', 'import_batches',
        'list_sources',
    ):
        op.drop_table(table)
    op.execute("UPDATE scheme_cases SET end_reason = 'below_threshold' WHERE end_reason = 'not_recorded'")
    _allow_ends(_OLD_ENDS)
