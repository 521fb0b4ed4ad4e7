"""The meeting in the room: members, visitors, lines of the minutes, what was told by mouth."""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None

_BODIES = ("action_group", "tasking_group", "responsible_authorities_group")


def _kind(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def _key(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [to], name=op.f(f"fk_{table}_{column}"), initially="DEFERRED", deferrable=True
    )


def _entity(table: str) -> list[sa.Column | sa.PrimaryKeyConstraint]:
    return [
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f(f'pk_{table}')),
    ]


def upgrade() -> None:
    _members()
    _lines()
    _disclosures()
    with op.batch_alter_table("agenda_items", recreate="auto") as items:
        items.add_column(sa.Column("time_box", sa.Integer(), nullable=True))
        items.create_check_constraint(op.f("ck_agenda_items_some_time"), "time_box > 0")
        items.add_column(sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True))
        items.add_column(sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("attendances", recreate="auto") as attendances:
        attendances.add_column(
            sa.Column("late", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        attendances.add_column(sa.Column("left_at", sa.DateTime(timezone=True), nullable=True))
        attendances.create_check_constraint(
            op.f("ck_attendances_either_there_or_left"),
            "left_at IS NULL OR NOT (present OR conflict)",
        )
    with op.batch_alter_table("attendances", recreate="auto") as attendances:
        attendances.alter_column("late", server_default=None)
    with op.batch_alter_table("actions", recreate="auto") as actions:
        actions.add_column(sa.Column("minute_line_id", sa.Uuid(), nullable=True))
        actions.create_foreign_key(
            op.f("fk_actions_minute_line_id"), "minute_lines", ["minute_line_id"], ["id"],
            initially="DEFERRED", deferrable=True,
        )
        actions.create_index("ix_actions_minute_line", ["minute_line_id"], unique=False)
    _guard("minute_lines", "OLD.locked_at IS NOT NULL")
    _guard("oral_disclosures", "1 = 1")


def _members() -> None:
    table = "core_members"
    op.create_table(table,
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('body', _kind('meetingbody', *_BODIES), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('deputy_for_id', sa.Uuid(), nullable=True),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=True),
    *_entity(table),
    sa.CheckConstraint('ends_on IS NULL OR ends_on >= starts_on', name=op.f('ck_core_members_right_order')),
    sa.CheckConstraint('deputy_for_id <> user_id', name=op.f('ck_core_members_deputy_of_another')),
    _key(table, 'user_id', 'users.id'),
    _key(table, 'deputy_for_id', 'users.id'),
    )
    op.create_index(op.f('ix_core_members_user_id'), table, ['user_id'], unique=False)
    table = "visitors"
    op.create_table(table,
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('agenda_item_id', sa.Uuid(), nullable=False),
    sa.Column('subject_id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('present', sa.Boolean(), nullable=False),
    sa.Column('confidentiality_declared', sa.Boolean(), nullable=False),
    sa.Column('left_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('name', sa.LargeBinary(), nullable=False),
    sa.Column('organisation', sa.LargeBinary(), nullable=False),
    *_entity(table),
    sa.CheckConstraint('NOT (present AND left_at IS NOT NULL)', name=op.f('ck_visitors_either_there_or_left')),
    _key(table, 'agenda_item_id', 'agenda_items.id'),
    _key(table, 'agency_id', 'agencies.id'),
    )
    op.create_index(op.f('ix_visitors_agenda_item_id'), table, ['agenda_item_id'], unique=False)


def _lines() -> None:
    table = "minute_lines"
    op.create_table(table,
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('agenda_item_id', sa.Uuid(), nullable=False),
    sa.Column('subject_id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('line_kind', _kind('linekind', 'note', 'decision', 'action'), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.Uuid(), nullable=False),
    sa.Column('addendum', sa.Boolean(), nullable=False),
    sa.Column('locked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('struck_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('replaced_by_id', sa.Uuid(), nullable=True),
    sa.Column('words', sa.LargeBinary(), nullable=False),
    sa.Column('struck_reason', sa.LargeBinary(), nullable=True),
    *_entity(table),
    sa.CheckConstraint('(struck_at IS NULL) = (struck_reason IS NULL)', name=op.f('ck_minute_lines_struck_has_reason')),
    sa.CheckConstraint('NOT addendum OR locked_at IS NOT NULL', name=op.f('ck_minute_lines_addenda_are_locked')),
    _key(table, 'agenda_item_id', 'agenda_items.id'),
    _key(table, 'agency_id', 'agencies.id'),
    _key(table, 'author_id', 'users.id'),
    _key(table, 'replaced_by_id', 'minute_lines.id'),
    )
    op.create_index(op.f('ix_minute_lines_agenda_item_id'), table, ['agenda_item_id'], unique=False)


def _disclosures() -> None:
    table = "oral_disclosures"
    op.create_table(table,
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('compartment', _kind('compartment', 'core', 'health', 'intelligence'), nullable=False),
    sa.Column('kind', _kind('assertionkind', 'fact', 'assessment', 'intelligence'), nullable=False),
    sa.Column('handling', _kind('handling', 'action_group', 'criminal_justice', 'own_agency'), nullable=False),
    sa.Column('agenda_item_id', sa.Uuid(), nullable=False),
    sa.Column('told_user_id', sa.Uuid(), nullable=True),
    sa.Column('told_agency_id', sa.Uuid(), nullable=True),
    sa.Column('visitor_id', sa.Uuid(), nullable=True),
    sa.Column('disclosed_at', sa.DateTime(timezone=True), nullable=False),
    *_entity(table),
    sa.CheckConstraint('(told_user_id IS NULL) <> (visitor_id IS NULL)', name=op.f('ck_oral_disclosures_one_listener')),
    sa.CheckConstraint('(told_user_id IS NULL) = (told_agency_id IS NULL)', name=op.f('ck_oral_disclosures_users_have_agencies')),
    sa.UniqueConstraint('agenda_item_id', 'told_user_id', name=op.f('uq_oral_disclosures_agenda_item_id_told_user_id')),
    sa.UniqueConstraint('agenda_item_id', 'visitor_id', name=op.f('uq_oral_disclosures_agenda_item_id_visitor_id')),
    _key(table, 'person_id', 'people.id'),
    _key(table, 'agency_id', 'agencies.id'),
    _key(table, 'agenda_item_id', 'agenda_items.id'),
    _key(table, 'told_user_id', 'users.id'),
    _key(table, 'told_agency_id', 'agencies.id'),
    _key(table, 'visitor_id', 'visitors.id'),
    )
    for column in ("agenda_item_id", "person_id", "told_user_id"):
        op.create_index(op.f(f'ix_oral_disclosures_{column}'), table, [column], unique=False)


def _guard(table: str, fixed: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER {table}_fixed BEFORE UPDATE ON {table} WHEN {fixed} "
            "BEGIN SELECT RAISE(ABORT, 'this can no longer change'); END"
        )
        op.execute(
            f"CREATE TRIGGER {table}_kept BEFORE DELETE ON {table} WHEN {fixed} "
            "BEGIN SELECT RAISE(ABORT, 'this is kept'); END"
        )
        return
    for name, verb in (("fixed", "UPDATE"), ("kept", "DELETE")):
        op.execute(
            f"CREATE TRIGGER {table}_{name} BEFORE {verb} ON {table} FOR EACH ROW "
            f"WHEN ({fixed}) EXECUTE FUNCTION popo_refuse()"
        )


def downgrade() -> None:
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for table in ("minute_lines", "oral_disclosures"):
        for name in ("fixed", "kept"):
            op.execute(f"DROP TRIGGER {table}_{name}" + ("" if on_sqlite else f" ON {table}"))
    with op.batch_alter_table("actions", recreate="auto") as actions:
        actions.drop_index("ix_actions_minute_line")
        actions.drop_constraint(op.f("fk_actions_minute_line_id"), type_="foreignkey")
        actions.drop_column("minute_line_id")
    with op.batch_alter_table("attendances", recreate="auto") as attendances:
        attendances.drop_constraint(
            op.f("ck_attendances_either_there_or_left"), type_="check"
        )
        attendances.drop_column("left_at")
        attendances.drop_column("late")
    with op.batch_alter_table("agenda_items", recreate="auto") as items:
        items.drop_constraint(op.f("ck_agenda_items_some_time"), type_="check")
        for column in ("closed_at", "opened_at", "time_box"):
            items.drop_column(column)
    for table in ("oral_disclosures", "minute_lines", "visitors", "core_members"):
        op.drop_table(table)
