"""Spells on the scheme, engagements, leads and lights."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('scheme_cases',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('compartment', sa.Enum('core', 'health', 'intelligence', name='compartment', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('kind', sa.Enum('fact', 'assessment', 'intelligence', name='assertionkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('handling', sa.Enum('action_group', 'criminal_justice', 'own_agency', name='handling', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('spell', sa.Integer(), nullable=False),
    sa.Column('opened_on', sa.Date(), nullable=False),
    sa.Column('closed_on', sa.Date(), nullable=True),
    sa.Column('end_reason', sa.Enum('desisted', 'long_custody', 'moved', 'passed_to_mappa', 'passed_to_drug_team', 'below_threshold', 'displaced', 'deceased', 'deported', 'selected_in_error', 'turned_18', name='caseend', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('(closed_on IS NULL) = (end_reason IS NULL)', name=op.f('ck_scheme_cases_ends_with_reason')),
    sa.CheckConstraint('closed_on IS NULL OR closed_on >= opened_on', name=op.f('ck_scheme_cases_right_order')),
    sa.ForeignKeyConstraint(['agency_id'], ['agencies.id'], name=op.f('fk_scheme_cases_agency_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_scheme_cases_person_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_scheme_cases'))
    )
    op.create_index('ix_scheme_cases_opened_on', 'scheme_cases', ['opened_on'], unique=False)
    op.create_index(op.f('ix_scheme_cases_person_id'), 'scheme_cases', ['person_id'], unique=False)
    op.create_index('uq_scheme_cases_open', 'scheme_cases', ['person_id'], unique=True, sqlite_where=sa.text('closed_on IS NULL'), postgresql_where=sa.text('closed_on IS NULL'))
    op.create_table('assignments',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('compartment', sa.Enum('core', 'health', 'intelligence', name='compartment', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('kind', sa.Enum('fact', 'assessment', 'intelligence', name='assertionkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('handling', sa.Enum('action_group', 'criminal_justice', 'own_agency', name='handling', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('case_id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('role', sa.Enum('lead_officer', 'offender_manager', 'yos_worker', 'co_worker', name='assignmentrole', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('ends_on IS NULL OR ends_on >= starts_on', name=op.f('ck_assignments_right_order')),
    sa.ForeignKeyConstraint(['agency_id'], ['agencies.id'], name=op.f('fk_assignments_agency_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['case_id'], ['scheme_cases.id'], name=op.f('fk_assignments_case_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_assignments_person_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_assignments_user_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_assignments'))
    )
    op.create_index(op.f('ix_assignments_case_id'), 'assignments', ['case_id'], unique=False)
    op.create_index(op.f('ix_assignments_person_id'), 'assignments', ['person_id'], unique=False)
    op.create_index('ix_assignments_user', 'assignments', ['user_id', 'ends_on'], unique=False)
    op.create_index('uq_assignments_lead', 'assignments', ['case_id', 'role'], unique=True, sqlite_where=sa.text("role <> 'co_worker' AND ends_on IS NULL"), postgresql_where=sa.text("role <> 'co_worker' AND ends_on IS NULL"))
    op.create_index('uq_assignments_running', 'assignments', ['case_id', 'role', 'user_id'], unique=True, sqlite_where=sa.text('ends_on IS NULL'), postgresql_where=sa.text('ends_on IS NULL'))
    op.create_table('exit_plans',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('compartment', sa.Enum('core', 'health', 'intelligence', name='compartment', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('kind', sa.Enum('fact', 'assessment', 'intelligence', name='assertionkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('handling', sa.Enum('action_group', 'criminal_justice', 'own_agency', name='handling', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('case_id', sa.Uuid(), nullable=False),
    sa.Column('owner_id', sa.Uuid(), nullable=False),
    sa.Column('words', sa.LargeBinary(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['agency_id'], ['agencies.id'], name=op.f('fk_exit_plans_agency_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['case_id'], ['scheme_cases.id'], name=op.f('fk_exit_plans_case_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['owner_id'], ['users.id'], name=op.f('fk_exit_plans_owner_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_exit_plans_person_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_exit_plans'))
    )
    op.create_index(op.f('ix_exit_plans_case_id'), 'exit_plans', ['case_id'], unique=False)
    op.create_index(op.f('ix_exit_plans_person_id'), 'exit_plans', ['person_id'], unique=False)
    op.create_table('scheme_statuses',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('compartment', sa.Enum('core', 'health', 'intelligence', name='compartment', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('kind', sa.Enum('fact', 'assessment', 'intelligence', name='assertionkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('handling', sa.Enum('action_group', 'criminal_justice', 'own_agency', name='handling', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('case_id', sa.Uuid(), nullable=False),
    sa.Column('status', sa.Enum('active', 'de_selection_proposed', 'de_selected', 'closed', 'transferred_out', 'deceased', name='status', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('ends_on IS NULL OR ends_on >= starts_on', name=op.f('ck_scheme_statuses_right_order')),
    sa.ForeignKeyConstraint(['agency_id'], ['agencies.id'], name=op.f('fk_scheme_statuses_agency_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['case_id'], ['scheme_cases.id'], name=op.f('fk_scheme_statuses_case_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_scheme_statuses_person_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_scheme_statuses'))
    )
    op.create_index(op.f('ix_scheme_statuses_case_id'), 'scheme_statuses', ['case_id'], unique=False)
    op.create_index(op.f('ix_scheme_statuses_person_id'), 'scheme_statuses', ['person_id'], unique=False)
    op.create_index('uq_scheme_statuses_running', 'scheme_statuses', ['case_id'], unique=True, sqlite_where=sa.text('ends_on IS NULL'), postgresql_where=sa.text('ends_on IS NULL'))
    op.create_table('strand_engagements',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('compartment', sa.Enum('core', 'health', 'intelligence', name='compartment', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('kind', sa.Enum('fact', 'assessment', 'intelligence', name='assertionkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('handling', sa.Enum('action_group', 'criminal_justice', 'own_agency', name='handling', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('case_id', sa.Uuid(), nullable=False),
    sa.Column('strand', sa.Enum('prevent_and_deter', 'catch_and_convict', 'rehabilitate_and_resettle', name='strand', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('is_primary', sa.Boolean(), nullable=False),
    sa.Column('tier', sa.Text(), nullable=True),
    sa.Column('lead_agency_id', sa.Uuid(), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('ends_on IS NULL OR ends_on >= starts_on', name=op.f('ck_strand_engagements_right_order')),
    sa.ForeignKeyConstraint(['agency_id'], ['agencies.id'], name=op.f('fk_strand_engagements_agency_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['case_id'], ['scheme_cases.id'], name=op.f('fk_strand_engagements_case_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['lead_agency_id'], ['agencies.id'], name=op.f('fk_strand_engagements_lead_agency_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_strand_engagements_person_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_strand_engagements'))
    )
    op.create_index(op.f('ix_strand_engagements_case_id'), 'strand_engagements', ['case_id'], unique=False)
    op.create_index(op.f('ix_strand_engagements_person_id'), 'strand_engagements', ['person_id'], unique=False)
    op.create_index('ix_strand_engagements_strand', 'strand_engagements', ['strand', 'ends_on'], unique=False)
    op.create_index('uq_strand_engagements_primary', 'strand_engagements', ['case_id'], unique=True, sqlite_where=sa.text('is_primary AND ends_on IS NULL'), postgresql_where=sa.text('is_primary AND ends_on IS NULL'))
    op.create_index('uq_strand_engagements_running', 'strand_engagements', ['case_id', 'strand'], unique=True, sqlite_where=sa.text('ends_on IS NULL'), postgresql_where=sa.text('ends_on IS NULL'))
    op.create_table('traffic_lights',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('compartment', sa.Enum('core', 'health', 'intelligence', name='compartment', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('kind', sa.Enum('fact', 'assessment', 'intelligence', name='assertionkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('handling', sa.Enum('action_group', 'criminal_justice', 'own_agency', name='handling', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('case_id', sa.Uuid(), nullable=False),
    sa.Column('colour', sa.Enum('red', 'amber', 'green', 'custody', name='colour', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('set_by_id', sa.Uuid(), nullable=False),
    sa.Column('reason', sa.LargeBinary(), nullable=False),
    sa.Column('review_on', sa.Date(), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('ends_on IS NULL OR ends_on >= starts_on', name=op.f('ck_traffic_lights_right_order')),
    sa.ForeignKeyConstraint(['agency_id'], ['agencies.id'], name=op.f('fk_traffic_lights_agency_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['case_id'], ['scheme_cases.id'], name=op.f('fk_traffic_lights_case_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_traffic_lights_person_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['set_by_id'], ['users.id'], name=op.f('fk_traffic_lights_set_by_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_traffic_lights'))
    )
    op.create_index(op.f('ix_traffic_lights_case_id'), 'traffic_lights', ['case_id'], unique=False)
    op.create_index(op.f('ix_traffic_lights_person_id'), 'traffic_lights', ['person_id'], unique=False)
    op.create_index('uq_traffic_lights_running', 'traffic_lights', ['case_id'], unique=True, sqlite_where=sa.text('ends_on IS NULL'), postgresql_where=sa.text('ends_on IS NULL'))


def downgrade() -> None:
    op.drop_index('uq_traffic_lights_running', table_name='traffic_lights', sqlite_where=sa.text('ends_on IS NULL'), postgresql_where=sa.text('ends_on IS NULL'))
    op.drop_index(op.f('ix_traffic_lights_person_id'), table_name='traffic_lights')
    op.drop_index(op.f('ix_traffic_lights_case_id'), table_name='traffic_lights')
    op.drop_table('traffic_lights')
    op.drop_index('uq_strand_engagements_running', table_name='strand_engagements', sqlite_where=sa.text('ends_on IS NULL'), postgresql_where=sa.text('ends_on IS NULL'))
    op.drop_index('uq_strand_engagements_primary', table_name='strand_engagements', sqlite_where=sa.text('is_primary AND ends_on IS NULL'), postgresql_where=sa.text('is_primary AND ends_on IS NULL'))
    op.drop_index('ix_strand_engagements_strand', table_name='strand_engagements')
    op.drop_index(op.f('ix_strand_engagements_person_id'), table_name='strand_engagements')
    op.drop_index(op.f('ix_strand_engagements_case_id'), table_name='strand_engagements')
    op.drop_table('strand_engagements')
    op.drop_index('uq_scheme_statuses_running', table_name='scheme_statuses', sqlite_where=sa.text('ends_on IS NULL'), postgresql_where=sa.text('ends_on IS NULL'))
    op.drop_index(op.f('ix_scheme_statuses_person_id'), table_name='scheme_statuses')
    op.drop_index(op.f('ix_scheme_statuses_case_id'), table_name='scheme_statuses')
    op.drop_table('scheme_statuses')
    op.drop_index(op.f('ix_exit_plans_person_id'), table_name='exit_plans')
    op.drop_index(op.f('ix_exit_plans_case_id'), table_name='exit_plans')
    op.drop_table('exit_plans')
    op.drop_index('uq_assignments_running', table_name='assignments', sqlite_where=sa.text('ends_on IS NULL'), postgresql_where=sa.text('ends_on IS NULL'))
    op.drop_index('uq_assignments_lead', table_name='assignments', sqlite_where=sa.text("role <> 'co_worker' AND ends_on IS NULL"), postgresql_where=sa.text("role <> 'co_worker' AND ends_on IS NULL"))
    op.drop_index('ix_assignments_user', table_name='assignments')
    op.drop_index(op.f('ix_assignments_person_id'), table_name='assignments')
    op.drop_index(op.f('ix_assignments_case_id'), table_name='assignments')
    op.drop_table('assignments')
    op.drop_index('uq_scheme_cases_open', table_name='scheme_cases', sqlite_where=sa.text('closed_on IS NULL'), postgresql_where=sa.text('closed_on IS NULL'))
    op.drop_index(op.f('ix_scheme_cases_person_id'), table_name='scheme_cases')
    op.drop_index('ix_scheme_cases_opened_on', table_name='scheme_cases')
    op.drop_table('scheme_cases')
