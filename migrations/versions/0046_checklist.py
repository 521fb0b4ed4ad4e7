"""The papers of the Action Group: checklist, action plan, requests and steers; agreed is fixed."""

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None

_FREQUENCIES = ('each_meeting', 'monthly', 'quarterly', 'half_yearly', 'annual')
_WORKSTREAMS = ('identifying', 'planning', 'performance', 'team', 'good_practice', 'data_sharing', 'links', 'leadership')
_STATUSES = ('not_started', 'in_progress', 'done', 'not_applicable')
_RATINGS = ('red', 'amber', 'green')


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
        sa.Column('agency_id', sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f(f'pk_{table}')),
        _key(table, 'agency_id', 'agencies.id'),
    ]


_AGREED = "OLD.agreed_on IS NOT NULL"
_PLAN_CHANGED = (
    "NEW.agreed_on IS NULL OR NEW.agreed_on <> OLD.agreed_on OR NEW.agreed_by_id <> OLD.agreed_by_id "
    "OR NEW.meeting_id <> OLD.meeting_id OR NEW.number <> OLD.number OR NEW.edits <> OLD.edits "
    "OR NEW.drafted_on <> OLD.drafted_on OR NEW.drafted_by_id <> OLD.drafted_by_id "
    "OR (OLD.status = 'replaced' AND NEW.status <> OLD.status)"
)
_NO_DRAFT = "EXISTS (SELECT 1 FROM group_plans WHERE group_plans.id = {row}.plan_id AND group_plans.status <> 'draft')"
_TARGET_MOMENTS = (("fixed", "UPDATE", "OLD"), ("kept", "DELETE", "OLD"), ("closed", "INSERT", "NEW"))


def upgrade() -> None:
    _create_checklist()
    _create_plan()
    _create_requests()
    _create_steers()
    _guard()


