"""Minutes issued: numbered copies for named readers, and each opening of one."""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None


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
    table = "issued_papers"
    op.create_table(table,
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('meeting_id', sa.Uuid(), nullable=False),
    sa.Column('paper_kind', _kind('paperkind', 'full_minute', 'extract', 'agency_pack'), nullable=False),
    sa.Column('agenda_item_id', sa.Uuid(), nullable=True),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('recipient_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('issued_by_id', sa.Uuid(), nullable=False),
    sa.Column('issued_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_on', sa.Date(), nullable=False),
    sa.Column('recalled_at', sa.DateTime(timezone=True), nullable=True),
    *_entity(table),
    sa.CheckConstraint("(paper_kind = 'extract') = (agenda_item_id IS NOT NULL)", name=op.f('ck_issued_papers_extract_has_item')),
    sa.UniqueConstraint('meeting_id', 'number', name=op.f('uq_issued_papers_meeting_id_number')),
    _key(table, 'meeting_id', 'meetings.id'),
    _key(table, 'agenda_item_id', 'agenda_items.id'),
    _key(table, 'agency_id', 'agencies.id'),
    _key(table, 'recipient_id', 'users.id'),
    _key(table, 'issued_by_id', 'users.id'),
    )
    op.create_index(op.f('ix_issued_papers_recipient_id'), table, ['recipient_id'], unique=False)
    table = "paper_readings"
    op.create_table(table,
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('paper_id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('paper_form', _kind('paperform', 'page', 'pdf'), nullable=False),
    sa.Column('read_at', sa.DateTime(timezone=True), nullable=False),
    *_entity(table),
    _key(table, 'paper_id', 'issued_papers.id'),
    _key(table, 'user_id', 'users.id'),
    )
    op.create_index(op.f('ix_paper_readings_paper_id'), table, ['paper_id'], unique=False)


def downgrade() -> None:
    op.drop_table("paper_readings")
    op.drop_table("issued_papers")
