"""A draft of the criteria is sent out, commented on by agencies, and each comment is answered."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_SENT_OUT = (
    "NEW.criteria_set_id <> OLD.criteria_set_id OR NEW.starts_on <> OLD.starts_on "
    "OR CAST(NEW.document AS TEXT) <> CAST(OLD.document AS TEXT)"
)


def upgrade() -> None:
    op.create_table('consultations',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('criteria_set_id', sa.Uuid(), nullable=False),
    sa.Column('opened_by_id', sa.Uuid(), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=False),
    sa.Column('document', sa.JSON(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('ends_on >= starts_on', name=op.f('ck_consultations_ends_after_its_start')),
    sa.ForeignKeyConstraint(['criteria_set_id'], ['criteria_sets.id'], name=op.f('fk_consultations_criteria_set_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['opened_by_id'], ['users.id'], name=op.f('fk_consultations_opened_by_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_consultations')),
    sa.UniqueConstraint('criteria_set_id', name=op.f('uq_consultations_criteria_set_id'))
    )
    op.create_table('criteria_comments',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('criteria_set_id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('factor', sa.Text(), nullable=True),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('made_on', sa.Date(), nullable=False),
    sa.Column('answer', sa.String(), nullable=True),
    sa.Column('answered_by_id', sa.Uuid(), nullable=True),
    sa.Column('answered_on', sa.Date(), nullable=True),
    sa.Column('changed_draft', sa.Boolean(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('(answered_on IS NULL) = (answered_by_id IS NULL) AND (answered_on IS NULL) = (answer IS NULL)', name=op.f('ck_criteria_comments_answer_is_whole')),
    sa.CheckConstraint('answered_on IS NOT NULL OR NOT changed_draft', name=op.f('ck_criteria_comments_unanswered_changed_nothing')),
    sa.ForeignKeyConstraint(['agency_id'], ['agencies.id'], name=op.f('fk_criteria_comments_agency_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['answered_by_id'], ['users.id'], name=op.f('fk_criteria_comments_answered_by_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['criteria_set_id'], ['criteria_sets.id'], name=op.f('fk_criteria_comments_criteria_set_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_criteria_comments_user_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_criteria_comments'))
    )
    op.create_index(op.f('ix_criteria_comments_criteria_set_id'), 'criteria_comments', ['criteria_set_id'], unique=False)
    _guard()


def _guard() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER consultations_fixed BEFORE UPDATE ON consultations WHEN {_SENT_OUT} "
            "BEGIN SELECT RAISE(ABORT, 'this can no longer change'); END"
        )
    else:
        op.execute(
            "CREATE TRIGGER consultations_fixed BEFORE UPDATE ON consultations FOR EACH ROW "
            f"WHEN ({_SENT_OUT}) EXECUTE FUNCTION popo_refuse()"
        )


def downgrade() -> None:
    op.drop_index(op.f('ix_criteria_comments_criteria_set_id'), table_name='criteria_comments')
    op.drop_table('criteria_comments')
    op.drop_table('consultations')
    op.execute("UPDATE criteria_sets SET status = 'draft' WHERE status = 'in_consultation'")
