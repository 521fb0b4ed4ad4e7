"""What follows de-selection: prompts answered, agencies told, watching, and notices of correction."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("exit_plans", recreate="never") as exit_plans:
        exit_plans.add_column(sa.Column("reviewed_on", sa.Date(), nullable=True))
        exit_plans.add_column(sa.Column("supports", sa.LargeBinary(), nullable=True))
    _create_prompt_answers()
    _create_exit_notices()
    _create_after_watches()
    _create_correction_notices()
    _create_erasure_reviews()


def _create_prompt_answers() -> None:
    op.create_table('prompt_answers',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('compartment', sa.Enum('core', 'health', 'intelligence', name='compartment', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('kind', sa.Enum('fact', 'assessment', 'intelligence', name='assertionkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('handling', sa.Enum('action_group', 'criminal_justice', 'own_agency', name='handling', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('case_id', sa.Uuid(), nullable=False),
    sa.Column('rule', sa.Enum('died', 'wrong_person', 'quiet', 'long_custody', 'moved', 'other_lead', 'below_threshold', 'no_capacity', 'review_overdue', name='rule', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('answered_on', sa.Date(), nullable=False),
    sa.Column('answered_by_id', sa.Uuid(), nullable=False),
    sa.Column('ask_again_on', sa.Date(), nullable=False),
    sa.Column('reason', sa.LargeBinary(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('ask_again_on > answered_on', name=op.f('ck_prompt_answers_asked_again_later')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_prompt_answers_person_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['agency_id'], ['agencies.id'], name=op.f('fk_prompt_answers_agency_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['case_id'], ['scheme_cases.id'], name=op.f('fk_prompt_answers_case_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['answered_by_id'], ['users.id'], name=op.f('fk_prompt_answers_answered_by_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_prompt_answers'))
    )
    op.create_index(op.f('ix_prompt_answers_person_id'), 'prompt_answers', ['person_id'], unique=False)
    op.create_index('ix_prompt_answers_case', 'prompt_answers', ['case_id', 'rule'], unique=False)


def _create_exit_notices() -> None:
    op.create_table('exit_notices',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('compartment', sa.Enum('core', 'health', 'intelligence', name='compartment', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('kind', sa.Enum('fact', 'assessment', 'intelligence', name='assertionkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('handling', sa.Enum('action_group', 'criminal_justice', 'own_agency', name='handling', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('case_id', sa.Uuid(), nullable=False),
    sa.Column('told_agency_id', sa.Uuid(), nullable=False),
    sa.Column('told_on', sa.Date(), nullable=True),
    sa.Column('told_by_id', sa.Uuid(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('(told_on IS NULL) = (told_by_id IS NULL)', name=op.f('ck_exit_notices_told_by_somebody')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_exit_notices_person_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['agency_id'], ['agencies.id'], name=op.f('fk_exit_notices_agency_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['case_id'], ['scheme_cases.id'], name=op.f('fk_exit_notices_case_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['told_agency_id'], ['agencies.id'], name=op.f('fk_exit_notices_told_agency_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['told_by_id'], ['users.id'], name=op.f('fk_exit_notices_told_by_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_exit_notices')),
    sa.UniqueConstraint('case_id', 'told_agency_id', name=op.f('uq_exit_notices_case_id_told_agency_id'))
    )
    op.create_index(op.f('ix_exit_notices_person_id'), 'exit_notices', ['person_id'], unique=False)
    op.create_index(op.f('ix_exit_notices_case_id'), 'exit_notices', ['case_id'], unique=False)


def _create_after_watches() -> None:
    op.create_table('after_watches',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('compartment', sa.Enum('core', 'health', 'intelligence', name='compartment', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('kind', sa.Enum('fact', 'assessment', 'intelligence', name='assertionkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('handling', sa.Enum('action_group', 'criminal_justice', 'own_agency', name='handling', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('case_id', sa.Uuid(), nullable=False),
    sa.Column('strand', sa.Enum('prevent_and_deter', 'catch_and_convict', 'rehabilitate_and_resettle', name='strand', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('months', sa.Integer(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('done_on', sa.Date(), nullable=True),
    sa.Column('done_by_id', sa.Uuid(), nullable=True),
    sa.Column('finding', sa.Enum('nothing_known', 'support_sustained', 'new_arrest_or_charge', 're_selected', 'not_knowable', name='finding', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('words', sa.LargeBinary(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('(done_on IS NULL) = (done_by_id IS NULL) AND (done_on IS NULL) = (finding IS NULL)', name=op.f('ck_after_watches_done_is_dated')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_after_watches_person_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['agency_id'], ['agencies.id'], name=op.f('fk_after_watches_agency_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['case_id'], ['scheme_cases.id'], name=op.f('fk_after_watches_case_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['done_by_id'], ['users.id'], name=op.f('fk_after_watches_done_by_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_after_watches')),
    sa.UniqueConstraint('case_id', 'months', name=op.f('uq_after_watches_case_id_months'))
    )
    op.create_index(op.f('ix_after_watches_person_id'), 'after_watches', ['person_id'], unique=False)
    op.create_index('ix_after_watches_due', 'after_watches', ['done_on', 'due_on'], unique=False)


def _create_correction_notices() -> None:
    op.create_table('correction_notices',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('compartment', sa.Enum('core', 'health', 'intelligence', name='compartment', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('kind', sa.Enum('fact', 'assessment', 'intelligence', name='assertionkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('handling', sa.Enum('action_group', 'criminal_justice', 'own_agency', name='handling', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('decision_id', sa.Uuid(), nullable=False),
    sa.Column('told_agency_id', sa.Uuid(), nullable=False),
    sa.Column('sent_on', sa.Date(), nullable=False),
    sa.Column('acknowledged_on', sa.Date(), nullable=True),
    sa.Column('acknowledged_by_id', sa.Uuid(), nullable=True),
    sa.Column('to_correct', sa.LargeBinary(), nullable=False),
    sa.Column('answer', sa.LargeBinary(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('(acknowledged_on IS NULL) = (acknowledged_by_id IS NULL) AND (acknowledged_on IS NULL) = (answer IS NULL)', name=op.f('ck_correction_notices_acknowledged_in_words')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_correction_notices_person_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['agency_id'], ['agencies.id'], name=op.f('fk_correction_notices_agency_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['decision_id'], ['panel_decisions.id'], name=op.f('fk_correction_notices_decision_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['told_agency_id'], ['agencies.id'], name=op.f('fk_correction_notices_told_agency_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['acknowledged_by_id'], ['users.id'], name=op.f('fk_correction_notices_acknowledged_by_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_correction_notices')),
    sa.UniqueConstraint('decision_id', 'told_agency_id', name=op.f('uq_correction_notices_decision_id_told_agency_id'))
    )
    op.create_index(op.f('ix_correction_notices_person_id'), 'correction_notices', ['person_id'], unique=False)
    op.create_index('ix_correction_notices_agency', 'correction_notices', ['told_agency_id', 'acknowledged_on'], unique=False)


def _create_erasure_reviews() -> None:
    op.create_table('erasure_reviews',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('compartment', sa.Enum('core', 'health', 'intelligence', name='compartment', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('kind', sa.Enum('fact', 'assessment', 'intelligence', name='assertionkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('handling', sa.Enum('action_group', 'criminal_justice', 'own_agency', name='handling', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('decision_id', sa.Uuid(), nullable=False),
    sa.Column('decide_by', sa.Date(), nullable=False),
    sa.Column('settled_on', sa.Date(), nullable=True),
    sa.Column('settled_by_id', sa.Uuid(), nullable=True),
    sa.Column('to_erase', sa.Boolean(), nullable=True),
    sa.Column('reason', sa.LargeBinary(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('(settled_on IS NULL) = (settled_by_id IS NULL) AND (settled_on IS NULL) = (to_erase IS NULL) AND (settled_on IS NULL) = (reason IS NULL)', name=op.f('ck_erasure_reviews_settled_with_reason')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_erasure_reviews_person_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['agency_id'], ['agencies.id'], name=op.f('fk_erasure_reviews_agency_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['decision_id'], ['panel_decisions.id'], name=op.f('fk_erasure_reviews_decision_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['settled_by_id'], ['users.id'], name=op.f('fk_erasure_reviews_settled_by_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_erasure_reviews')),
    sa.UniqueConstraint('decision_id', name=op.f('uq_erasure_reviews_decision_id'))
    )
    op.create_index(op.f('ix_erasure_reviews_person_id'), 'erasure_reviews', ['person_id'], unique=False)


def downgrade() -> None:
    op.drop_index(op.f('ix_erasure_reviews_person_id'), table_name='erasure_reviews')
    op.drop_table('erasure_reviews')
    op.drop_index('ix_correction_notices_agency', table_name='correction_notices')
    op.drop_index(op.f('ix_correction_notices_person_id'), table_name='correction_notices')
    op.drop_table('correction_notices')
    op.drop_index('ix_after_watches_due', table_name='after_watches')
    op.drop_index(op.f('ix_after_watches_person_id'), table_name='after_watches')
    op.drop_table('after_watches')
    op.drop_index(op.f('ix_exit_notices_case_id'), table_name='exit_notices')
    op.drop_index(op.f('ix_exit_notices_person_id'), table_name='exit_notices')
    op.drop_table('exit_notices')
    op.drop_index('ix_prompt_answers_case', table_name='prompt_answers')
    op.drop_index(op.f('ix_prompt_answers_person_id'), table_name='prompt_answers')
    op.drop_table('prompt_answers')
    with op.batch_alter_table("exit_plans", recreate="never") as exit_plans:
        exit_plans.drop_column("supports")
        exit_plans.drop_column("reviewed_on")
