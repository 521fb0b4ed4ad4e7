"""Who may read an action, and who may answer it."""

from sqlalchemy import ColumnElement, and_, exists, or_, true

from popo import clock
from popo.access.actor import Actor
from popo.access.permissions import Role
from popo.actions.models import Action, ActionStatus
from popo.actions.standing import has_gone_back
from popo.people.about import Handling
from popo.people.models import Person, SightLevel
from popo.people.policy import CRIMINAL_JUSTICE, outside_childhood, visible_to


def readable(actor: Actor) -> ColumnElement[bool]:
    """About a person: by those who may open the person, as handling says.

    About nobody: by the agencies of owner and asker, and by those who see the whole scheme.
    """
    seen = exists().where(Person.id == Action.person_id, visible_to(actor, SightLevel.READ))
    own = _own(actor)
    return or_(
        and_(Action.person_id.is_(None), true() if actor.sees_whole_scheme else own),
        and_(seen, readable_of_seen(actor)),
    )


def readable_of_seen(actor: Actor) -> ColumnElement[bool]:
    """Of actions about people whom this actor may hear of: those of their agency, and shared."""
    shared = and_(Action.handling.in_(_handlings(actor)), outside_childhood(Action, actor))
    return or_(_own(actor), shared)


def _own(actor: Actor) -> ColumnElement[bool]:
    return or_(Action.agency_id == actor.agency_id, Action.owner_agency_id == actor.agency_id)


def _handlings(actor: Actor) -> list[Handling]:
    if actor.agency_kind in CRIMINAL_JUSTICE:
        return [Handling.ACTION_GROUP, Handling.CRIMINAL_JUSTICE]
    return [Handling.ACTION_GROUP]


def may_answer(actor: Actor, action: Action) -> bool:
    """Accepting and giving a result: the owner, the lead of the owner's agency, a co-ordinator."""
    leads = actor.agency_id == action.owner_agency_id and actor.holds(Role.STRAND_LEAD)
    return actor.user_id == action.owner_id or leads or actor.holds(Role.COORDINATOR)


def has_come_back_to(actor: Actor, action: Action) -> bool:
    """Whether this actor sees it as not accepted in time; its owner may still accept it."""
    gone_back = has_gone_back(action.status, action.asked_on, clock.today())
    return gone_back and action.owner_id != actor.user_id


def may_settle(actor: Actor, action: Action) -> bool:
    """What came back is with whoever asked: they too may end it or give it to another."""
    back = action.status is ActionStatus.HANDED_BACK or has_gone_back(
        action.status, action.asked_on, clock.today()
    )
    return (back and actor.user_id == action.asked_by_id) or may_answer(actor, action)
