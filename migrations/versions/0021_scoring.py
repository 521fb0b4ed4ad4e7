"""Scores that moved go before the panel; a signed override is never changed."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

_SIGNED = (
    "OLD.signed_on IS NOT NULL AND (NEW.signed_on IS NULL OR NEW.signed_on <> OLD.signed_on "
    "OR NEW.points <> OLD.points OR NEW.scoring_id <> OLD.scoring_id "
    "OR NEW.proposed_by_id <> OLD.proposed_by_id OR NEW.signed_by_id <> OLD.signed_by_id "
    "OR NEW.withdrawn_on IS NOT NULL)"
)


def upgrade() -> None:
    op.create_table('score_moves',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('compartment', sa.Enum('core', 'health', 'intelligence', name='compartment', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('kind', sa.Enum('fact', 'assessment', 'intelligence', name='assertionkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('handling', sa.Enum('action_group', 'criminal_justice', 'own_agency', name='handling', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('scoring_id', sa.Uuid(), nullable=False),
    sa.Column('agenda_item_id', sa.Uuid(), nullable=True),
    sa.Column('words', sa.LargeBinary(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['agency_id'], ['agencies.id'], name=op.f('fk_score_moves_agency_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['agenda_item_id'], ['agenda_items.id'], name=op.f('fk_score_moves_agenda_item_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_score_moves_person_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['scoring_id'], ['scorings.id'], name=op.f('fk_score_moves_scoring_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_score_moves')),
    sa.UniqueConstraint('scoring_id', name=op.f('uq_score_moves_scoring_id'))
    )
    op.create_index(op.f('ix_score_moves_person_id'), 'score_moves', ['person_id'], unique=False)
    op.create_index(op.f('ix_score_moves_agenda_item_id'), 'score_moves', ['agenda_item_id'], unique=False)
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER adjustments_fixed BEFORE UPDATE ON adjustments WHEN {_SIGNED} "
            "BEGIN SELECT RAISE(ABORT, 'this can no longer change'); END"
        )
    else:
        op.execute(
            "CREATE TRIGGER adjustments_fixed BEFORE UPDATE ON adjustments FOR EACH ROW "
            f"WHEN ({_SIGNED}) EXECUTE FUNCTION popo_refuse()"
        )


def downgrade() -> None:
    on = "" if op.get_bind().dialect.name == "sqlite" else " ON adjustments"
    op.execute(f"DROP TRIGGER adjustments_fixed{on}")
    op.drop_index(op.f('ix_score_moves_agenda_item_id'), table_name='score_moves')
    op.drop_index(op.f('ix_score_moves_person_id'), table_name='score_moves')
    op.drop_table('score_moves')
