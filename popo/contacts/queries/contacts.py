"""Reading contacts: a fixed number of statements each, by index, however many there are."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, select, union

from popo import clock
from popo.access.actor import Actor
from popo.cases.models import Assignment, SchemeCase
from popo.cases.queries import is_open
from popo.contacts.models import Contact, ContactType, Outcome
from popo.contacts.policy import RESPONSIBLE, stands
from popo.contacts.queries.judging import judged_by
from popo.db import db
from popo.intervals import on
from popo.people.models import Person, SightLevel
from popo.people.policy import readable, visible_to
from popo.people.queries.stops import not_stopped

PAGE = 50
MOST_OWED = 100
MOST_TOGETHER = 12
JUDGED_WITHIN = timedelta(days=90)
"""An absence nobody judged in that time stays as it is: nothing can follow from it any more."""
_MISSED = tuple(outcome for outcome in Outcome if outcome.is_missed)
_SAID = (Outcome.KEPT, *_MISSED)
_LATELY = 100
_LAST_FEW = 5


@dataclass(frozen=True)
class Filters:
    """Which contacts to show; empty shows all. `outcome` may be `missed`, for any absence."""

    outcome: str = ""
    contact_type: ContactType | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        chosen: list[ColumnElement[bool]] = []
        if self.outcome == "missed":
            chosen.append(Contact.outcome.in_(_MISSED))
        elif self.outcome:
            chosen.append(Contact.outcome == Outcome(self.outcome))
        if self.contact_type:
            chosen.append(Contact.contact_type == self.contact_type)
        return chosen


@dataclass(frozen=True)
class Usual:
    """What a form about somebody opens with. `types`: every one, most used lately first."""

    types: list[ContactType]
    contact_type: ContactType
    place: str


def get_contact(
    contact_id: UUID, actor: Actor, level: SightLevel = SightLevel.READ
) -> tuple[Contact, Person] | None:
    """A contact that was not undone, and whom it was with."""
    statement = (
        select(Contact, Person)
        .join(Person, Person.id == Contact.person_id)
        .where(
            Contact.id == contact_id,
            Contact.undone_at.is_(None),
            visible_to(actor, level),
            readable(Contact, actor),
        )
    )
    row = db.session.execute(statement).one_or_none()
    return (row[0], row[1]) if row else None


def contacts_of(
    person: Person, actor: Actor, filters: Filters = Filters(), page: int = 1
) -> list[Contact]:
    """Newest first; what was corrected is among them, to be shown struck through."""
    statement = (
        _of(person, actor, filters)
        .order_by(Contact.at.desc(), Contact.created_at.desc(), Contact.id)
        .offset((page - 1) * PAGE)
        .limit(PAGE)
    )
    return list(db.session.scalars(statement))


def count_contacts(person: Person, actor: Actor, filters: Filters = Filters()) -> int:
    counted = _of(person, actor, filters).with_only_columns(func.count())
    return db.session.execute(counted).scalar_one()


def _of(person: Person, actor: Actor, filters: Filters) -> Select[Contact]:
    return select(Contact).where(
        Contact.person_id == person.id,
        Contact.undone_at.is_(None),
        readable(Contact, actor),
        *filters.conditions(),
    )


def recent_contacts(person_id: UUID, actor: Actor, limit: int) -> list[Contact]:
    """What took place or was missed, newest first; neither planned, undone nor since corrected."""
    statement = (
        select(Contact)
        .where(Contact.person_id == person_id, *_said(actor))
        .order_by(Contact.at.desc(), Contact.id)
        .limit(limit)
    )
    return list(db.session.scalars(statement))


def last_contacts(people: Iterable[UUID], actor: Actor) -> dict[UUID, Contact]:
    """The newest contact with each of which it was said whether it was kept."""
    newest = select(Contact.id).where(Contact.person_id == Person.id, *_said(actor))
    return _one_each(people, newest.order_by(Contact.at.desc(), Contact.id))


def next_planned(people: Iterable[UUID], actor: Actor) -> dict[UUID, Contact]:
    """The next contact planned with each."""
    planned = select(Contact.id).where(
        Contact.person_id == Person.id,
        Contact.outcome == Outcome.PLANNED,
        Contact.at > clock.now(),
        stands(),
        readable(Contact, actor),
    )
    return _one_each(people, planned.order_by(Contact.at, Contact.id))


def _said(actor: Actor) -> list[ColumnElement[bool]]:
    return [
        Contact.outcome.in_(_SAID),
        Contact.at <= clock.now(),
        stands(),
        readable(Contact, actor),
    ]


def _one_each(people: Iterable[UUID], first: Select[UUID]) -> dict[UUID, Contact]:
    """`first` finds one contact of a person by index, so nobody's whole history is read."""
    found = first.limit(1).correlate(Person).scalar_subquery()
    keys = db.session.scalars(select(found).where(Person.id.in_(list(people))))
    rows = db.session.scalars(select(Contact).where(Contact.id.in_([key for key in keys if key])))
    return {row.person_id: row for row in rows}


def responsible_for(actor: Actor, people: Iterable[UUID]) -> set[UUID]:
    """Those of these people the outcomes of whose contacts this actor may say."""
    statement = _responsible(actor).where(SchemeCase.person_id.in_(list(people)))
    return set(db.session.scalars(statement))


