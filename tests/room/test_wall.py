"""No row hangs on the wall that anybody present may not see: random tables, an oracle apart."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import product
from random import Random
from uuid import uuid4

import pytest
from sqlalchemy import select

from popo import clock
from popo.access.actor import Actor
from popo.access.permissions import Clearance
from popo.accounts.models import AgencyKind, User
from popo.accounts.queries import actor_for, users_by_id
from popo.actions.models import Action, ActionOrigin, ActionStatus
from popo.contacts.models import Contact, ContactType, Outcome
from popo.db import db
from popo.keys.models import Compartment
from popo.meetings.models import AgendaItem
from popo.meetings.queries import Hearing, Room, hearing_of, hearings_of, room_with
from popo.people.about import AboutPerson, Handling
from popo.people.models import (
    ConflictOfInterest,
    LivingSummary,
    Person,
    Restriction,
    SightGrant,
    SightLevel,
)
from popo.people.policy import CRIMINAL_JUSTICE, may_read
from popo.people.queries.person import person_by_id
from popo.people.services import declare_conflict, grant_sight, restrict_person
from popo.room.queries.wall import Wall, wall_of
from tests import make
from tests.room.world import RoomWorld
from tests.statements import counted

_BORN = {"adult": date(1983, 5, 3), "young": date(2009, 2, 1)}
_CLEARANCES = ((), (Clearance.HEALTH,), (Clearance.INTELLIGENCE,), (Clearance.PREVENT_AND_DETER,))
_KINDS = (
    AgencyKind.POLICE,
    AgencyKind.PROBATION,
    AgencyKind.HOUSING,
    AgencyKind.DRUG_SERVICE,
    AgencyKind.YOUTH_OFFENDING_SERVICE,
)


class _Town(RoomWorld):
    """Adults and young people, restricted or not, with rows of every sort; many colleagues."""

    def __init__(self, random: Random) -> None:
        super().__init__()
        self.random = random
        self.runs = make.actor(
            make.Role.COORDINATOR, "scheme", clearances=(Clearance.PREVENT_AND_DETER,)
        )
        self.colleagues = [self._colleague() for _ in range(9)]
        self.items = [
            self._person(age, restricted_item=restricted, restricted_person=closed)
            for age, restricted, closed in product(_BORN, (False, True), (False, True))
        ]

    def _colleague(self) -> User:
        kind, cleared = self.random.choice(_KINDS), self.random.choice(_CLEARANCES)
        agency = make.agency(kind, agreement=self.random.random() < 0.9)
        user = make.user(of=agency, clearances=cleared)
        if self.random.random() < 0.5:
            self.core(user)
        return user

    def _person(self, age: str, *, restricted_item: bool, restricted_person: bool) -> AgendaItem:
        person = make.person(actor_for(self.random.choice(self.colleagues)), born=_BORN[age])
        item = self.add(person, restricted=restricted_item)
        for user in self.colleagues:
            if self.random.random() < 0.5:
                grant_sight(
                    self.runs, person.id, SightLevel.READ, "a test", uuid4(), user_id=user.id
                )
        db.session.flush()  # a conflict asks for sight
        for user in self.random.sample(self.colleagues, 2):
            if person_by_id(person.id, actor_for(user)) is not None:
                declare_conflict(actor_for(user), person, "A cousin")
        self._rows(person)
        if restricted_person:
            named = self.random.sample(self.colleagues, 4)
            review = clock.today() + timedelta(days=30)
            restrict_person(self.runs, person, "A witness", review, named)
        return item

    def _rows(self, person: Person) -> None:
        for compartment, handling in product(Compartment, Handling):
            owner = self.random.choice(self.colleagues)
            common = {"person_id": person.id, "agency_id": owner.agency_id, "handling": handling}
            contact = Contact(
                compartment=compartment,
                at=clock.now() - timedelta(hours=self.random.randrange(1, 99)),
                contact_type=ContactType.PHONE,
                outcome=Outcome.KEPT,
                group_id=uuid4(),
                author_id=owner.id,
                note="Rang.",
                **common,
            )
            summary = LivingSummary(
                compartment=compartment,
                words="A life.",
                author="A.",
                written_on=clock.today() - timedelta(days=self.random.randrange(90)),
                **common,
            )
            db.session.add_all([contact, summary, self._action(owner, common)])
        db.session.flush()  # read back

    def _action(self, owner: User, common: dict[str, object]) -> Action:
        return Action(
            owner_id=owner.id,
            owner_agency_id=owner.agency_id,
            asked_by_id=owner.id,
            asked_on=clock.today(),
            due_on=clock.today(),
            origin=ActionOrigin.PRACTITIONER,
            status=ActionStatus.ACCEPTED,
            words="Visit.",
            **common,
        )


def _may_hear(item: AgendaItem, actor: Actor, *, core: bool) -> bool:
    """The rule in plain words, by the person's own record."""
    assert item.person_id is not None
    if person_by_id(item.person_id, actor, SightLevel.READ) is not None:
        return True
    person = db.session.get_one(Person, item.person_id)
    shut = _shut(person, actor)
    return core and not item.restricted and person.sight_compartment == "adult" and not shut


