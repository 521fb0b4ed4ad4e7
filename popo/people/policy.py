"""One rule decides who may see a person: the same list filters every query and explains itself."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, not_, or_, true

from popo import clock
from popo.access.actor import Actor
from popo.access.permissions import Clearance
from popo.intervals import on
from popo.keys.models import Compartment
from popo.people.about import AboutPerson, AssertionKind, Handling
from popo.people.childhood import PART_OF
from popo.people.models import (
    Childhood,
    ChildhoodOpening,
    ConflictOfInterest,
    Person,
    Restriction,
    SightCompartment,
    SightGrant,
    SightLevel,
)

CRIMINAL_JUSTICE = frozenset({"police", "probation", "youth_offending_service", "prison"})


@dataclass(frozen=True)
class Rule:
    """`allows` gives sight, or takes it away; `words` say so to the reader."""

    allows: bool
    words: str
    applies: Callable[[Actor, SightLevel], ColumnElement[bool]]


def _granted(match: ColumnElement[bool], level: SightLevel) -> ColumnElement[bool]:
    now = clock.now()
    return exists().where(
        SightGrant.person_id == Person.id,
        match,
        SightGrant.level >= level,
        SightGrant.starts_at <= now,
        or_(SightGrant.ends_at.is_(None), SightGrant.ends_at > now),
    )


def _by_name(actor: Actor, level: SightLevel) -> ColumnElement[bool]:
    return _granted(SightGrant.user_id == actor.user_id, level)


def _by_agency(actor: Actor, level: SightLevel) -> ColumnElement[bool]:
    return _granted(SightGrant.grantee_agency_id == actor.agency_id, level)


def _by_role(actor: Actor, level: SightLevel) -> ColumnElement[bool]:
    return _granted(SightGrant.role.in_(actor.role_keys), level)


def _whole_scheme(actor: Actor, level: SightLevel) -> ColumnElement[bool]:
    del level
    return true() if actor.sees_whole_scheme else false()


def _no_agreement(actor: Actor, level: SightLevel) -> ColumnElement[bool]:
    del level
    return false() if actor.agreement_in_force else true()


def _outside_compartment(actor: Actor, level: SightLevel) -> ColumnElement[bool]:
    if actor.cleared_for(Clearance.PREVENT_AND_DETER):
        return false()
    young = Person.sight_compartment == SightCompartment.YOUNG_PERSON
    return and_(young, not_(_by_name(actor, level)))


def _restricted(actor: Actor, level: SightLevel) -> ColumnElement[bool]:
    if level is SightLevel.EXISTS:
        return false()
    closed = exists().where(Restriction.person_id == Person.id, on(Restriction, clock.today()))
    return and_(closed, not_(_by_name(actor, level)))


def _conflicted(actor: Actor, level: SightLevel) -> ColumnElement[bool]:
    del level
    return exists().where(
        ConflictOfInterest.person_id == Person.id,
        ConflictOfInterest.user_id == actor.user_id,
        on(ConflictOfInterest, clock.today()),
    )


RULES = (
    Rule(False, "Your agency has no information sharing agreement in force.", _no_agreement),
    Rule(False, "You declared a conflict of interest about this person.", _conflicted),
    Rule(False, "This record is restricted to named people.", _restricted),
    Rule(
        False,
        "This is a young person's record, open to those cleared for Prevent and Deter and to the "
        "named case team.",
        _outside_compartment,
    ),
    Rule(True, "You were given sight of this person by name.", _by_name),
    Rule(True, "Your agency works with this person.", _by_agency),
    Rule(True, "Your role covers this person's strand.", _by_role),
    Rule(True, "Your role covers the whole scheme.", _whole_scheme),
)
NO_RULE = "Nothing gives you sight of this person: neither your role, your agency nor your name."


def visible_to(actor: Actor, level: SightLevel = SightLevel.LIMITED) -> ColumnElement[bool]:
    """The condition on `Person` that every query about people carries."""
    allowed = [rule.applies(actor, level) for rule in RULES if rule.allows]
    denied = [rule.applies(actor, level) for rule in RULES if not rule.allows]
    return and_(or_(*allowed), not_(or_(*denied)))


def not_shut(actor: Actor, level: SightLevel = SightLevel.EXISTS) -> ColumnElement[bool]:
    """On `Person`: nothing subtracts from this actor's sight, whether or not anything gives it."""
    return not_(or_(*(rule.applies(actor, level) for rule in RULES if not rule.allows)))


def readable(model: type[AboutPerson], actor: Actor) -> ColumnElement[bool]:
    """The rows of `model` this actor may read, among people already visible to them."""
    return or_(
        model.agency_id == actor.agency_id,
        and_(
            model.compartment.in_(_compartments(actor)),
            model.handling.in_(_handlings(actor)),
            outside_childhood(model, actor),
        ),
    )


def outside_childhood(model: Any, actor: Actor) -> ColumnElement[bool]:
    """Rows that are no part of a childhood on the scheme that is over, or of a part handed over.

    `model`: any table with `person_id`, `agency_id` and `created_at`.
    """
    part = PART_OF.get(model.__tablename__)
    if part is None or actor.cleared_for(Clearance.PREVENT_AND_DETER):
        return true()
    closed = exists().where(
        Childhood.person_id == model.person_id, model.created_at <= Childhood.closed_at
    )
    opened = exists().where(
        ChildhoodOpening.person_id == model.person_id,
        ChildhoodOpening.part == part,
        or_(
            ChildhoodOpening.owner_agency_id.is_(None),
            ChildhoodOpening.owner_agency_id == model.agency_id,
        ),
    )
    return or_(not_(closed), opened)


def may_read(row: AboutPerson, actor: Actor) -> bool:
    """The same rule for a row in hand, which a query gave that asked about childhood already."""
    return row.agency_id == actor.agency_id or (
        row.compartment in _compartments(actor) and row.handling in _handlings(actor)
    )


def is_shared(row: AboutPerson) -> bool:
    """Whether its owner lets every agency that works with the person read it, and is no gist."""
    return (
        row.compartment is Compartment.CORE
        and row.handling is Handling.ACTION_GROUP
        and row.kind is not AssertionKind.INTELLIGENCE
    )


def _compartments(actor: Actor) -> list[Compartment]:
    opened = [Compartment.CORE]
    if actor.cleared_for(Clearance.HEALTH):
        opened.append(Compartment.HEALTH)
    if may_open_intelligence(actor):
        opened.append(Compartment.INTELLIGENCE)
    return opened


def may_open_intelligence(actor: Actor) -> bool:
    """Only somebody cleared reads or enters gists, and never a Youth Offending Service worker."""
    is_yos = actor.agency_kind == "youth_offending_service"
    return actor.cleared_for(Clearance.INTELLIGENCE) and not is_yos


def _handlings(actor: Actor) -> list[Handling]:
    if actor.agency_kind in CRIMINAL_JUSTICE:
        return [Handling.ACTION_GROUP, Handling.CRIMINAL_JUSTICE]
    return [Handling.ACTION_GROUP]
