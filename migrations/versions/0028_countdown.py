"""Release checklists, series of planned contacts, and what follows an absence."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

_OPEN = sa.text("closed_on IS NULL")
_COMPARTMENT = sa.Enum('core', 'health', 'intelligence', name='compartment', native_enum=False, create_constraint=True, length=40)
_KIND = sa.Enum('fact', 'assessment', 'intelligence', name='assertionkind', native_enum=False, create_constraint=True, length=40)
_HANDLING = sa.Enum('action_group', 'criminal_justice', 'own_agency', name='handling', native_enum=False, create_constraint=True, length=40)
_DATE_KIND = sa.Enum('release_hdc', 'release_conditional', 'release_parole', 'sentence_expiry', 'court', 'licence_end', 'curfew_end', 'review', name='datekind', native_enum=False, create_constraint=True, length=40)
_STEP = sa.Enum('conference', 'licence_conditions', 'victim_contact', 'curfew_address', 'accommodation', 'benefits', 'prescriptions', 'police_briefing', 'gate', 'first_appointment', 'first_contact', name='step', native_enum=False, create_constraint=True, length=40)


_CONTACT_TYPE = sa.Enum('home_visit', 'office_visit', 'phone', 'street', 'prison_visit', 'drug_test', 'curfew_check', 'court', 'with_agency', 'group_work', name='contacttype', native_enum=False, create_constraint=True, length=40)
_FOLLOW = sa.Enum('warning', 'final_warning', 'breach', 'court_considered', 'recall_considered', 'bail_reported', name='follow', native_enum=False, create_constraint=True, length=40)
_IN_SERIES = sa.text("series_id IS NOT NULL")


def upgrade() -> None:
    _create_checklists()
    _create_series()
    _create_absence_answers()


def _key(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [to], name=op.f(f"fk_{table}_{column}"), initially="DEFERRED", deferrable=True
    )


def _create_checklists() -> None:
    op.create_table('release_checklists',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('compartment', _COMPARTMENT, nullable=False),
    sa.Column('kind', _KIND, nullable=False),
    sa.Column('handling', _HANDLING, nullable=False),
    sa.Column('release_kind', _DATE_KIND, nullable=False),
    sa.Column('release_on', sa.Date(), nullable=False),
    sa.Column('opened_by_id', sa.Uuid(), nullable=False),
    sa.Column('moved_from', sa.Date(), nullable=True),
    sa.Column('moved_on', sa.Date(), nullable=True),
    sa.Column('released_on', sa.Date(), nullable=True),
    sa.Column('closed_on', sa.Date(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('(moved_from IS NULL) = (moved_on IS NULL)', name=op.f('ck_release_checklists_moved_is_dated')),
    _key('release_checklists', 'agency_id', 'agencies.id'),
    _key('release_checklists', 'opened_by_id', 'users.id'),
    _key('release_checklists', 'person_id', 'people.id'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_release_checklists'))
    )
    op.create_index(op.f('ix_release_checklists_person_id'), 'release_checklists', ['person_id'], unique=False)
    op.create_index('uq_release_checklists_open', 'release_checklists', ['person_id'], unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN)
    op.create_table('release_steps',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('compartment', _COMPARTMENT, nullable=False),
    sa.Column('kind', _KIND, nullable=False),
    sa.Column('handling', _HANDLING, nullable=False),
    sa.Column('checklist_id', sa.Uuid(), nullable=False),
    sa.Column('step', _STEP, nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('owner_agency_id', sa.Uuid(), nullable=False),
    sa.Column('owner_id', sa.Uuid(), nullable=True),
    sa.Column('status', sa.Enum('open', 'done', 'not_needed', name='stepstatus', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.Column('ended_by_id', sa.Uuid(), nullable=True),
    sa.Column('evidence', sa.LargeBinary(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("(status = 'open') = (ended_on IS NULL) AND (ended_on IS NULL) = (ended_by_id IS NULL)", name=op.f('ck_release_steps_ended_is_dated')),
    _key('release_steps', 'agency_id', 'agencies.id'),
    _key('release_steps', 'checklist_id', 'release_checklists.id'),
    _key('release_steps', 'ended_by_id', 'users.id'),
    _key('release_steps', 'owner_agency_id', 'agencies.id'),
    _key('release_steps', 'owner_id', 'users.id'),
    _key('release_steps', 'person_id', 'people.id'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_release_steps')),
    sa.UniqueConstraint('checklist_id', 'step', name=op.f('uq_release_steps_checklist_id_step'))
    )
    op.create_index('ix_release_steps_owner', 'release_steps', ['owner_agency_id', 'status', 'due_on'], unique=False)
    op.create_index(op.f('ix_release_steps_person_id'), 'release_steps', ['person_id'], unique=False)


def _create_series() -> None:
    op.create_table('contact_series',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('compartment', _COMPARTMENT, nullable=False),
    sa.Column('kind', _KIND, nullable=False),
    sa.Column('handling', _HANDLING, nullable=False),
    sa.Column('contact_type', _CONTACT_TYPE, nullable=False),
    sa.Column('weekdays', sa.JSON(), nullable=False),
    sa.Column('minute', sa.Integer(), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('until', sa.Date(), nullable=False),
    sa.Column('skips_holidays', sa.Boolean(), nullable=False),
    sa.Column('worker_id', sa.Uuid(), nullable=False),
    sa.Column('author_id', sa.Uuid(), nullable=False),
    sa.Column('place', sa.LargeBinary(), nullable=True),
    sa.Column('former_id', sa.Uuid(), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('undone_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('until >= starts_on', name=op.f('ck_contact_series_right_order')),
    sa.CheckConstraint('minute BETWEEN 0 AND 1439', name=op.f('ck_contact_series_time_of_day')),
    _key('contact_series', 'agency_id', 'agencies.id'),
    _key('contact_series', 'author_id', 'users.id'),
    _key('contact_series', 'former_id', 'contact_series.id'),
    _key('contact_series', 'person_id', 'people.id'),
    _key('contact_series', 'worker_id', 'users.id'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contact_series'))
    )
    op.create_index(op.f('ix_contact_series_person_id'), 'contact_series', ['person_id'], unique=False)
    with op.batch_alter_table("contacts", recreate="auto") as contacts:
        contacts.add_column(sa.Column("series_id", sa.Uuid(), nullable=True))
        contacts.create_foreign_key(
            op.f("fk_contacts_series_id"), "contact_series", ["series_id"], ["id"],
            initially="DEFERRED", deferrable=True,
        )
    op.create_index('ix_contacts_series', 'contacts', ['series_id'], unique=False, sqlite_where=_IN_SERIES, postgresql_where=_IN_SERIES)


def _create_absence_answers() -> None:
    op.create_table('absence_answers',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('compartment', _COMPARTMENT, nullable=False),
    sa.Column('kind', _KIND, nullable=False),
    sa.Column('handling', _HANDLING, nullable=False),
    sa.Column('contact_id', sa.Uuid(), nullable=False),
    sa.Column('basis_id', sa.Uuid(), nullable=False),
    sa.Column('follow', _FOLLOW, nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('author_id', sa.Uuid(), nullable=False),
    sa.Column('action_id', sa.Uuid(), nullable=True),
    sa.Column('why_not', sa.LargeBinary(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('(action_id IS NULL) <> (why_not IS NULL)', name=op.f('ck_absence_answers_one_answer')),
    _key('absence_answers', 'action_id', 'actions.id'),
    _key('absence_answers', 'agency_id', 'agencies.id'),
    _key('absence_answers', 'author_id', 'users.id'),
    _key('absence_answers', 'basis_id', 'supervision_bases.id'),
    _key('absence_answers', 'contact_id', 'contacts.id'),
    _key('absence_answers', 'person_id', 'people.id'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_absence_answers')),
    sa.UniqueConstraint('contact_id', 'basis_id', name=op.f('uq_absence_answers_contact_id_basis_id'))
    )
    op.create_index(op.f('ix_absence_answers_person_id'), 'absence_answers', ['person_id'], unique=False)


def downgrade() -> None:
    op.drop_index(op.f('ix_absence_answers_person_id'), table_name='absence_answers')
    op.drop_table('absence_answers')
    op.drop_index('ix_contacts_series', table_name='contacts', sqlite_where=_IN_SERIES, postgresql_where=_IN_SERIES)
    with op.batch_alter_table("contacts", recreate="auto") as contacts:
        contacts.drop_constraint(op.f("fk_contacts_series_id"), type_="foreignkey")
        contacts.drop_column("series_id")
    op.drop_index(op.f('ix_contact_series_person_id'), table_name='contact_series')
    op.drop_table('contact_series')
    op.drop_index(op.f('ix_release_steps_person_id'), table_name='release_steps')
    op.drop_index('ix_release_steps_owner', table_name='release_steps')
    op.drop_table('release_steps')
    op.drop_index('uq_release_checklists_open', table_name='release_checklists', sqlite_where=_OPEN, postgresql_where=_OPEN)
    op.drop_index(op.f('ix_release_checklists_person_id'), table_name='release_checklists')
    op.drop_table('release_checklists')