def _create_checklist() -> None:
    table = 'checklist_versions'
    op.create_table(table,
    *_entity(table),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('made_on', sa.Date(), nullable=False),
    sa.Column('made_by_id', sa.Uuid(), nullable=False),
    sa.Column('why', sa.LargeBinary(), nullable=False),
    sa.UniqueConstraint('number', name=op.f('uq_checklist_versions_number')),
    _key(table, 'made_by_id', 'users.id'),
    )
    table = 'checklist_items'
    op.create_table(table,
    *_entity(table),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('strands', sa.JSON(), nullable=False),
    sa.Column('workstream', _kind('workstream', *_WORKSTREAMS), nullable=False),
    sa.Column('frequency', _kind('frequency', *_FREQUENCIES), nullable=False),
    sa.Column('live', _kind('live', 'criteria', 'number', 'coordinated'), nullable=True),
    sa.Column('is_local', sa.Boolean(), nullable=False),
    sa.Column('added_in', sa.Integer(), nullable=False),
    sa.Column('retired_in', sa.Integer(), nullable=True),
    sa.Column('edits', sa.Integer(), nullable=False),
    sa.Column('words', sa.LargeBinary(), nullable=False),
    sa.UniqueConstraint('number', name=op.f('uq_checklist_items_number')),
    sa.CheckConstraint('retired_in IS NULL OR retired_in > added_in', name=op.f('ck_checklist_items_right_order')),
    )
    table = 'checklist_rounds'
    op.create_table(table,
    *_entity(table),
    sa.Column('item_id', sa.Uuid(), nullable=False),
    sa.Column('subject_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('owner_id', sa.Uuid(), nullable=True),
    sa.Column('owner_agency_id', sa.Uuid(), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('status', _kind('status', *_STATUSES), nullable=False),
    sa.Column('rating', _kind('rating', *_RATINGS), nullable=True),
    sa.Column('done_on', sa.Date(), nullable=True),
    sa.Column('review_on', sa.Date(), nullable=True),
    sa.Column('evidence', sa.LargeBinary(), nullable=True),
    sa.Column('measures', sa.LargeBinary(), nullable=True),
    sa.Column('reason', sa.LargeBinary(), nullable=True),
    sa.UniqueConstraint('item_id', 'number', name=op.f('uq_checklist_rounds_item_id_number')),
    sa.CheckConstraint("(status = 'done') = (done_on IS NOT NULL) AND (done_on IS NULL) = (review_on IS NULL)", name=op.f('ck_checklist_rounds_done_is_dated')),
    sa.CheckConstraint('review_on > done_on', name=op.f('ck_checklist_rounds_review_is_later')),
    sa.CheckConstraint("(status = 'not_applicable') = (reason IS NOT NULL)", name=op.f('ck_checklist_rounds_reason_given')),
    sa.CheckConstraint('(owner_id IS NULL) = (owner_agency_id IS NULL)', name=op.f('ck_checklist_rounds_owner_is_whole')),
    _key(table, 'item_id', 'checklist_items.id'),
    _key(table, 'owner_id', 'users.id'),
    _key(table, 'owner_agency_id', 'agencies.id'),
    )
    table = 'checklist_entries'
    op.create_table(table,
    *_entity(table),
    sa.Column('round_id', sa.Uuid(), nullable=False),
    sa.Column('subject_id', sa.Uuid(), nullable=False),
    sa.Column('said_on', sa.Date(), nullable=False),
    sa.Column('said_by_id', sa.Uuid(), nullable=False),
    sa.Column('owner_id', sa.Uuid(), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('status', _kind('status', *_STATUSES), nullable=False),
    sa.Column('rating', _kind('rating', *_RATINGS), nullable=True),
    sa.Column('evidence', sa.LargeBinary(), nullable=True),
    sa.Column('measures', sa.LargeBinary(), nullable=True),
    sa.Column('reason', sa.LargeBinary(), nullable=True),
    _key(table, 'round_id', 'checklist_rounds.id'),
    _key(table, 'said_by_id', 'users.id'),
    _key(table, 'owner_id', 'users.id'),
    )
    op.create_index(op.f('ix_checklist_entries_round_id'), table, ['round_id'], unique=False)


def _create_plan() -> None:
    table = 'group_plans'
    op.create_table(table,
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('status', _kind('groupplanstatus', 'draft', 'agreed', 'replaced'), nullable=False),
    sa.Column('drafted_on', sa.Date(), nullable=False),
    sa.Column('drafted_by_id', sa.Uuid(), nullable=False),
    sa.Column('edits', sa.Integer(), nullable=False),
    sa.Column('agreed_on', sa.Date(), nullable=True),
    sa.Column('agreed_by_id', sa.Uuid(), nullable=True),
    sa.Column('meeting_id', sa.Uuid(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_group_plans')),
    sa.UniqueConstraint('number', name=op.f('uq_group_plans_number')),
    sa.CheckConstraint("(status = 'draft') = (agreed_on IS NULL) AND (agreed_on IS NULL) = (agreed_by_id IS NULL) AND (agreed_on IS NULL) = (meeting_id IS NULL)", name=op.f('ck_group_plans_agreed_is_whole')),
    _key(table, 'drafted_by_id', 'users.id'),
    _key(table, 'agreed_by_id', 'users.id'),
    _key(table, 'meeting_id', 'meetings.id'),
    )
    for status in ('draft', 'agreed'):
        where = sa.text(f"status = '{status}'")
        op.create_index(f'uq_group_plans_{status}', table, ['status'], unique=True, sqlite_where=where, postgresql_where=where)
    table = 'group_targets'
    op.create_table(table,
    *_entity(table),
    sa.Column('plan_id', sa.Uuid(), nullable=False),
    sa.Column('thread_id', sa.Uuid(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('owner_id', sa.Uuid(), nullable=False),
    sa.Column('owner_agency_id', sa.Uuid(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('words', sa.LargeBinary(), nullable=False),
    sa.Column('measure', sa.LargeBinary(), nullable=False),
    sa.Column('baseline', sa.LargeBinary(), nullable=False),
    sa.Column('target', sa.LargeBinary(), nullable=False),
    sa.UniqueConstraint('plan_id', 'thread_id', name=op.f('uq_group_targets_plan_id_thread_id')),
    _key(table, 'plan_id', 'group_plans.id'),
    _key(table, 'owner_id', 'users.id'),
    _key(table, 'owner_agency_id', 'agencies.id'),
    )
    table = 'target_progress'
    op.create_table(table,
    *_entity(table),
    sa.Column('thread_id', sa.Uuid(), nullable=False),
    sa.Column('said_on', sa.Date(), nullable=False),
    sa.Column('said_by_id', sa.Uuid(), nullable=False),
    sa.Column('progress', _kind('progress', 'on_track', 'behind', 'done'), nullable=False),
    sa.Column('words', sa.LargeBinary(), nullable=False),
    _key(table, 'said_by_id', 'users.id'),
    )
    op.create_index(op.f('ix_target_progress_thread_id'), table, ['thread_id'], unique=False)


def _create_requests() -> None:
    table = 'resource_requests'
    op.create_table(table,
    *_entity(table),
    sa.Column('asked_on', sa.Date(), nullable=False),
    sa.Column('asked_by_id', sa.Uuid(), nullable=False),
    sa.Column('needed_by', sa.Date(), nullable=False),
    sa.Column('sent_on', sa.Date(), nullable=True),
    sa.Column('sent_month', sa.Date(), nullable=True),
    sa.Column('answer', _kind('requestanswer', 'granted', 'part_granted', 'refused'), nullable=True),
    sa.Column('answered_on', sa.Date(), nullable=True),
    sa.Column('answered_by_id', sa.Uuid(), nullable=True),
    sa.Column('meeting_id', sa.Uuid(), nullable=True),
    sa.Column('words', sa.LargeBinary(), nullable=False),
    sa.Column('why', sa.LargeBinary(), nullable=False),
    sa.Column('how_much', sa.LargeBinary(), nullable=False),
    sa.Column('answer_words', sa.LargeBinary(), nullable=True),
    sa.CheckConstraint('(sent_on IS NULL) = (sent_month IS NULL)', name=op.f('ck_resource_requests_sent_is_whole')),
    sa.CheckConstraint('(answer IS NULL) = (answered_on IS NULL) AND (answer IS NULL) = (answered_by_id IS NULL) AND (answer IS NULL) = (meeting_id IS NULL) AND (answer IS NULL) = (answer_words IS NULL)', name=op.f('ck_resource_requests_answer_is_whole')),
    sa.CheckConstraint('answer IS NULL OR sent_on IS NOT NULL', name=op.f('ck_resource_requests_answered_was_sent')),
    _key(table, 'asked_by_id', 'users.id'),
    _key(table, 'answered_by_id', 'users.id'),
    _key(table, 'meeting_id', 'meetings.id'),
    )


def _create_steers() -> None:
    table = 'steers'
    op.create_table(table,
    *_entity(table),
    sa.Column('meeting_id', sa.Uuid(), nullable=False),
    sa.Column('recorded_on', sa.Date(), nullable=False),
    sa.Column('recorded_by_id', sa.Uuid(), nullable=False),
    sa.Column('owner_id', sa.Uuid(), nullable=False),
    sa.Column('owner_agency_id', sa.Uuid(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('answered_on', sa.Date(), nullable=True),
    sa.Column('answered_by_id', sa.Uuid(), nullable=True),
    sa.Column('words', sa.LargeBinary(), nullable=False),
    sa.Column('answer', sa.LargeBinary(), nullable=True),
    sa.CheckConstraint('(answered_on IS NULL) = (answered_by_id IS NULL) AND (answered_on IS NULL) = (answer IS NULL)', name=op.f('ck_steers_answer_is_whole')),
    _key(table, 'meeting_id', 'meetings.id'),
    _key(table, 'recorded_by_id', 'users.id'),
    _key(table, 'owner_id', 'users.id'),
    _key(table, 'owner_agency_id', 'agencies.id'),
    _key(table, 'answered_by_id', 'users.id'),
    )
    op.create_index('ix_steers_due', table, ['answered_on', 'due_on'], unique=False)
    table = 'steer_actions'
    op.create_table(table,
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('steer_id', sa.Uuid(), nullable=False),
    sa.Column('action_id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_steer_actions')),
    sa.UniqueConstraint('action_id', name=op.f('uq_steer_actions_action_id')),
    _key(table, 'steer_id', 'steers.id'),
    _key(table, 'action_id', 'actions.id'),
    )
    op.create_index(op.f('ix_steer_actions_steer_id'), table, ['steer_id'], unique=False)


def _guard() -> None:
    rows = [
        ("group_plans_fixed", "UPDATE ON group_plans", f"{_AGREED} AND ({_PLAN_CHANGED})"),
        ("group_plans_kept", "DELETE ON group_plans", _AGREED),
        ("resource_requests_fixed", "UPDATE ON resource_requests", "OLD.answer IS NOT NULL"),
        ("resource_requests_kept", "DELETE ON resource_requests", "OLD.answer IS NOT NULL"),
    ]
    if op.get_bind().dialect.name == "sqlite":
        rows += [
            (f"group_targets_{name}", f"{verb} ON group_targets", _NO_DRAFT.format(row=row))
            for name, verb, row in _TARGET_MOMENTS
        ]
        for name, moment, condition in rows:
            op.execute(
                f"CREATE TRIGGER {name} BEFORE {moment} WHEN {condition} "
                "BEGIN SELECT RAISE(ABORT, 'this can no longer change'); END"
            )
        return
    for name, moment, condition in rows:
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {moment} FOR EACH ROW "
            f"WHEN ({condition}) EXECUTE FUNCTION popo_refuse()"
        )
    # a condition of a PostgreSQL trigger may not look into another table
    for name, verb, row in _TARGET_MOMENTS:
        op.execute(
            f"CREATE FUNCTION popo_refuse_group_target_{name}() RETURNS trigger "
            f"LANGUAGE plpgsql AS $$ BEGIN IF {_NO_DRAFT.format(row=row)} THEN "
            f"RAISE EXCEPTION 'this can no longer change'; END IF; "
            f"RETURN {'OLD' if verb == 'DELETE' else 'NEW'}; END $$"
        )
        op.execute(
            f"CREATE TRIGGER group_targets_{name} BEFORE {verb} ON group_targets FOR EACH ROW "
            f"EXECUTE FUNCTION popo_refuse_group_target_{name}()"
        )


def downgrade() -> None:
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for table in ('steer_actions', 'steers', 'resource_requests', 'target_progress', 'group_targets', 'group_plans'):
        op.drop_table(table)  # its triggers go with it
    if not on_sqlite:
        for name, _verb, _row in _TARGET_MOMENTS:
            op.execute(f"DROP FUNCTION popo_refuse_group_target_{name}()")
    for table in ('checklist_entries', 'checklist_rounds', 'checklist_items', 'checklist_versions'):
        op.drop_table(table)
