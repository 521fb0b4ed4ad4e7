"""People, what is known of them and who may see them."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('people',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('reference', sa.Text(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('sex', sa.Enum('male', 'female', 'not_known', name='sex', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('deceased_on', sa.Date(), nullable=True),
    sa.Column('told', sa.Enum('not_yet', 'told', 'withheld', name='told', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('date_of_birth', sa.LargeBinary(), nullable=True),
    sa.Column('sight_compartment', sa.Enum('adult', 'young_person', name='sightcompartment', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['agency_id'], ['agencies.id'], name=op.f('fk_people_agency_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_people')),
    sa.UniqueConstraint('reference', name=op.f('uq_people_reference'))
    )
    op.create_table('addresses',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('compartment', sa.Enum('core', 'health', 'intelligence', name='compartment', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('kind', sa.Enum('fact', 'assessment', 'intelligence', name='assertionkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('handling', sa.Enum('action_group', 'criminal_justice', 'own_agency', name='handling', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('lines', sa.LargeBinary(), nullable=False),
    sa.Column('postcode', sa.LargeBinary(), nullable=True),
    sa.Column('source', sa.LargeBinary(), nullable=False),
    sa.Column('address_kind', sa.Enum('home', 'temporary', 'approved_premises', 'hostel', 'no_fixed_abode', 'family', name='addresskind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('ward', sa.Text(), nullable=True),
    sa.Column('verified_on', sa.Date(), nullable=True),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('ends_on IS NULL OR ends_on >= starts_on', name=op.f('ck_addresses_right_order')),
    sa.ForeignKeyConstraint(['agency_id'], ['agencies.id'], name=op.f('fk_addresses_agency_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_addresses_person_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_addresses'))
    )
    op.create_index(op.f('ix_addresses_person_id'), 'addresses', ['person_id'], unique=False)
    op.create_index('ix_addresses_ward', 'addresses', ['ward'], unique=False)
    op.create_table('conflicts_of_interest',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('compartment', sa.Enum('core', 'health', 'intelligence', name='compartment', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('kind', sa.Enum('fact', 'assessment', 'intelligence', name='assertionkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('handling', sa.Enum('action_group', 'criminal_justice', 'own_agency', name='handling', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('reason', sa.LargeBinary(), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('ends_on IS NULL OR ends_on >= starts_on', name=op.f('ck_conflicts_of_interest_right_order')),
    sa.ForeignKeyConstraint(['agency_id'], ['agencies.id'], name=op.f('fk_conflicts_of_interest_agency_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_conflicts_of_interest_person_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_conflicts_of_interest_user_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_conflicts_of_interest'))
    )
    op.create_index(op.f('ix_conflicts_of_interest_person_id'), 'conflicts_of_interest', ['person_id'], unique=False)
    op.create_index(op.f('ix_conflicts_of_interest_user_id'), 'conflicts_of_interest', ['user_id'], unique=False)
    op.create_table('equality_records',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('compartment', sa.Enum('core', 'health', 'intelligence', name='compartment', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('kind', sa.Enum('fact', 'assessment', 'intelligence', name='assertionkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('handling', sa.Enum('action_group', 'criminal_justice', 'own_agency', name='handling', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('held', sa.LargeBinary(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['agency_id'], ['agencies.id'], name=op.f('fk_equality_records_agency_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_equality_records_person_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_equality_records'))
    )
    op.create_index(op.f('ix_equality_records_person_id'), 'equality_records', ['person_id'], unique=False)
    op.create_table('identifiers',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('compartment', sa.Enum('core', 'health', 'intelligence', name='compartment', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('kind', sa.Enum('fact', 'assessment', 'intelligence', name='assertionkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('handling', sa.Enum('action_group', 'criminal_justice', 'own_agency', name='handling', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('typed', sa.LargeBinary(), nullable=False),
    sa.Column('canonical', sa.LargeBinary(), nullable=True),
    sa.Column('source', sa.LargeBinary(), nullable=False),
    sa.Column('identifier_kind', sa.Enum('pnc', 'cro', 'asn', 'prison_number', 'crn', 'yot', 'custody', 'local', name='identifierkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('is_valid', sa.Boolean(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['agency_id'], ['agencies.id'], name=op.f('fk_identifiers_agency_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_identifiers_person_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_identifiers'))
    )
    op.create_index(op.f('ix_identifiers_person_id'), 'identifiers', ['person_id'], unique=False)
    op.create_table('living_summaries',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('compartment', sa.Enum('core', 'health', 'intelligence', name='compartment', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('kind', sa.Enum('fact', 'assessment', 'intelligence', name='assertionkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('handling', sa.Enum('action_group', 'criminal_justice', 'own_agency', name='handling', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('written_on', sa.Date(), nullable=False),
    sa.Column('words', sa.LargeBinary(), nullable=False),
    sa.Column('author', sa.LargeBinary(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['agency_id'], ['agencies.id'], name=op.f('fk_living_summaries_agency_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_living_summaries_person_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_living_summaries'))
    )
    op.create_index(op.f('ix_living_summaries_person_id'), 'living_summaries', ['person_id'], unique=False)
    op.create_index(op.f('ix_living_summaries_written_on'), 'living_summaries', ['written_on'], unique=False)
    op.create_table('person_links',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('first_id', sa.Uuid(), nullable=False),
    sa.Column('second_id', sa.Uuid(), nullable=False),
    sa.Column('verdict', sa.Enum('may_be_same', 'not_same', name='linkverdict', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('decided_by_id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('first_id < second_id', name=op.f('ck_person_links_ordered_pair')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['users.id'], name=op.f('fk_person_links_decided_by_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['first_id'], ['people.id'], name=op.f('fk_person_links_first_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['second_id'], ['people.id'], name=op.f('fk_person_links_second_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person_links')),
    sa.UniqueConstraint('first_id', 'second_id', name=op.f('uq_person_links_first_id_second_id'))
    )
    op.create_index(op.f('ix_person_links_second_id'), 'person_links', ['second_id'], unique=False)
    op.create_table('person_names',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('compartment', sa.Enum('core', 'health', 'intelligence', name='compartment', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('kind', sa.Enum('fact', 'assessment', 'intelligence', name='assertionkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('handling', sa.Enum('action_group', 'criminal_justice', 'own_agency', name='handling', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('given', sa.LargeBinary(), nullable=False),
    sa.Column('family', sa.LargeBinary(), nullable=False),
    sa.Column('source', sa.LargeBinary(), nullable=False),
    sa.Column('name_kind', sa.Enum('current', 'alias', 'former', name='namekind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('ends_on IS NULL OR ends_on >= starts_on', name=op.f('ck_person_names_right_order')),
    sa.ForeignKeyConstraint(['agency_id'], ['agencies.id'], name=op.f('fk_person_names_agency_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_person_names_person_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person_names'))
    )
    op.create_index(op.f('ix_person_names_person_id'), 'person_names', ['person_id'], unique=False)
    op.create_table('phones',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('compartment', sa.Enum('core', 'health', 'intelligence', name='compartment', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('kind', sa.Enum('fact', 'assessment', 'intelligence', name='assertionkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('handling', sa.Enum('action_group', 'criminal_justice', 'own_agency', name='handling', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('number', sa.LargeBinary(), nullable=False),
    sa.Column('source', sa.LargeBinary(), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('ends_on IS NULL OR ends_on >= starts_on', name=op.f('ck_phones_right_order')),
    sa.ForeignKeyConstraint(['agency_id'], ['agencies.id'], name=op.f('fk_phones_agency_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_phones_person_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_phones'))
    )
    op.create_index(op.f('ix_phones_person_id'), 'phones', ['person_id'], unique=False)
    op.create_table('restrictions',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('compartment', sa.Enum('core', 'health', 'intelligence', name='compartment', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('kind', sa.Enum('fact', 'assessment', 'intelligence', name='assertionkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('handling', sa.Enum('action_group', 'criminal_justice', 'own_agency', name='handling', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('set_by_id', sa.Uuid(), nullable=False),
    sa.Column('review_on', sa.Date(), nullable=False),
    sa.Column('reason', sa.LargeBinary(), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('ends_on IS NULL OR ends_on >= starts_on', name=op.f('ck_restrictions_right_order')),
    sa.ForeignKeyConstraint(['agency_id'], ['agencies.id'], name=op.f('fk_restrictions_agency_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_restrictions_person_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['set_by_id'], ['users.id'], name=op.f('fk_restrictions_set_by_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_restrictions'))
    )
    op.create_index(op.f('ix_restrictions_person_id'), 'restrictions', ['person_id'], unique=False)
    op.create_table('search_tokens',
    sa.Column('digest', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('token_kind', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_search_tokens_person_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('digest', 'person_id', 'token_kind', name=op.f('pk_search_tokens'))
    )
    op.create_index(op.f('ix_search_tokens_person_id'), 'search_tokens', ['person_id'], unique=False)
    op.create_table('sight_grants',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=True),
    sa.Column('grantee_agency_id', sa.Uuid(), nullable=True),
    sa.Column('role', sa.Text(), nullable=True),
    sa.Column('level', sa.Integer(), nullable=False),
    sa.Column('because', sa.Text(), nullable=False),
    sa.Column('because_id', sa.Uuid(), nullable=False),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('(CASE WHEN user_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN grantee_agency_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN role IS NULL THEN 0 ELSE 1 END) = 1', name=op.f('ck_sight_grants_one_grantee')),
    sa.CheckConstraint('ends_at IS NULL OR ends_at >= starts_at', name=op.f('ck_sight_grants_right_order')),
    sa.CheckConstraint('level BETWEEN 1 AND 4', name=op.f('ck_sight_grants_known_level')),
    sa.ForeignKeyConstraint(['grantee_agency_id'], ['agencies.id'], name=op.f('fk_sight_grants_grantee_agency_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_sight_grants_person_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_sight_grants_user_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sight_grants'))
    )
    op.create_index('ix_sight_grants_agency', 'sight_grants', ['grantee_agency_id', 'person_id'], unique=False)
    op.create_index('ix_sight_grants_because', 'sight_grants', ['because_id'], unique=False)
    op.create_index(op.f('ix_sight_grants_person_id'), 'sight_grants', ['person_id'], unique=False)
    op.create_index('ix_sight_grants_role', 'sight_grants', ['role', 'person_id'], unique=False)
    op.create_index('ix_sight_grants_user', 'sight_grants', ['user_id', 'person_id'], unique=False)
    op.create_table('warning_markers',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('compartment', sa.Enum('core', 'health', 'intelligence', name='compartment', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('kind', sa.Enum('fact', 'assessment', 'intelligence', name='assertionkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('handling', sa.Enum('action_group', 'criminal_justice', 'own_agency', name='handling', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('words', sa.LargeBinary(), nullable=False),
    sa.Column('evidence', sa.LargeBinary(), nullable=False),
    sa.Column('author', sa.LargeBinary(), nullable=False),
    sa.Column('marker_kind', sa.Enum('staff_safety', 'vulnerability', 'communication', name='markerkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('review_on', sa.Date(), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('ends_on IS NULL OR ends_on >= starts_on', name=op.f('ck_warning_markers_right_order')),
    sa.ForeignKeyConstraint(['agency_id'], ['agencies.id'], name=op.f('fk_warning_markers_agency_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_warning_markers_person_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_warning_markers'))
    )
    op.create_index(op.f('ix_warning_markers_person_id'), 'warning_markers', ['person_id'], unique=False)


def downgrade() -> None:
    op.drop_index(op.f('ix_warning_markers_person_id'), table_name='warning_markers')
    op.drop_table('warning_markers')
    op.drop_index('ix_sight_grants_user', table_name='sight_grants')
    op.drop_index('ix_sight_grants_role', table_name='sight_grants')
    op.drop_index(op.f('ix_sight_grants_person_id'), table_name='sight_grants')
    op.drop_index('ix_sight_grants_because', table_name='sight_grants')
    op.drop_index('ix_sight_grants_agency', table_name='sight_grants')
    op.drop_table('sight_grants')
    op.drop_index(op.f('ix_search_tokens_person_id'), table_name='search_tokens')
    op.drop_table('search_tokens')
    op.drop_index(op.f('ix_restrictions_person_id'), table_name='restrictions')
    op.drop_table('restrictions')
    op.drop_index(op.f('ix_phones_person_id'), table_name='phones')
    op.drop_table('phones')
    op.drop_index(op.f('ix_person_names_person_id'), table_name='person_names')
    op.drop_table('person_names')
    op.drop_index(op.f('ix_person_links_second_id'), table_name='person_links')
    op.drop_table('person_links')
    op.drop_index(op.f('ix_living_summaries_written_on'), table_name='living_summaries')
    op.drop_index(op.f('ix_living_summaries_person_id'), table_name='living_summaries')
    op.drop_table('living_summaries')
    op.drop_index(op.f('ix_identifiers_person_id'), table_name='identifiers')
    op.drop_table('identifiers')
    op.drop_index(op.f('ix_equality_records_person_id'), table_name='equality_records')
    op.drop_table('equality_records')
    op.drop_index(op.f('ix_conflicts_of_interest_user_id'), table_name='conflicts_of_interest')
    op.drop_index(op.f('ix_conflicts_of_interest_person_id'), table_name='conflicts_of_interest')
    op.drop_table('conflicts_of_interest')
    op.drop_index('ix_addresses_ward', table_name='addresses')
    op.drop_index(op.f('ix_addresses_person_id'), table_name='addresses')
    op.drop_table('addresses')
    op.drop_table('people')
