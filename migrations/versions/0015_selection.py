"""Criteria, nominations, scores and decisions."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('nominations',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('compartment', sa.Enum('core', 'health', 'intelligence', name='compartment', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('kind', sa.Enum('fact', 'assessment', 'intelligence', name='assertionkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('handling', sa.Enum('action_group', 'criminal_justice', 'own_agency', name='handling', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('strand', sa.Enum('prevent_and_deter', 'catch_and_convict', 'rehabilitate_and_resettle', name='strand', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('nominated_on', sa.Date(), nullable=False),
    sa.Column('nominated_by_id', sa.Uuid(), nullable=False),
    sa.Column('status', sa.Enum('nominated', 'scoring', 'awaiting_panel', 'deferred', 'declined', 'selected', name='nominationstatus', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('decided_on', sa.Date(), nullable=True),
    sa.Column('expires_on', sa.Date(), nullable=True),
    sa.Column('grounds', sa.LargeBinary(), nullable=False),
    sa.Column('outcome_words', sa.LargeBinary(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("(status = 'declined') = (expires_on IS NOT NULL)", name=op.f('ck_nominations_declined_expires')),
    sa.CheckConstraint("(status IN ('declined', 'selected')) = (decided_on IS NOT NULL)", name=op.f('ck_nominations_decided_is_dated')),
    sa.ForeignKeyConstraint(['agency_id'], ['agencies.id'], name=op.f('fk_nominations_agency_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['nominated_by_id'], ['users.id'], name=op.f('fk_nominations_nominated_by_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_nominations_person_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_nominations'))
    )
    op.create_index(op.f('ix_nominations_expires_on'), 'nominations', ['expires_on'], unique=False)
    op.create_index(op.f('ix_nominations_person_id'), 'nominations', ['person_id'], unique=False)
    op.create_index('ix_nominations_status', 'nominations', ['status', 'nominated_on'], unique=False)
    op.create_index('uq_nominations_open', 'nominations', ['person_id'], unique=True, sqlite_where=sa.text("status NOT IN ('declined', 'selected')"), postgresql_where=sa.text("status NOT IN ('declined', 'selected')"))
    op.create_table('predictions',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('compartment', sa.Enum('core', 'health', 'intelligence', name='compartment', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('kind', sa.Enum('fact', 'assessment', 'intelligence', name='assertionkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('handling', sa.Enum('action_group', 'criminal_justice', 'own_agency', name='handling', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('inputs', sa.LargeBinary(), nullable=False),
    sa.Column('outcome', sa.LargeBinary(), nullable=False),
    sa.Column('model_version', sa.Text(), nullable=False),
    sa.Column('calculated_on', sa.Date(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['agency_id'], ['agencies.id'], name=op.f('fk_predictions_agency_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_predictions_person_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_predictions'))
    )
    op.create_index(op.f('ix_predictions_person_id'), 'predictions', ['person_id'], unique=False)
    op.create_table('criteria_sets',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('criteria_kind', sa.Enum('catch_and_convict', 'prevent_and_deter', name='criteriakind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('status', sa.Enum('draft', 'in_consultation', 'adopted', 'superseded', name='criteriastatus', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('document', sa.JSON(), nullable=False),
    sa.Column('digest', sa.Text(), nullable=False),
    sa.Column('adopted_on', sa.Date(), nullable=True),
    sa.Column('superseded_on', sa.Date(), nullable=True),
    sa.Column('agenda_item_id', sa.Uuid(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("(status IN ('adopted', 'superseded')) = (adopted_on IS NOT NULL)", name=op.f('ck_criteria_sets_adopted_is_dated')),
    sa.CheckConstraint('adopted_on IS NULL OR agenda_item_id IS NOT NULL', name=op.f('ck_criteria_sets_adopted_at_a_meeting')),
    sa.ForeignKeyConstraint(['agenda_item_id'], ['agenda_items.id'], name=op.f('fk_criteria_sets_agenda_item_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_criteria_sets')),
    sa.UniqueConstraint('criteria_kind', 'number', name=op.f('uq_criteria_sets_criteria_kind_number'))
    )
    op.create_table('panel_decisions',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('compartment', sa.Enum('core', 'health', 'intelligence', name='compartment', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('kind', sa.Enum('fact', 'assessment', 'intelligence', name='assertionkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('handling', sa.Enum('action_group', 'criminal_justice', 'own_agency', name='handling', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('decision', sa.Enum('select', 'defer', 'decline', 'de_select', 're_select', 'move_strand', 'change_colour', name='decision', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('nomination_id', sa.Uuid(), nullable=True),
    sa.Column('case_id', sa.Uuid(), nullable=True),
    sa.Column('agenda_item_id', sa.Uuid(), nullable=True),
    sa.Column('urgent', sa.Boolean(), nullable=False),
    sa.Column('ratified_item_id', sa.Uuid(), nullable=True),
    sa.Column('decided_on', sa.Date(), nullable=True),
    sa.Column('effective_on', sa.Date(), nullable=False),
    sa.Column('recorded_by_id', sa.Uuid(), nullable=False),
    sa.Column('proposed_by_id', sa.Uuid(), nullable=True),
    sa.Column('reasons', sa.LargeBinary(), nullable=False),
    sa.Column('withdrawn_on', sa.Date(), nullable=True),
    sa.Column('end_reason', sa.Enum('desisted', 'long_custody', 'moved', 'passed_to_mappa', 'passed_to_drug_team', 'below_threshold', 'displaced', 'deceased', 'deported', 'selected_in_error', 'turned_18', name='caseend', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("(decision = 'de_select') = (end_reason IS NOT NULL)", name=op.f('ck_panel_decisions_de_selection_says_why')),
    sa.CheckConstraint("decision = 'de_select' OR (decided_on IS NOT NULL AND proposed_by_id IS NULL)", name=op.f('ck_panel_decisions_only_de_selection_is_proposed')),
    sa.CheckConstraint('decided_on IS NULL OR proposed_by_id IS NULL OR proposed_by_id <> recorded_by_id', name=op.f('ck_panel_decisions_proposer_never_confirms')),
    sa.CheckConstraint('decided_on IS NULL OR urgent OR agenda_item_id IS NOT NULL', name=op.f('ck_panel_decisions_at_a_meeting_or_urgent')),
    sa.CheckConstraint('withdrawn_on IS NULL OR decided_on IS NULL', name=op.f('ck_panel_decisions_withdrawn_is_not_decided')),
    sa.ForeignKeyConstraint(['agency_id'], ['agencies.id'], name=op.f('fk_panel_decisions_agency_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['agenda_item_id'], ['agenda_items.id'], name=op.f('fk_panel_decisions_agenda_item_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['case_id'], ['scheme_cases.id'], name=op.f('fk_panel_decisions_case_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['nomination_id'], ['nominations.id'], name=op.f('fk_panel_decisions_nomination_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_panel_decisions_person_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['proposed_by_id'], ['users.id'], name=op.f('fk_panel_decisions_proposed_by_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['ratified_item_id'], ['agenda_items.id'], name=op.f('fk_panel_decisions_ratified_item_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['recorded_by_id'], ['users.id'], name=op.f('fk_panel_decisions_recorded_by_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_panel_decisions'))
    )
    op.create_index(op.f('ix_panel_decisions_agenda_item_id'), 'panel_decisions', ['agenda_item_id'], unique=False)
    op.create_index(op.f('ix_panel_decisions_case_id'), 'panel_decisions', ['case_id'], unique=False)
    op.create_index(op.f('ix_panel_decisions_decided_on'), 'panel_decisions', ['decided_on'], unique=False)
    op.create_index(op.f('ix_panel_decisions_nomination_id'), 'panel_decisions', ['nomination_id'], unique=False)
    op.create_index(op.f('ix_panel_decisions_person_id'), 'panel_decisions', ['person_id'], unique=False)
    op.create_index('uq_panel_decisions_waiting', 'panel_decisions', ['case_id'], unique=True, sqlite_where=sa.text('decided_on IS NULL AND withdrawn_on IS NULL'), postgresql_where=sa.text('decided_on IS NULL AND withdrawn_on IS NULL'))
    op.create_table('decision_parties',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('compartment', sa.Enum('core', 'health', 'intelligence', name='compartment', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('kind', sa.Enum('fact', 'assessment', 'intelligence', name='assertionkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('handling', sa.Enum('action_group', 'criminal_justice', 'own_agency', name='handling', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('decision_id', sa.Uuid(), nullable=False),
    sa.Column('asked_agency_id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('view', sa.Enum('agrees', 'dissents', 'no_view', name='partyview', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('words', sa.LargeBinary(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['agency_id'], ['agencies.id'], name=op.f('fk_decision_parties_agency_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['asked_agency_id'], ['agencies.id'], name=op.f('fk_decision_parties_asked_agency_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['decision_id'], ['panel_decisions.id'], name=op.f('fk_decision_parties_decision_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_decision_parties_person_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_decision_parties_user_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_decision_parties')),
    sa.UniqueConstraint('decision_id', 'asked_agency_id', name=op.f('uq_decision_parties_decision_id_asked_agency_id'))
    )
    op.create_index(op.f('ix_decision_parties_decision_id'), 'decision_parties', ['decision_id'], unique=False)
    op.create_index(op.f('ix_decision_parties_person_id'), 'decision_parties', ['person_id'], unique=False)
    op.create_table('scorings',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('compartment', sa.Enum('core', 'health', 'intelligence', name='compartment', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('kind', sa.Enum('fact', 'assessment', 'intelligence', name='assertionkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('handling', sa.Enum('action_group', 'criminal_justice', 'own_agency', name='handling', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('nomination_id', sa.Uuid(), nullable=False),
    sa.Column('criteria_set_id', sa.Uuid(), nullable=False),
    sa.Column('scorer_id', sa.Uuid(), nullable=False),
    sa.Column('scored_on', sa.Date(), nullable=False),
    sa.Column('low', sa.Integer(), nullable=True),
    sa.Column('high', sa.Integer(), nullable=True),
    sa.Column('band', sa.Text(), nullable=True),
    sa.Column('frozen_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('narrative', sa.LargeBinary(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('low IS NULL OR low <= high', name=op.f('ck_scorings_low_to_high')),
    sa.ForeignKeyConstraint(['agency_id'], ['agencies.id'], name=op.f('fk_scorings_agency_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['criteria_set_id'], ['criteria_sets.id'], name=op.f('fk_scorings_criteria_set_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['nomination_id'], ['nominations.id'], name=op.f('fk_scorings_nomination_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_scorings_person_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['scorer_id'], ['users.id'], name=op.f('fk_scorings_scorer_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_scorings')),
    sa.UniqueConstraint('nomination_id', 'scorer_id', name=op.f('uq_scorings_nomination_id_scorer_id'))
    )
    op.create_index(op.f('ix_scorings_nomination_id'), 'scorings', ['nomination_id'], unique=False)
    op.create_index(op.f('ix_scorings_person_id'), 'scorings', ['person_id'], unique=False)
    op.create_table('scoring_answers',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('compartment', sa.Enum('core', 'health', 'intelligence', name='compartment', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('kind', sa.Enum('fact', 'assessment', 'intelligence', name='assertionkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('handling', sa.Enum('action_group', 'criminal_justice', 'own_agency', name='handling', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('scoring_id', sa.Uuid(), nullable=False),
    sa.Column('factor', sa.Text(), nullable=False),
    sa.Column('level', sa.Text(), nullable=True),
    sa.Column('points', sa.Integer(), nullable=True),
    sa.Column('evidence_on', sa.Date(), nullable=True),
    sa.Column('evidence', sa.LargeBinary(), nullable=True),
    sa.Column('source', sa.LargeBinary(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('(level IS NULL) = (points IS NULL)', name=op.f('ck_scoring_answers_points_with_level')),
    sa.CheckConstraint('level IS NULL OR evidence_on IS NOT NULL', name=op.f('ck_scoring_answers_evidence_is_dated')),
    sa.ForeignKeyConstraint(['agency_id'], ['agencies.id'], name=op.f('fk_scoring_answers_agency_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_scoring_answers_person_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['scoring_id'], ['scorings.id'], name=op.f('fk_scoring_answers_scoring_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_scoring_answers')),
    sa.UniqueConstraint('scoring_id', 'factor', name=op.f('uq_scoring_answers_scoring_id_factor'))
    )
    op.create_index(op.f('ix_scoring_answers_person_id'), 'scoring_answers', ['person_id'], unique=False)
    op.create_index(op.f('ix_scoring_answers_scoring_id'), 'scoring_answers', ['scoring_id'], unique=False)


def downgrade() -> None:
    op.drop_index(op.f('ix_scoring_answers_scoring_id'), table_name='scoring_answers')
    op.drop_index(op.f('ix_scoring_answers_person_id'), table_name='scoring_answers')
    op.drop_table('scoring_answers')
    op.drop_index(op.f('ix_scorings_person_id'), table_name='scorings')
    op.drop_index(op.f('ix_scorings_nomination_id'), table_name='scorings')
    op.drop_table('scorings')
    op.drop_index(op.f('ix_decision_parties_person_id'), table_name='decision_parties')
    op.drop_index(op.f('ix_decision_parties_decision_id'), table_name='decision_parties')
    op.drop_table('decision_parties')
    op.drop_index('uq_panel_decisions_waiting', table_name='panel_decisions', sqlite_where=sa.text('decided_on IS NULL AND withdrawn_on IS NULL'), postgresql_where=sa.text('decided_on IS NULL AND withdrawn_on IS NULL'))
    op.drop_index(op.f('ix_panel_decisions_person_id'), table_name='panel_decisions')
    op.drop_index(op.f('ix_panel_decisions_nomination_id'), table_name='panel_decisions')
    op.drop_index(op.f('ix_panel_decisions_decided_on'), table_name='panel_decisions')
    op.drop_index(op.f('ix_panel_decisions_case_id'), table_name='panel_decisions')
    op.drop_index(op.f('ix_panel_decisions_agenda_item_id'), table_name='panel_decisions')
    op.drop_table('panel_decisions')
    op.drop_table('criteria_sets')
    op.drop_index(op.f('ix_predictions_person_id'), table_name='predictions')
    op.drop_table('predictions')
    op.drop_index('uq_nominations_open', table_name='nominations', sqlite_where=sa.text("status NOT IN ('declined', 'selected')"), postgresql_where=sa.text("status NOT IN ('declined', 'selected')"))
    op.drop_index('ix_nominations_status', table_name='nominations')
    op.drop_index(op.f('ix_nominations_person_id'), table_name='nominations')
    op.drop_index(op.f('ix_nominations_expires_on'), table_name='nominations')
    op.drop_table('nominations')