def _responsible(actor: Actor) -> Select[UUID]:
    today = clock.today()
    return (
        select(SchemeCase.person_id)
        .join(Assignment, Assignment.case_id == SchemeCase.id)
        .where(
            is_open(today),
            Assignment.user_id == actor.user_id,
            Assignment.role.in_(RESPONSIBLE),
            on(Assignment, today),
        )
    )


def outcomes_owed(actor: Actor, limit: int = MOST_OWED) -> list[tuple[Contact, Person]]:
    """Planned contacts whose time has passed, and absences lately to judge; the oldest first.

    Owed by whoever planned it and by those who lead the case; judging by whoever judges.
    """
    mine = Contact.person_id.in_(_responsible(actor))
    owed = union(
        _owed(Contact.outcome == Outcome.PLANNED, Contact.author_id == actor.user_id),
        _owed(Contact.outcome == Outcome.PLANNED, mine),
        _owed(
            Contact.outcome == Outcome.MISSED_NOT_JUDGED,
            Contact.at > clock.now() - JUDGED_WITHIN,
            Contact.person_id.in_(judged_by(actor)),
        ),
    ).subquery()
    statement = (
        select(Contact, Person)
        .join(Person, Person.id == Contact.person_id)
        .where(
            Contact.id.in_(select(owed.c.id)),
            not_stopped(clock.today()),
            visible_to(actor, SightLevel.WORK),
            readable(Contact, actor),
        )
        .order_by(Contact.at, Contact.id)
        .limit(limit)
    )
    return [(contact, person) for contact, person in db.session.execute(statement)]


def _owed(*conditions: ColumnElement[bool]) -> Select[UUID]:
    return select(Contact.id).where(and_(*conditions), Contact.at <= clock.now(), stands())


def logged_as(group_id: UUID, actor: Actor) -> list[Contact]:
    """What this actor logged together, undone or not."""
    statement = select(Contact).where(
        Contact.group_id == group_id, Contact.author_id == actor.user_id
    )
    return list(db.session.scalars(statement.order_by(Contact.created_at, Contact.id)))


def own_contact(contact_id: UUID, person: Person, actor: Actor) -> Contact | None:
    """What this actor logged with this person, though it was undone since."""
    statement = select(Contact).where(
        Contact.id == contact_id,
        Contact.person_id == person.id,
        Contact.author_id == actor.user_id,
        readable(Contact, actor),
    )
    return db.session.scalars(statement).one_or_none()


def corrected(contact: Contact) -> Contact:
    """The row this one took the place of."""
    statement = select(Contact).where(Contact.id == contact.corrects_id)
    return db.session.scalars(statement).one()


def reasons_of(contacts: Iterable[Contact], actor: Actor) -> dict[UUID, str]:
    """Why each was corrected, by the key of the row that was."""
    replaced = {contact.id for contact in contacts if contact.replaced_at}
    if not replaced:
        return {}
    rows = db.session.scalars(
        select(Contact).where(
            Contact.corrects_id.in_(replaced),
            Contact.undone_at.is_(None),
            readable(Contact, actor),
        )
    )
    return {row.corrects_id: row.correction_reason or "" for row in rows if row.corrects_id}


def references_of(contacts: Iterable[Contact], actor: Actor) -> dict[UUID, list[str]]:
    """Who else was there, by group: the references of those this actor may see."""
    groups: dict[UUID, list[str]] = {}
    statement = (
        select(Contact.group_id, Person.reference)
        .join(Person, Person.id == Contact.person_id)
        .where(
            Contact.group_id.in_({contact.group_id for contact in contacts}),
            visible_to(actor, SightLevel.READ),
            readable(Contact, actor),
            stands(),
        )
        .order_by(Person.reference)
    )
    for group, reference in db.session.execute(statement):
        groups.setdefault(group, []).append(reference)
    return groups


def usual(person: Person, actor: Actor) -> Usual:
    """From the last few contacts with this person, and all this actor's lately."""
    kept = Contact.author_id == actor.user_id, Contact.outcome == Outcome.KEPT
    lately = db.session.scalars(
        select(Contact.contact_type)
        .where(*kept, Contact.at <= clock.now())
        .order_by(Contact.at.desc())
        .limit(_LATELY)
    )
    used = [found for found, _ in Counter(lately).most_common()]
    types = [*used, *(kind for kind in ContactType if kind not in used)]
    last = list(
        db.session.scalars(
            select(Contact)
            .where(Contact.person_id == person.id, *kept, stands())
            .order_by(Contact.at.desc(), Contact.id)
            .limit(_LAST_FEW)
        )
    )
    contact_type = last[0].contact_type if last else types[0]
    places = Counter(row.place for row in last if row.contact_type == contact_type and row.place)
    return Usual(types, contact_type, next((place for place, _ in places.most_common(1)), ""))


def worked_with(actor: Actor, besides: Person) -> list[Person]:
    """Those this actor has a part in the case of, by reference; offered as having been there."""
    today = clock.today()
    mine = (
        select(Assignment.person_id)
        .join(SchemeCase, SchemeCase.id == Assignment.case_id)
        .where(Assignment.user_id == actor.user_id, on(Assignment, today), is_open(today))
    )
    statement = (
        select(Person)
        .where(Person.id.in_(mine), Person.id != besides.id, visible_to(actor, SightLevel.WORK))
        .order_by(Person.reference)
        .limit(MOST_TOGETHER)
    )
    return list(db.session.scalars(statement))
