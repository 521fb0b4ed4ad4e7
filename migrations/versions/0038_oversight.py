"""A lead's notes on cases, and samples with their findings."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

_STRANDS = ('prevent_and_deter', 'catch_and_convict', 'rehabilitate_and_resettle')


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


def _about_person(table: str) -> list[sa.schema.SchemaItem]:
    return [
        *_entity(table),
        sa.Column('person_id', sa.Uuid(), nullable=False),
        sa.Column('agency_id', sa.Uuid(), nullable=False),
        sa.Column('compartment', _kind('compartment', 'core', 'health', 'intelligence'), nullable=False),
        sa.Column('kind', _kind('assertionkind', 'fact', 'assessment', 'intelligence'), nullable=False),
        sa.Column('handling', _kind('handling', 'action_group', 'criminal_justice', 'own_agency'), nullable=False),
        _key(table, 'agency_id', 'agencies.id'),
        _key(table, 'person_id', 'people.id'),
    ]


def upgrade() -> None:
    op.create_table('oversight_notes',
    *_about_person('oversight_notes'),
    sa.Column('case_id', sa.Uuid(), nullable=False),
    sa.Column('looked_on', sa.Date(), nullable=False),
    sa.Column('topic', _kind('topic', 'supervision', 'risk', 'plan', 'contact', 'closing'), nullable=False),
    sa.Column('author_id', sa.Uuid(), nullable=False),
    sa.Column('corrects_id', sa.Uuid(), nullable=True),
    sa.Column('replaced_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('action_id', sa.Uuid(), nullable=True),
    sa.Column('words', sa.LargeBinary(), nullable=False),
    sa.Column('why', sa.LargeBinary(), nullable=True),
    sa.CheckConstraint('(corrects_id IS NULL) = (why IS NULL)', name=op.f('ck_oversight_notes_correction_says_why')),
    _key('oversight_notes', 'case_id', 'scheme_cases.id'),
    _key('oversight_notes', 'author_id', 'users.id'),
    _key('oversight_notes', 'corrects_id', 'oversight_notes.id'),
    _key('oversight_notes', 'action_id', 'actions.id'),
    )
    op.create_index('ix_oversight_notes_case', 'oversight_notes', ['case_id', 'looked_on'], unique=False)
    op.create_table('dip_samples',
    *_entity('dip_samples'),
    sa.Column('strand', _kind('strand', *_STRANDS), nullable=False),
    sa.Column('drawn_on', sa.Date(), nullable=False),
    sa.Column('drawn_by_id', sa.Uuid(), nullable=False),
    sa.Column('seed', sa.Integer(), nullable=False),
    sa.Column('pool', sa.Integer(), nullable=False),
    sa.Column('closed_on', sa.Date(), nullable=True),
    _key('dip_samples', 'drawn_by_id', 'users.id'),
    )
    op.create_table('dip_lines',
    *_about_person('dip_lines'),
    sa.Column('sample_id', sa.Uuid(), nullable=False),
    sa.Column('case_id', sa.Uuid(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('answered_on', sa.Date(), nullable=True),
    sa.Column('answered_by_id', sa.Uuid(), nullable=True),
    sa.UniqueConstraint('sample_id', 'case_id', name=op.f('uq_dip_lines_sample_id_case_id')),
    _key('dip_lines', 'sample_id', 'dip_samples.id'),
    _key('dip_lines', 'case_id', 'scheme_cases.id'),
    _key('dip_lines', 'answered_by_id', 'users.id'),
    )
    op.create_table('dip_answers',
    *_about_person('dip_answers'),
    sa.Column('line_id', sa.Uuid(), nullable=False),
    sa.Column('question', sa.Text(), nullable=False),
    sa.Column('answer', _kind('answer', 'yes', 'partly', 'no', 'not_applicable'), nullable=False),
    sa.Column('finding', sa.LargeBinary(), nullable=True),
    sa.UniqueConstraint('line_id', 'question', name=op.f('uq_dip_answers_line_id_question')),
    _key('dip_answers', 'line_id', 'dip_lines.id'),
    )
    for table in ('oversight_notes', 'dip_lines', 'dip_answers'):
        op.create_index(op.f(f'ix_{table}_person_id'), table, ['person_id'], unique=False)


def downgrade() -> None:
    for table in ('dip_answers', 'dip_lines', 'dip_samples', 'oversight_notes'):
        op.drop_table(table)
