"""Actions remember the contact they were asked for in."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("actions", sa.Column("contact_group_id", sa.Uuid(), nullable=True))
    op.create_index("ix_actions_contact_group", "actions", ["contact_group_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_actions_contact_group", table_name="actions")
    with op.batch_alter_table("actions") as table:
        table.drop_column("contact_group_id")
