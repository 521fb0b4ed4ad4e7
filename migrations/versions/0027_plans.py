"""Needs by pathway, the plan in its versions, and support; what was agreed is fixed."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

_AGREED = "OLD.agreed_on IS NOT NULL"
_PLAN_CHANGED = (
    "NEW.agreed_on IS NULL OR NEW.agreed_on <> OLD.agreed_on "
    "OR NEW.agreed_by_id <> OLD.agreed_by_id OR NEW.shown_on <> OLD.shown_on "
    "OR NEW.person_view <> OLD.person_view OR NEW.own_goals <> OLD.own_goals "
    "OR (NEW.person_words IS NULL) <> (OLD.person_words IS NULL) "
    "OR NEW.person_words <> OLD.person_words "
    "OR NEW.case_id <> OLD.case_id OR NEW.number <> OLD.number OR NEW.review_on <> OLD.review_on "
    "OR (OLD.status = 'reviewed' AND NEW.status <> OLD.status) "
    "OR (OLD.status = 'ended' AND (NEW.status <> OLD.status OR NEW.ended_on <> OLD.ended_on "
    "OR NEW.end_words <> OLD.end_words))"
)
_NO_DRAFT = "EXISTS (SELECT 1 FROM plans WHERE plans.id = {row}.plan_id AND plans.status <> 'draft')"
_OBJECTIVE_CHANGED = (
    "NEW.plan_id <> OLD.plan_id OR NEW.thread_id <> OLD.thread_id OR NEW.pathway <> OLD.pathway "
    "OR NEW.position <> OLD.position "
    "OR NEW.target_on <> OLD.target_on OR NEW.words <> OLD.words "
    "OR NEW.own_words <> OLD.own_words OR NEW.measure <> OLD.measure "
    "OR NEW.progress <> OLD.progress "
    "OR (NEW.looked_on IS NULL) <> (OLD.looked_on IS NULL) OR NEW.looked_on <> OLD.looked_on "
    "OR (OLD.outcome IS NOT NULL AND (NEW.outcome IS NULL OR NEW.outcome <> OLD.outcome "
    "OR NEW.outcome_on <> OLD.outcome_on OR NEW.outcome_by_id <> OLD.outcome_by_id "
    "OR NEW.what_helped <> OLD.what_helped))"
)
"""Who owns an objective and how it ended are said after the plan was agreed: the end only once."""


def upgrade() -> None:
    _create_local_services()
    _create_default_owners()
    _create_needs()
    _create_plans()
    _create_objectives()
    _create_objective_actions()
    _create_interventions()
    _guard()


def _create_local_services() -> None:
    op.create_table('local_services',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('pathway', sa.Enum('accommodation', 'education_training_and_employment', 'health', 'drugs_and_alcohol', 'finance_benefit_and_debt', 'children_and_families', 'attitudes_thinking_and_behaviour', name='pathway', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('run_by', sa.Text(), nullable=False),
    sa.Column('contact', sa.String(), nullable=False),
    sa.Column('route', sa.String(), nullable=False),
    sa.Column('closed_on', sa.Date(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.UniqueConstraint('pathway', 'name', name=op.f('uq_local_services_pathway_name')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_local_services'))
    )


def _create_default_owners() -> None:
    op.create_table('default_owners',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('set_by_id', sa.Uuid(), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('ends_on IS NULL OR ends_on >= starts_on', name=op.f('ck_default_owners_right_order')),
    sa.ForeignKeyConstraint(['agency_id'], ['agencies.id'], name=op.f('fk_default_owners_agency_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['set_by_id'], ['users.id'], name=op.f('fk_default_owners_set_by_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_default_owners_user_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_default_owners'))
    )
    op.create_index('uq_default_owners_running', 'default_owners', ['agency_id'], unique=True, sqlite_where=sa.text('ends_on IS NULL'), postgresql_where=sa.text('ends_on IS NULL'))


def _create_needs() -> None:
    op.create_table('needs',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('compartment', sa.Enum('core', 'health', 'intelligence', name='compartment', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('kind', sa.Enum('fact', 'assessment', 'intelligence', name='assertionkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('handling', sa.Enum('action_group', 'criminal_justice', 'own_agency', name='handling', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('pathway', sa.Enum('accommodation', 'education_training_and_employment', 'health', 'drugs_and_alcohol', 'finance_benefit_and_debt', 'children_and_families', 'attitudes_thinking_and_behaviour', name='pathway', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('level', sa.Enum('none', 'some', 'significant', 'not_known', name='needlevel', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('evidence_on', sa.Date(), nullable=True),
    sa.Column('written_by_id', sa.Uuid(), nullable=False),
    sa.Column('evidence', sa.LargeBinary(), nullable=False),
    sa.Column('source', sa.LargeBinary(), nullable=False),
    sa.Column('why_ended', sa.LargeBinary(), nullable=True),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("compartment <> 'health' OR pathway IN ('health', 'drugs_and_alcohol')", name=op.f('ck_needs_health_under_its_pathways')),
    sa.CheckConstraint("level = 'not_known' OR evidence_on IS NOT NULL", name=op.f('ck_needs_known_is_dated')),
    sa.CheckConstraint('ends_on IS NULL OR ends_on >= starts_on', name=op.f('ck_needs_right_order')),
    sa.ForeignKeyConstraint(['agency_id'], ['agencies.id'], name=op.f('fk_needs_agency_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_needs_person_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['written_by_id'], ['users.id'], name=op.f('fk_needs_written_by_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_needs'))
    )
    op.create_index('ix_needs_level', 'needs', ['level', 'ends_on'], unique=False)
    op.create_index(op.f('ix_needs_person_id'), 'needs', ['person_id'], unique=False)
    op.create_index('uq_needs_running', 'needs', ['person_id', 'pathway', 'agency_id', 'compartment'], unique=True, sqlite_where=sa.text('ends_on IS NULL'), postgresql_where=sa.text('ends_on IS NULL'))


def _create_plans() -> None:
    op.create_table('plans',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('compartment', sa.Enum('core', 'health', 'intelligence', name='compartment', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('kind', sa.Enum('fact', 'assessment', 'intelligence', name='assertionkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('handling', sa.Enum('action_group', 'criminal_justice', 'own_agency', name='handling', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('case_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('status', sa.Enum('draft', 'agreed', 'reviewed', 'ended', 'withdrawn', name='planstatus', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('review_on', sa.Date(), nullable=False),
    sa.Column('drafted_on', sa.Date(), nullable=False),
    sa.Column('drafted_by_id', sa.Uuid(), nullable=False),
    sa.Column('edits', sa.Integer(), nullable=False),
    sa.Column('agreed_on', sa.Date(), nullable=True),
    sa.Column('agreed_by_id', sa.Uuid(), nullable=True),
    sa.Column('shown_on', sa.Date(), nullable=True),
    sa.Column('person_view', sa.Enum('signed', 'agreed', 'disagreed', name='personview', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.Column('ended_by_id', sa.Uuid(), nullable=True),
    sa.Column('own_goals', sa.LargeBinary(), nullable=False),
    sa.Column('person_words', sa.LargeBinary(), nullable=True),
    sa.Column('end_words', sa.LargeBinary(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("(status IN ('draft', 'withdrawn')) = (agreed_on IS NULL)", name=op.f('ck_plans_agreed_is_dated')),
    sa.CheckConstraint('(agreed_on IS NULL) = (agreed_by_id IS NULL) AND (agreed_on IS NULL) = (shown_on IS NULL) AND (agreed_on IS NULL) = (person_view IS NULL)', name=op.f('ck_plans_agreed_is_whole')),
    sa.CheckConstraint("(status = 'ended') = (ended_on IS NOT NULL) AND (ended_on IS NULL) = (ended_by_id IS NULL) AND (ended_on IS NULL) = (end_words IS NULL)", name=op.f('ck_plans_ended_is_whole')),
    sa.ForeignKeyConstraint(['agency_id'], ['agencies.id'], name=op.f('fk_plans_agency_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['agreed_by_id'], ['users.id'], name=op.f('fk_plans_agreed_by_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['case_id'], ['scheme_cases.id'], name=op.f('fk_plans_case_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['drafted_by_id'], ['users.id'], name=op.f('fk_plans_drafted_by_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['ended_by_id'], ['users.id'], name=op.f('fk_plans_ended_by_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_plans_person_id'), initially='DEFERRED', deferrable=True),
    sa.UniqueConstraint('case_id', 'number', name=op.f('uq_plans_case_id_number')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plans'))
    )
    op.create_index(op.f('ix_plans_person_id'), 'plans', ['person_id'], unique=False)
    op.create_index('ix_plans_review_on', 'plans', ['status', 'review_on'], unique=False)
    op.create_index('uq_plans_agreed', 'plans', ['case_id'], unique=True, sqlite_where=sa.text("status = 'agreed'"), postgresql_where=sa.text("status = 'agreed'"))
    op.create_index('uq_plans_draft', 'plans', ['case_id'], unique=True, sqlite_where=sa.text("status = 'draft'"), postgresql_where=sa.text("status = 'draft'"))


def _create_objectives() -> None:
    op.create_table('objectives',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('compartment', sa.Enum('core', 'health', 'intelligence', name='compartment', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('kind', sa.Enum('fact', 'assessment', 'intelligence', name='assertionkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('handling', sa.Enum('action_group', 'criminal_justice', 'own_agency', name='handling', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('plan_id', sa.Uuid(), nullable=False),
    sa.Column('thread_id', sa.Uuid(), nullable=False),
    sa.Column('before_id', sa.Uuid(), nullable=True),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('pathway', sa.Enum('accommodation', 'education_training_and_employment', 'health', 'drugs_and_alcohol', 'finance_benefit_and_debt', 'children_and_families', 'attitudes_thinking_and_behaviour', name='pathway', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('target_on', sa.Date(), nullable=False),
    sa.Column('owner_id', sa.Uuid(), nullable=False),
    sa.Column('owner_agency_id', sa.Uuid(), nullable=False),
    sa.Column('looked_on', sa.Date(), nullable=True),
    sa.Column('outcome', sa.Enum('achieved', 'partly_achieved', 'not_achieved', 'no_longer_possible', name='objectiveoutcome', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('outcome_on', sa.Date(), nullable=True),
    sa.Column('outcome_by_id', sa.Uuid(), nullable=True),
    sa.Column('own_words', sa.LargeBinary(), nullable=False),
    sa.Column('words', sa.LargeBinary(), nullable=False),
    sa.Column('measure', sa.LargeBinary(), nullable=False),
    sa.Column('progress', sa.LargeBinary(), nullable=False),
    sa.Column('what_helped', sa.LargeBinary(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("compartment <> 'health' OR pathway IN ('health', 'drugs_and_alcohol')", name=op.f('ck_objectives_health_under_its_pathways')),
    sa.CheckConstraint('(outcome IS NULL) = (outcome_on IS NULL) AND (outcome IS NULL) = (outcome_by_id IS NULL) AND (outcome IS NULL) = (what_helped IS NULL)', name=op.f('ck_objectives_outcome_is_whole')),
    sa.ForeignKeyConstraint(['agency_id'], ['agencies.id'], name=op.f('fk_objectives_agency_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['before_id'], ['objectives.id'], name=op.f('fk_objectives_before_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['outcome_by_id'], ['users.id'], name=op.f('fk_objectives_outcome_by_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['owner_agency_id'], ['agencies.id'], name=op.f('fk_objectives_owner_agency_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['owner_id'], ['users.id'], name=op.f('fk_objectives_owner_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_objectives_person_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['plan_id'], ['plans.id'], name=op.f('fk_objectives_plan_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['thread_id'], ['objectives.id'], name=op.f('fk_objectives_thread_id'), initially='DEFERRED', deferrable=True),
    sa.UniqueConstraint('plan_id', 'thread_id', name=op.f('uq_objectives_plan_id_thread_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_objectives'))
    )
    op.create_index('ix_objectives_owner', 'objectives', ['owner_id', 'outcome'], unique=False)
    op.create_index(op.f('ix_objectives_person_id'), 'objectives', ['person_id'], unique=False)
    op.create_index(op.f('ix_objectives_thread_id'), 'objectives', ['thread_id'], unique=False)


def _create_objective_actions() -> None:
    op.create_table('objective_actions',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('thread_id', sa.Uuid(), nullable=False),
    sa.Column('action_id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['action_id'], ['actions.id'], name=op.f('fk_objective_actions_action_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['thread_id'], ['objectives.id'], name=op.f('fk_objective_actions_thread_id'), initially='DEFERRED', deferrable=True),
    sa.UniqueConstraint('action_id', name=op.f('uq_objective_actions_action_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_objective_actions'))
    )
    op.create_index(op.f('ix_objective_actions_thread_id'), 'objective_actions', ['thread_id'], unique=False)


def _create_interventions() -> None:
    op.create_table('interventions',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('compartment', sa.Enum('core', 'health', 'intelligence', name='compartment', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('kind', sa.Enum('fact', 'assessment', 'intelligence', name='assertionkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('handling', sa.Enum('action_group', 'criminal_justice', 'own_agency', name='handling', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('pathway', sa.Enum('accommodation', 'education_training_and_employment', 'health', 'drugs_and_alcohol', 'finance_benefit_and_debt', 'children_and_families', 'attitudes_thinking_and_behaviour', name='pathway', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('service_id', sa.Uuid(), nullable=True),
    sa.Column('thread_id', sa.Uuid(), nullable=True),
    sa.Column('status', sa.Enum('not_available', 'referred', 'started', 'sustained', 'ended', name='supportstatus', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('referred_on', sa.Date(), nullable=False),
    sa.Column('referred_by_id', sa.Uuid(), nullable=False),
    sa.Column('started_on', sa.Date(), nullable=True),
    sa.Column('sustained_on', sa.Date(), nullable=True),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.Column('result', sa.Enum('completed', 'left_early', 'not_accepted', 'no_longer_needed', 'no_longer_possible', name='supportresult', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('elsewhere', sa.LargeBinary(), nullable=True),
    sa.Column('words', sa.LargeBinary(), nullable=False),
    sa.Column('result_words', sa.LargeBinary(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("(status = 'ended') = (ended_on IS NOT NULL) AND (ended_on IS NULL) = (result IS NULL)", name=op.f('ck_interventions_ended_is_whole')),
    sa.CheckConstraint("compartment <> 'health' OR pathway IN ('health', 'drugs_and_alcohol')", name=op.f('ck_interventions_health_under_its_pathways')),
    sa.CheckConstraint('(started_on IS NULL OR started_on >= referred_on) AND (sustained_on IS NULL OR sustained_on >= started_on) AND (ended_on IS NULL OR ended_on >= referred_on)', name=op.f('ck_interventions_right_order')),
    sa.CheckConstraint("status <> 'started' OR started_on IS NOT NULL", name=op.f('ck_interventions_started_is_dated')),
    sa.CheckConstraint("status <> 'sustained' OR sustained_on IS NOT NULL", name=op.f('ck_interventions_sustained_is_dated')),
    sa.ForeignKeyConstraint(['agency_id'], ['agencies.id'], name=op.f('fk_interventions_agency_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_interventions_person_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['referred_by_id'], ['users.id'], name=op.f('fk_interventions_referred_by_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['service_id'], ['local_services.id'], name=op.f('fk_interventions_service_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['thread_id'], ['objectives.id'], name=op.f('fk_interventions_thread_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_interventions'))
    )
    op.create_index('ix_interventions_pathway', 'interventions', ['pathway', 'status'], unique=False)
    op.create_index(op.f('ix_interventions_person_id'), 'interventions', ['person_id'], unique=False)
    op.create_index(op.f('ix_interventions_service_id'), 'interventions', ['service_id'], unique=False)


def _guard() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _guard_sqlite()
    else:
        _guard_postgresql()


def _guard_sqlite() -> None:
    changing, adding = _NO_DRAFT.format(row="OLD"), _NO_DRAFT.format(row="NEW")
    for name, moment, condition in (
        ("plans_fixed", "UPDATE ON plans", f"{_AGREED} AND ({_PLAN_CHANGED})"),
        ("plans_kept", "DELETE ON plans", _AGREED),
        ("objectives_fixed", "UPDATE ON objectives", f"({_OBJECTIVE_CHANGED}) AND {changing}"),
        ("objectives_kept", "DELETE ON objectives", changing),
        ("objectives_closed", "INSERT ON objectives", adding),
    ):
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {moment} WHEN {condition} "
            "BEGIN SELECT RAISE(ABORT, 'this can no longer change'); END"
        )


def _guard_postgresql() -> None:
    op.execute(
        "CREATE TRIGGER plans_fixed BEFORE UPDATE ON plans FOR EACH ROW "
        f"WHEN ({_AGREED} AND ({_PLAN_CHANGED})) EXECUTE FUNCTION popo_refuse()"
    )
    op.execute(
        "CREATE TRIGGER plans_kept BEFORE DELETE ON plans FOR EACH ROW "
        f"WHEN ({_AGREED}) EXECUTE FUNCTION popo_refuse()"
    )
    # a condition of a PostgreSQL trigger may not look into another table
    for row in ("OLD", "NEW"):
        op.execute(
            f"CREATE FUNCTION popo_refuse_agreed_{row.lower()}() RETURNS trigger "
            f"LANGUAGE plpgsql AS $$ BEGIN IF {_NO_DRAFT.format(row=row)} THEN "
            f"RAISE EXCEPTION 'this can no longer change'; END IF; RETURN {row}; END $$"
        )
    op.execute(
        "CREATE FUNCTION popo_refuse_agreed_change() RETURNS trigger "
        f"LANGUAGE plpgsql AS $$ BEGIN IF ({_OBJECTIVE_CHANGED}) "
        f"AND {_NO_DRAFT.format(row='OLD')} THEN "
        "RAISE EXCEPTION 'this can no longer change'; END IF; RETURN NEW; END $$"
    )
    for name, verb, function in (
        ("objectives_fixed", "UPDATE", "popo_refuse_agreed_change"),
        ("objectives_kept", "DELETE", "popo_refuse_agreed_old"),
        ("objectives_closed", "INSERT", "popo_refuse_agreed_new"),
    ):
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {verb} ON objectives FOR EACH ROW "
            f"EXECUTE FUNCTION {function}()"
        )


def _unguard() -> None:
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for table, guards in (("plans", ("fixed", "kept")), ("objectives", ("fixed", "kept", "closed"))):
        for guard in guards:
            op.execute(f"DROP TRIGGER {table}_{guard}" + ("" if on_sqlite else f" ON {table}"))
    if not on_sqlite:
        for name in ("old", "new", "change"):
            op.execute(f"DROP FUNCTION popo_refuse_agreed_{name}()")


def downgrade() -> None:
    _unguard()
    op.drop_index(op.f('ix_interventions_service_id'), table_name='interventions')
    op.drop_index(op.f('ix_interventions_person_id'), table_name='interventions')
    op.drop_index('ix_interventions_pathway', table_name='interventions')
    op.drop_table('interventions')
    op.drop_index(op.f('ix_objective_actions_thread_id'), table_name='objective_actions')
    op.drop_table('objective_actions')
    op.drop_index(op.f('ix_objectives_thread_id'), table_name='objectives')
    op.drop_index(op.f('ix_objectives_person_id'), table_name='objectives')
    op.drop_index('ix_objectives_owner', table_name='objectives')
    op.drop_table('objectives')
    op.drop_index('uq_plans_draft', table_name='plans', sqlite_where=sa.text("status = 'draft'"), postgresql_where=sa.text("status = 'draft'"))
    op.drop_index('uq_plans_agreed', table_name='plans', sqlite_where=sa.text("status = 'agreed'"), postgresql_where=sa.text("status = 'agreed'"))
    op.drop_index('ix_plans_review_on', table_name='plans')
    op.drop_index(op.f('ix_plans_person_id'), table_name='plans')
    op.drop_table('plans')
    op.drop_index('uq_needs_running', table_name='needs', sqlite_where=sa.text('ends_on IS NULL'), postgresql_where=sa.text('ends_on IS NULL'))
    op.drop_index(op.f('ix_needs_person_id'), table_name='needs')
    op.drop_index('ix_needs_level', table_name='needs')
    op.drop_table('needs')
    op.drop_index('uq_default_owners_running', table_name='default_owners', sqlite_where=sa.text('ends_on IS NULL'), postgresql_where=sa.text('ends_on IS NULL'))
    op.drop_table('default_owners')
    op.drop_table('local_services')
