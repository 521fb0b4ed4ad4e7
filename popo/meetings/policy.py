"""Which items of an agenda somebody may read: those about people they may see, and about nobody."""

from sqlalchemy import ColumnElement, and_, exists, false, not_, or_, true

from popo.access.actor import Actor
from popo.access.permissions import Permission
from popo.meetings.models import AgendaItem, Attendance
from popo.people.models import Person, SightLevel
from popo.people.policy import visible_to


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
    )


def _noted(actor: Actor, *, present: bool = False, conflict: bool = False) -> ColumnElement[bool]:
    return exists().where(
        Attendance.agenda_item_id == AgendaItem.id,
        Attendance.user_id == actor.user_id,
        Attendance.present.is_(present),
        Attendance.conflict.is_(conflict),
    )
