"""Keeping the list of tiers, and giving a young person another one."""

from dataclasses import dataclass
from typing import Any

from popo import clock
from popo.access.actor import Actor
from popo.audit.events import Event
from popo.audit.services import record
from popo.cases.models import SchemeCase, Strand, StrandEngagement, Tier
from popo.cases.policy import may_keep_tiers
from popo.cases.queries import engagement_history, running
from popo.cases.queries.tiers import MOST_TIERS, list_tiers, was_given
from popo.cases.services.engagements import check_tier, renew
from popo.cases.services.owning import check_leads
from popo.db import db
from popo.errors import RuleBroken, StaleVersion


@dataclass(frozen=True)
class TierDetails:
    """`position` counts from 1; a number that is taken moves the others down."""

    name: str
    meaning: str
    position: int
    in_use: bool = True


def add_tier(actor: Actor, details: TierDetails) -> Tier:
    _check_keeper(actor)
    held = list_tiers()
    if len(held) >= MOST_TIERS:
        raise RuleBroken(f"A scheme has at most {MOST_TIERS} tiers.")
    _check_name(details.name, held)
    tier = Tier(name=details.name, meaning=details.meaning or None, position=details.position)
    tier.closed_on = None if details.in_use else clock.today()
    db.session.add(tier)
    _put_in_order([*held, tier], tier, details.position)
    record(Event.TIER_ADDED, actor, about=(Tier.__tablename__, tier.id))
    return tier


def edit_tier(actor: Actor, tier: Tier, details: TierDetails, read_version: int) -> None:
    """Raises StaleVersion. A name that a case has had stays what it was."""
    _check_keeper(actor)
    if tier.version != read_version:
        raise StaleVersion
    if details.name != tier.name:
        _check_name(details.name, list_tiers())
        if was_given(tier):
            raise RuleBroken(
                "Young people have had this tier: its name stays. Close it and add another.", "name"
            )
    if not details.in_use and tier.closed_on is None:
        _check_one_left(tier)
    tier.name, tier.meaning = details.name, details.meaning or None
    tier.closed_on = None if details.in_use else tier.closed_on or clock.today()
    _put_in_order(list_tiers(), tier, details.position)
    record(Event.TIER_EDITED, actor, about=(Tier.__tablename__, tier.id))


def change_tier(
    actor: Actor, case: SchemeCase, tier: str | None, reason: str, read_version: int
) -> StrandEngagement:
    """Another tier from today; what was before stays, with its own days.

    `read_version` is how many rows the work under all strands had. Raises StaleVersion.
    """
    check_leads(actor, case)
    row = young_engagement(case)
    if row is None:
        raise RuleBroken("Only Prevent and Deter has tiers.", "tier")
    if len(engagement_history(case)) != read_version:
        raise StaleVersion
    if tier == row.tier:
        raise RuleBroken("The young person already has this tier.", "tier")
    if not reason.strip():
        raise RuleBroken("Say why the tier changes.", "reason")
    check_tier(row.strand, tier)
    made = renew(actor, case, row, clock.today(), tier=tier)
    made.tier_reason, made.tier_set_by_id = reason.strip(), actor.user_id
    content: dict[str, Any] = {"before": row.tier, "after": tier, "reason": reason.strip()}
    record(
        Event.TIER_CHANGED,
        actor,
        people=[case.person_id],
        about=(StrandEngagement.__tablename__, made.id),
        content=[(made.key_scope(), content)],
    )
    return made


def young_engagement(case: SchemeCase) -> StrandEngagement | None:
    """The work under Prevent and Deter that runs."""
    rows = running(StrandEngagement, case)
    return next((row for row in rows if row.strand is Strand.PREVENT_AND_DETER), None)


def _check_keeper(actor: Actor) -> None:
    if not may_keep_tiers(actor):
        raise RuleBroken("The lead of Prevent and Deter and the co-ordinator keep this list.")


def _check_name(name: str, held: list[Tier]) -> None:
    if any(tier.name.casefold() == name.casefold() for tier in held):
        raise RuleBroken("There is a tier of this name already.", "name")


def _check_one_left(closing: Tier) -> None:
    if not any(tier.closed_on is None for tier in list_tiers() if tier is not closing):
        raise RuleBroken("One tier at least stays in use.", "in_use")


def _put_in_order(tiers: list[Tier], moved: Tier, position: int) -> None:
    others = sorted((tier for tier in tiers if tier is not moved), key=lambda one: one.position)
    place = min(max(position, 1), len(others) + 1)
    for number, tier in enumerate([*others[: place - 1], moved, *others[place - 1 :]], 1):
        tier.position = number
