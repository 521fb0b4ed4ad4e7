"""Tiers as a list, escalations of children, transitions to probation, and childhoods that ended."""

from datetime import UTC, datetime
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

_IS_OPEN = sa.text("status IN ('review', 'proposed', 'accepted')")
_PARTS = ('summary', 'needs', 'plan', 'contacts', 'adjustments', 'around', 'whereabouts', 'offending', 'actions')
_VIEWS = ('agrees', 'disagrees', 'not_asked')
_TIERS = ('Tier 1', 'Tier 2', 'Tier 3')


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


def upgrade() -> None:
    _create_tiers()
    with op.batch_alter_table('strand_engagements', recreate='auto') as engagements:
        engagements.add_column(sa.Column('tier_set_by_id', sa.Uuid(), nullable=True))
        engagements.add_column(sa.Column('tier_reason', sa.LargeBinary(), nullable=True))
        engagements.create_foreign_key(
            op.f('fk_strand_engagements_tier_set_by_id'), 'users', ['tier_set_by_id'], ['id'],
            initially='DEFERRED', deferrable=True,
        )
    op.create_table('escalations',
    *_about_person('escalations'),
    sa.Column('decision_id', sa.Uuid(), nullable=False),
    sa.Column('adult_told', _kind('adulttold', 'parent', 'guardian', 'appropriate_adult', 'nobody'), nullable=False),
    sa.Column('told_on', sa.Date(), nullable=False),
    sa.Column('told_words', sa.LargeBinary(), nullable=False),
    sa.Column('own_words', sa.LargeBinary(), nullable=False),
    _key('escalations', 'decision_id', 'panel_decisions.id'),
    sa.UniqueConstraint('decision_id', name=op.f('uq_escalations_decision_id')),
    )
    _create_childhoods()
    _create_transitions()
    for table in ('escalations', 'transitions', 'transition_parts', 'transition_meetings'):
        op.create_index(op.f(f'ix_{table}_person_id'), table, ['person_id'], unique=False)


def _create_tiers() -> None:
    op.create_table('tiers',
    *_entity('tiers'),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('meaning', sa.String(), nullable=True),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('closed_on', sa.Date(), nullable=True),
    sa.UniqueConstraint('name', name=op.f('uq_tiers_name')),
    )
    tiers = sa.table(
        'tiers', sa.column('id', sa.Uuid()), sa.column('name', sa.Text()),
        sa.column('position', sa.Integer()), sa.column('version', sa.Integer()),
        sa.column('created_at', sa.DateTime(timezone=True)),
    )
    made = datetime.now(UTC)
    op.bulk_insert(tiers, [
        {'id': uuid4(), 'name': name, 'position': place, 'version': 1, 'created_at': made}
        for place, name in enumerate(_names_in_force(), 1)
    ])


def _names_in_force() -> list[str]:
    """What the setting said that this list takes the place of."""
    settings = sa.table('settings', sa.column('name', sa.Text()), sa.column('value', sa.JSON()), sa.column('set_at'))
    newest = sa.select(settings.c.value).where(settings.c.name == 'tiers')
    held = op.get_bind().execute(newest.order_by(settings.c.set_at.desc()).limit(1)).scalar()
    return list(dict.fromkeys(held['is'])) if held else list(_TIERS)


def _create_childhoods() -> None:
    op.create_table('childhoods',
    *_entity('childhoods'),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=False),
    _key('childhoods', 'person_id', 'people.id'),
    sa.UniqueConstraint('person_id', name=op.f('uq_childhoods_person_id')),
    )
    op.create_table('childhood_openings',
    *_entity('childhood_openings'),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('part', _kind('childspart', *_PARTS), nullable=False),
    sa.Column('owner_agency_id', sa.Uuid(), nullable=True),
    _key('childhood_openings', 'owner_agency_id', 'agencies.id'),
    _key('childhood_openings', 'person_id', 'people.id'),
    )
    op.create_index('ix_childhood_openings_person_id', 'childhood_openings', ['person_id', 'part'], unique=False)


