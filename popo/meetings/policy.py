"""Which items of an agenda somebody may read: those about people they may see, and about nobody."""

from sqlalchemy import ColumnElement, and_, exists, false, not_, or_, true

from popo.access.actor import Actor
from popo.access.permissions import Permission
from popo.meetings.models import AgendaItem, Attendance
from popo.people.models import Person, SightCompartment, SightLevel
from popo.people.policy import not_shut, outside_childhood, visible_to


def item_visible_to(actor: Actor) -> ColumnElement[bool]:
    """The condition on `AgendaItem`. A restricted item is for those present and who run meetings.

    Whoever left an item because of a conflict does not read it either.
    """
    about_somebody_seen = exists().where(
        Person.id == AgendaItem.person_id, visible_to(actor, SightLevel.READ)
    )
    runs = true() if actor.can(Permission.MEETING_RUN) else false()
    return and_(
        or_(AgendaItem.person_id.is_(None), about_somebody_seen),
        or_(AgendaItem.restricted.is_(False), runs, _noted(actor, present=True)),
        not_(_noted(actor, conflict=True)),
        outside_childhood(AgendaItem, actor),
    )


def may_hear(actor: Actor, *, core: bool) -> ColumnElement[bool]:
    """On `AgendaItem`: whether it may be spoken of with this actor in the room.

    About nobody: by anybody of the group. About a person: by those who may open the record; and,
    where it is an adult's and the item is not restricted, by the group's core members, whom the
    agreement clears for adult cases. A tie to the person and a restriction still shut them out.
    """
    seen = exists().where(Person.id == AgendaItem.person_id, visible_to(actor, SightLevel.READ))
    cleared: ColumnElement[bool] = false()
    if core:
        adult = Person.sight_compartment == SightCompartment.ADULT
        of_adult = exists().where(
            Person.id == AgendaItem.person_id, adult, not_shut(actor, SightLevel.READ)
        )
        cleared = and_(AgendaItem.restricted.is_(False), of_adult)
    return and_(
        or_(AgendaItem.person_id.is_(None), seen, cleared),
        not_(_noted(actor, conflict=True)),
        outside_childhood(AgendaItem, actor),
    )


def _noted(actor: Actor, *, present: bool = False, conflict: bool = False) -> ColumnElement[bool]:
    return exists().where(
        Attendance.agenda_item_id == AgendaItem.id,
        Attendance.user_id == actor.user_id,
        Attendance.present.is_(present),
        Attendance.conflict.is_(conflict),
    )
