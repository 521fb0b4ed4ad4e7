"""The fairness of a draft of the criteria, and what was answered."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('fairness_reviews',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('criteria_set_id', sa.Uuid(), nullable=False),
    sa.Column('digest', sa.Text(), nullable=False),
    sa.Column('made_on', sa.Date(), nullable=False),
    sa.Column('opened_by_id', sa.Uuid(), nullable=False),
    sa.Column('figures', sa.JSON(), nullable=False),
    sa.Column('answered_on', sa.Date(), nullable=True),
    sa.Column('answered_by_id', sa.Uuid(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('(answered_on IS NULL) = (answered_by_id IS NULL)', name=op.f('ck_fairness_reviews_answered_by_somebody')),
    sa.ForeignKeyConstraint(['answered_by_id'], ['users.id'], name=op.f('fk_fairness_reviews_answered_by_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['criteria_set_id'], ['criteria_sets.id'], name=op.f('fk_fairness_reviews_criteria_set_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['opened_by_id'], ['users.id'], name=op.f('fk_fairness_reviews_opened_by_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_fairness_reviews'))
    )
    op.create_index(op.f('ix_fairness_reviews_criteria_set_id'), 'fairness_reviews', ['criteria_set_id'], unique=False)
    op.create_table('fairness_answers',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('review_id', sa.Uuid(), nullable=False),
    sa.Column('ratio', sa.Text(), nullable=False),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('action', sa.String(), nullable=False),
    sa.Column('answered_on', sa.Date(), nullable=False),
    sa.Column('answered_by_id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['answered_by_id'], ['users.id'], name=op.f('fk_fairness_answers_answered_by_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['review_id'], ['fairness_reviews.id'], name=op.f('fk_fairness_answers_review_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_fairness_answers')),
    sa.UniqueConstraint('review_id', 'ratio', name=op.f('uq_fairness_answers_review_id_ratio'))
    )


def downgrade() -> None:
    op.drop_table('fairness_answers')
    op.drop_index(op.f('ix_fairness_reviews_criteria_set_id'), table_name='fairness_reviews')
    op.drop_table('fairness_reviews')
