"""Pairs of records that may be one person, what was answered, and requests to the holder."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

_ANSWERS = ('same', 'not_same', 'cannot_say')


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


def _link_verdicts(*values: str) -> None:
    listed = ', '.join(repr(value) for value in values)
    with op.batch_alter_table('person_links', recreate='auto') as links:
        links.drop_constraint(op.f('ck_person_links_linkverdict'), type_='check')
        links.create_check_constraint(op.f('ck_person_links_linkverdict'), f'verdict IN ({listed})')


def upgrade() -> None:
    op.create_table('search_changes',
    sa.Column('person_id', sa.Uuid(), nullable=False),
    _key('search_changes', 'person_id', 'people.id'),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_search_changes')),
    )
    op.execute("INSERT INTO search_changes (person_id) SELECT DISTINCT person_id FROM search_tokens")
    op.create_table('duplicate_candidates',
    *_entity('duplicate_candidates'),
    sa.Column('first_id', sa.Uuid(), nullable=False),
    sa.Column('second_id', sa.Uuid(), nullable=False),
    sa.Column('score', sa.Integer(), nullable=False),
    sa.Column('reasons', sa.JSON(), nullable=False),
    sa.Column('shared_numbers', sa.Integer(), nullable=False),
    sa.Column('found_on', sa.Date(), nullable=False),
    sa.Column('state', _kind('pairstate', 'waiting', 'asked', 'same', 'not_same'), nullable=False),
    sa.CheckConstraint('first_id < second_id', name=op.f('ck_duplicate_candidates_ordered_pair')),
    sa.CheckConstraint('score BETWEEN 0 AND 99', name=op.f('ck_duplicate_candidates_per_cent')),
    sa.UniqueConstraint('first_id', 'second_id', name=op.f('uq_duplicate_candidates_first_id_second_id')),
    _key('duplicate_candidates', 'first_id', 'people.id'),
    _key('duplicate_candidates', 'second_id', 'people.id'),
    )
    op.create_index(op.f('ix_duplicate_candidates_second_id'), 'duplicate_candidates', ['second_id'], unique=False)
    op.create_index('ix_duplicate_candidates_state', 'duplicate_candidates', ['state', 'score'], unique=False)
    op.create_table('duplicate_answers',
    *_about_person('duplicate_answers'),
    sa.Column('candidate_id', sa.Uuid(), nullable=False),
    sa.Column('answer', _kind('answer', *_ANSWERS), nullable=False),
    sa.Column('answered_on', sa.Date(), nullable=False),
    sa.Column('answered_by_id', sa.Uuid(), nullable=False),
    sa.Column('undone_on', sa.Date(), nullable=True),
    sa.Column('reason', sa.LargeBinary(), nullable=False),
    _key('duplicate_answers', 'candidate_id', 'duplicate_candidates.id'),
    _key('duplicate_answers', 'answered_by_id', 'users.id'),
    )
    op.create_table('duplicate_requests',
    *_about_person('duplicate_requests'),
    sa.Column('candidate_id', sa.Uuid(), nullable=False),
    sa.Column('holder_id', sa.Uuid(), nullable=False),
    sa.Column('asked_on', sa.Date(), nullable=False),
    sa.Column('asked_by_id', sa.Uuid(), nullable=False),
    sa.Column('reply', _kind('answer', *_ANSWERS), nullable=True),
    sa.Column('replied_on', sa.Date(), nullable=True),
    sa.Column('replied_by_id', sa.Uuid(), nullable=True),
    sa.Column('words', sa.LargeBinary(), nullable=False),
    sa.CheckConstraint('(reply IS NULL) = (replied_on IS NULL)', name=op.f('ck_duplicate_requests_reply_is_dated')),
    _key('duplicate_requests', 'candidate_id', 'duplicate_candidates.id'),
    _key('duplicate_requests', 'holder_id', 'agencies.id'),
    _key('duplicate_requests', 'asked_by_id', 'users.id'),
    _key('duplicate_requests', 'replied_by_id', 'users.id'),
    )
    op.create_index('ix_duplicate_requests_holder', 'duplicate_requests', ['holder_id', 'reply'], unique=False)
    for table in ('duplicate_answers', 'duplicate_requests'):
        op.create_index(op.f(f'ix_{table}_person_id'), table, ['person_id'], unique=False)
        op.create_index(op.f(f'ix_{table}_candidate_id'), table, ['candidate_id'], unique=False)
    _link_verdicts('same', 'may_be_same', 'not_same')


def downgrade() -> None:
    op.execute("UPDATE person_links SET verdict = 'may_be_same' WHERE verdict = 'same'")
    _link_verdicts('may_be_same', 'not_same')
    for table in ('duplicate_requests', 'duplicate_answers', 'duplicate_candidates', 'search_changes'):
        op.drop_table(table)