def _shut(person: Person, actor: Actor) -> bool:
    """Whether even somebody who sees the whole scheme would not see them."""
    named = select(SightGrant.id).where(
        SightGrant.person_id == person.id,
        SightGrant.user_id == actor.user_id,
        SightGrant.level >= SightLevel.READ,
    )
    tie = select(ConflictOfInterest.id).where(
        ConflictOfInterest.person_id == person.id, ConflictOfInterest.user_id == actor.user_id
    )
    closed = select(Restriction.id).where(Restriction.person_id == person.id)
    run = db.session.execute
    by_name = run(named).first() is not None
    restricted = run(closed).first() is not None and not by_name
    return not actor.agreement_in_force or run(tie).first() is not None or restricted


def _reads(row: object, actor: Actor) -> bool:
    if isinstance(row, Action):
        own = actor.agency_id in {row.agency_id, row.owner_agency_id}
        justice = actor.agency_kind in CRIMINAL_JUSTICE
        shared = row.handling is Handling.ACTION_GROUP
        return own or shared or (justice and row.handling is Handling.CRIMINAL_JUSTICE)
    assert isinstance(row, AboutPerson)
    return may_read(row, actor)


def _check(item: AgendaItem, room: Room, hearing: Hearing, wall: Wall) -> None:
    deaf = [actor for actor in room.actors if not _may_hear(item, actor, core=room.is_core(actor))]
    assert hearing.to_leave.total() == len(deaf)
    assert bool(wall.rows()) <= (not deaf)
    for actor in room.actors:
        assert all(_reads(row, actor) for row in wall.rows())


@pytest.mark.parametrize("seed", range(4))
def test_nothing_is_shown_that_anybody_present_may_not_see(work: None, seed: int) -> None:
    random = Random(seed)
    town = _Town(random)
    shown = opened = 0
    for _ in range(6):
        table = random.sample(town.colleagues, random.randrange(1, 5))
        room = room_with([user.id for user in table], town.runs, town.meeting)
        hearings = hearings_of(town.items, room)
        for item in town.items:
            wall = wall_of(item, room, hearings[item.id])
            _check(item, room, hearings[item.id], wall)
            shown += len(wall.rows())
            opened += hearings[item.id].is_open
    for item in town.items:  # alone at the keyboard, so that something is always shown
        room = room_with([], town.runs, town.meeting)
        wall = wall_of(item, room, hearing_of(item, room))
        _check(item, room, hearing_of(item, room), wall)
        shown += len(wall.rows())
    assert shown > 0


def test_another_in_the_room_only_ever_takes_away(work: None) -> None:
    random = Random(7)
    town = _Town(random)
    for item in town.items:
        table: list[User] = []
        before: set[object] | None = None
        for user in random.sample(town.colleagues, 5):
            table.append(user)
            actions = _action_keys(item, table, town)
            assert before is None or actions <= before
            before = actions


def _action_keys(item: AgendaItem, table: Sequence[User], town: _Town) -> set[object]:
    room = room_with([user.id for user in table], town.runs, town.meeting)
    return {row.id for row in wall_of(item, room, hearing_of(item, room)).actions}


def test_wall_asks_as_much_of_the_database_for_ten_as_for_one(work: None) -> None:
    town = _Town(Random(1))
    counts = []
    for table in (town.colleagues[:1], town.colleagues):
        users_by_id([user.id for user in table])
        with counted() as statements:
            room = room_with([user.id for user in table], town.runs, town.meeting)
            hearings_of(town.items, room)
        counts.append(len(statements))
    assert counts[0] == counts[1]
