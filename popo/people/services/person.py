"""Adding and editing a person."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import delete, select

from popo import clock
from popo.access.actor import Actor
from popo.audit.events import Event
from popo.audit.services import record
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.people.models import (
    LinkVerdict,
    NameKind,
    Person,
    PersonLink,
    PersonName,
    Sex,
    SightCompartment,
    SightLevel,
    Told,
)
from popo.people.models.person import ADULT_AGE
from popo.people.services.index import index_person
from popo.people.services.sight import grant_sight
from popo.settings.names import Name
from popo.settings.queries import value_of
from popo.settings.services import next_number

OLDEST = 110
"""Years; above, the year of birth was mistyped."""


@dataclass(frozen=True)
class NewPerson:
    """`young` is asked only where the date of birth is not known."""

    given: str
    family: str
    date_of_birth: date | None
    sex: Sex
    source: str
    young: bool = False


@dataclass(frozen=True)
class EditPerson:
    date_of_birth: date | None
    sex: Sex


def add_person(actor: Actor, details: NewPerson) -> Person:
    """Adds somebody the scheme did not know; the adding agency may work with the record."""
    _check_birth(details.date_of_birth)
    person = Person(
        reference=f"{value_of(Name.REFERENCE_PREFIX)}-{next_number('person'):04}",
        agency_id=actor.agency_id,
        sex=details.sex,
        sight_compartment=_compartment(details),
        date_of_birth=details.date_of_birth,
    )
    name = PersonName(
        person_id=person.id,
        agency_id=actor.agency_id,
        name_kind=NameKind.CURRENT,
        given=details.given,
        family=details.family,
        source=details.source,
        starts_on=clock.today(),
    )
    db.session.add_all([person, name])
    index_person(person)
    record(Event.PERSON_ADDED, actor, people=[person.id])
    grant_sight(
        actor, person.id, SightLevel.WORK, "added the person", person.id, agency_id=actor.agency_id
    )
    if person.is_young:
        _grant_by_name(actor, person)
    return person


def edit_person(actor: Actor, person: Person, details: EditPerson, read_version: int) -> None:
    """Raises StaleVersion where somebody else saved after this was read."""
    if person.version != read_version:
        raise StaleVersion
    _check_birth(details.date_of_birth)
    before = _told_of(person)
    _keep_inside(actor, person, details.date_of_birth)
    person.date_of_birth = details.date_of_birth
    person.sex = details.sex
    after = _told_of(person)
    changed = sorted(name for name in after if after[name] != before[name])
    if not changed:
        return
    if "date_of_birth" in changed:
        index_person(person)
    content = {"before": before, "after": after}
    record(
        Event.PERSON_EDITED,
        actor,
        people=[person.id],
        content=[(person.key_scope(), content)],
        fields=changed,
    )


def note_told(actor: Actor, person: Person, told: Told) -> None:
    """Keeps in step with what is recorded of telling the person; how and by whom stands there."""
    if person.told is told:
        return
    content = {"before": {"told": person.told.value}, "after": {"told": told.value}}
    person.told = told
    record(
        Event.PERSON_EDITED,
        actor,
        people=[person.id],
        content=[(person.key_scope(), content)],
        fields=["told"],
    )


def link_people(actor: Actor, first: Person, second: Person, verdict: LinkVerdict) -> PersonLink:
    """Says that two records may be, or are not, the same person; reversible, never a merge."""
    if first.id == second.id:
        raise RuleBroken("Choose two different records.")
    low, high = sorted((first.id, second.id))
    link = db.session.scalars(
        select(PersonLink).where(PersonLink.first_id == low, PersonLink.second_id == high)
    ).one_or_none()
    if link is None:
        link = PersonLink(first_id=low, second_id=high)
        db.session.add(link)
    link.verdict, link.decided_by_id = verdict, actor.user_id
    record(Event.PEOPLE_LINKED, actor, people=told_of(first, second), verdict=verdict.value)
    return link


def unlink_people(first: Person, second: Person) -> None:
    """Takes the link away; what took it away is recorded by whoever asks."""
    low, high = sorted((first.id, second.id))
    db.session.execute(
        delete(PersonLink).where(PersonLink.first_id == low, PersonLink.second_id == high)
    )


def told_of(first: Person, second: Person) -> list[UUID]:
    """Under which of two records a thing said of both stands in the trail.

    The history of an adult's record tells nobody that a young person's exists: where only one of
    the two is young, it stands there alone.
    """
    young = [person.id for person in (first, second) if person.is_young]
    return young if len(young) == 1 else sorted((first.id, second.id))


def _compartment(details: NewPerson) -> SightCompartment:
    born = details.date_of_birth
    young = details.young if born is None else _is_minor(born)
    return SightCompartment.YOUNG_PERSON if young else SightCompartment.ADULT


def _keep_inside(actor: Actor, person: Person, born: date | None) -> None:
    """Somebody found to be under 18 goes inside the compartment at once; `come_of_age` lets out."""
    if born is not None and _is_minor(born) and not person.is_young:
        person.sight_compartment = SightCompartment.YOUNG_PERSON
        _grant_by_name(actor, person)


def _grant_by_name(actor: Actor, person: Person) -> None:
    """Outside the compartment only sight by name opens a young person's record."""
    because = "recorded the young person"
    grant_sight(actor, person.id, SightLevel.WORK, because, person.id, user_id=actor.user_id)


def _is_minor(born: date) -> bool:
    return clock.age_on(born, clock.today()) < ADULT_AGE


def _check_birth(born: date | None) -> None:
    if born is not None and born > clock.today():
        raise RuleBroken("The date of birth cannot be in the future.", "date_of_birth")
    if born is not None and clock.age_on(born, clock.today()) > OLDEST:
        raise RuleBroken("Check the year of birth.", "date_of_birth")


def _told_of(person: Person) -> dict[str, str]:
    return {
        "date_of_birth": str(person.date_of_birth or ""),
        "sex": person.sex.value,
        "deceased_on": str(person.deceased_on or ""),
    }
