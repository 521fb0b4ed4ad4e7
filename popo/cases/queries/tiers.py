"""The scheme's tiers of Prevent and Deter."""

from uuid import UUID

from sqlalchemy import exists, select

from popo.cases.models import StrandEngagement, Tier
from popo.db import db

MOST_TIERS = 50


def list_tiers() -> list[Tier]:
    """In the scheme's own order, those no longer chosen last."""
    statement = select(Tier).order_by(Tier.closed_on.is_not(None), Tier.position, Tier.id)
    return list(db.session.scalars(statement.limit(MOST_TIERS)))


def tier_names() -> list[str]:
    """Those that may be chosen."""
    return [tier.name for tier in list_tiers() if tier.closed_on is None]


def get_tier(tier_id: UUID) -> Tier | None:
    return db.session.get(Tier, tier_id)


def was_given(tier: Tier) -> bool:
    """Whether any case has, or had, the tier."""
    given = exists().where(StrandEngagement.tier == tier.name)
    return bool(db.session.execute(select(given)).scalar_one())
