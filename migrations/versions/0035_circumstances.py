"""Consent, adjustments, safe contact, and other arrangements by level and date."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

_SEALED = sa.LargeBinary


def _kind(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def _about_person(table: str) -> list[sa.schema.SchemaItem]:
    """The columns every row about a person has; new objects each time, as tables need."""
    return [
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('person_id', sa.Uuid(), nullable=False),
        sa.Column('agency_id', sa.Uuid(), nullable=False),
        sa.Column('compartment', _kind('compartment', 'core', 'health', 'intelligence'), nullable=False),
        sa.Column('kind', _kind('assertionkind', 'fact', 'assessment', 'intelligence'), nullable=False),
        sa.Column('handling', _kind('handling', 'action_group', 'criminal_justice', 'own_agency'), nullable=False),
        sa.Column('starts_on', sa.Date(), nullable=False),
        sa.Column('ends_on', sa.Date(), nullable=True),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.CheckConstraint('ends_on IS NULL OR ends_on >= starts_on', name=op.f(f'ck_{table}_right_order')),
        _key(table, 'agency_id', 'agencies.id'),
        _key(table, 'person_id', 'people.id'),
        sa.PrimaryKeyConstraint('id', name=op.f(f'pk_{table}')),
    ]


def _key(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [to], name=op.f(f"fk_{table}_{column}"), initially="DEFERRED", deferrable=True
    )


def upgrade() -> None:
    op.create_table('consents',
    *_about_person('consents'),
    sa.Column('purpose', _kind('purpose', 'voluntary_work', 'treatment', 'parent_or_carer'), nullable=False),
    sa.Column('given_by', _kind('givenby', 'self', 'parent', 'guardian'), nullable=False),
    sa.Column('given_by_name', _SEALED(), nullable=True),
    sa.Column('given_how', _kind('givenhow', 'signed', 'spoken', 'interpreted'), nullable=False),
    sa.Column('with_whom', _SEALED(), nullable=False),
    sa.Column('words', _SEALED(), nullable=False),
    sa.Column('until', sa.Date(), nullable=False),
    sa.Column('recorded_by_id', sa.Uuid(), nullable=False),
    sa.Column('withdrawal', _SEALED(), nullable=True),
    sa.Column('stopped_on', sa.Date(), nullable=True),
    sa.CheckConstraint('until >= starts_on', name=op.f('ck_consents_until_after_start')),
    sa.CheckConstraint('stopped_on IS NULL OR ends_on IS NOT NULL', name=op.f('ck_consents_stopped_if_withdrawn')),
    _key('consents', 'recorded_by_id', 'users.id'),
    )
    op.create_table('personal_adjustments',
    *_about_person('personal_adjustments'),
    sa.Column('need', _kind('need', 'interpreter', 'easy_read', 'large_print', 'sign_language', 'neurodiversity', 'mobility', 'read_aloud', 'other'), nullable=False),
    sa.Column('words', _SEALED(), nullable=False),
    sa.Column('source', _SEALED(), nullable=False),
    sa.Column('review_on', sa.Date(), nullable=False),
    )
    op.create_table('contact_rules',
    *_about_person('contact_rules'),
    sa.Column('safety', _kind('safety', 'no_letters_here', 'no_letters', 'phone_only', 'post_opened', 'no_messages', 'times'), nullable=False),
    sa.Column('words', _SEALED(), nullable=False),
    sa.Column('source', _SEALED(), nullable=False),
    sa.Column('review_on', sa.Date(), nullable=False),
    )
    op.create_table('arrangements',
    *_about_person('arrangements'),
    sa.Column('arrangement_kind', _kind('arrangementkind', 'mappa', 'marac', 'serious_harm', 'child_protection', 'child_in_need', 'exploitation'), nullable=False),
    sa.Column('level', _kind('level', 'category_1_level_1', 'category_1_level_2', 'category_1_level_3', 'category_2_level_1', 'category_2_level_2', 'category_2_level_3', 'category_3_level_2', 'category_3_level_3', 'high', 'very_high', 'referred', 'in_place'), nullable=False),
    sa.Column('review_on', sa.Date(), nullable=False),
    sa.Column('contact_name', _SEALED(), nullable=False),
    sa.Column('contact_agency', _SEALED(), nullable=False),
    sa.Column('contact_phone', _SEALED(), nullable=False),
    sa.CheckConstraint('review_on > starts_on', name=op.f('ck_arrangements_review_after_start')),
    )
    for table in ('consents', 'personal_adjustments', 'contact_rules', 'arrangements'):
        op.create_index(op.f(f'ix_{table}_person_id'), table, ['person_id'], unique=False)


def downgrade() -> None:
    for table in ('arrangements', 'contact_rules', 'personal_adjustments', 'consents'):
        op.drop_table(table)