def _create_transitions() -> None:
    op.create_table('transitions',
    *_about_person('transitions'),
    sa.Column('case_id', sa.Uuid(), nullable=False),
    sa.Column('status', _kind('transitionstatus', 'review', 'proposed', 'handed_back', 'accepted', 'in_effect', 'withdrawn', 'cancelled'), nullable=False),
    sa.Column('begun_by_id', sa.Uuid(), nullable=False),
    sa.Column('receiver_id', sa.Uuid(), nullable=True),
    sa.Column('effective_on', sa.Date(), nullable=True),
    sa.Column('edits', sa.Integer(), nullable=False),
    sa.Column('young_view', _kind('view', *_VIEWS), nullable=False),
    sa.Column('parent_view', _kind('parent_view', *_VIEWS), nullable=False),
    sa.Column('proposed_on', sa.Date(), nullable=True),
    sa.Column('proposed_by_id', sa.Uuid(), nullable=True),
    sa.Column('answered_on', sa.Date(), nullable=True),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.Column('young_words', sa.LargeBinary(), nullable=True),
    sa.Column('parent_words', sa.LargeBinary(), nullable=True),
    sa.Column('answer_words', sa.LargeBinary(), nullable=True),
    sa.Column('end_words', sa.LargeBinary(), nullable=True),
    sa.CheckConstraint("status = 'review' OR status = 'withdrawn' OR status = 'cancelled' OR (proposed_on IS NOT NULL AND receiver_id IS NOT NULL AND effective_on IS NOT NULL)", name=op.f('ck_transitions_proposed_is_whole')),
    sa.CheckConstraint('(proposed_on IS NULL) = (proposed_by_id IS NULL)', name=op.f('ck_transitions_proposed_is_dated')),
    sa.CheckConstraint("status NOT IN ('handed_back', 'accepted', 'in_effect') OR answered_on IS NOT NULL", name=op.f('ck_transitions_answer_is_dated')),
    sa.CheckConstraint("(status IN ('review', 'proposed', 'accepted')) = (ended_on IS NULL)", name=op.f('ck_transitions_ended_is_dated')),
    _key('transitions', 'begun_by_id', 'users.id'),
    _key('transitions', 'case_id', 'scheme_cases.id'),
    _key('transitions', 'proposed_by_id', 'users.id'),
    _key('transitions', 'receiver_id', 'users.id'),
    )
    op.create_index(op.f('ix_transitions_case_id'), 'transitions', ['case_id'], unique=False)
    op.create_index('ix_transitions_receiver', 'transitions', ['receiver_id', 'status'], unique=False)
    op.create_index('ix_transitions_status', 'transitions', ['status', 'effective_on'], unique=False)
    op.create_index('uq_transitions_open', 'transitions', ['case_id'], unique=True, sqlite_where=_IS_OPEN, postgresql_where=_IS_OPEN)
    op.create_table('transition_parts',
    *_about_person('transition_parts'),
    sa.Column('transition_id', sa.Uuid(), nullable=False),
    sa.Column('part', _kind('childspart', *_PARTS), nullable=False),
    sa.Column('owner_agency_id', sa.Uuid(), nullable=True),
    sa.Column('words', sa.LargeBinary(), nullable=False),
    _key('transition_parts', 'owner_agency_id', 'agencies.id'),
    _key('transition_parts', 'transition_id', 'transitions.id'),
    sa.UniqueConstraint('transition_id', 'part', name=op.f('uq_transition_parts_transition_id_part')),
    )
    op.create_table('transition_meetings',
    *_about_person('transition_meetings'),
    sa.Column('transition_id', sa.Uuid(), nullable=False),
    sa.Column('held_on', sa.Date(), nullable=False),
    sa.Column('yos_worker_id', sa.Uuid(), nullable=False),
    sa.Column('receiver_id', sa.Uuid(), nullable=False),
    sa.Column('words', sa.LargeBinary(), nullable=False),
    _key('transition_meetings', 'receiver_id', 'users.id'),
    _key('transition_meetings', 'transition_id', 'transitions.id'),
    _key('transition_meetings', 'yos_worker_id', 'users.id'),
    )
    op.create_index(op.f('ix_transition_meetings_transition_id'), 'transition_meetings', ['transition_id'], unique=False)


def downgrade() -> None:
    for table in ('transition_meetings', 'transition_parts', 'transitions', 'childhood_openings', 'childhoods', 'escalations'):
        op.drop_table(table)
    with op.batch_alter_table('strand_engagements', recreate='auto') as engagements:
        engagements.drop_constraint(op.f('fk_strand_engagements_tier_set_by_id'), type_='foreignkey')
        engagements.drop_column('tier_reason')
        engagements.drop_column('tier_set_by_id')
    op.drop_table('tiers')
