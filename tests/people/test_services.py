from datetime import date, timedelta

import pytest

from popo import clock
from popo.access.actor import Actor
from popo.audit.services import waiting
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.people import services
from popo.people.identifiers import IdentifierKind
from popo.people.models import (
    AddressKind,
    LinkVerdict,
    MarkerKind,
    NameKind,
    Person,
    Sex,
    SightLevel,
)
from popo.people.queries import (
    addresses_of,
    details_of,
    find_people,
    get_person,
    links_of,
    names_of,
    summary_of,
)
from popo.people.services import EditPerson
from tests import make


@pytest.fixture
def police(work: None) -> Actor:
    return make.actor()


@pytest.fixture
def person(police: Actor) -> Person:
    return make.person(police, "Mohammed", "Hussain")


def test_add_person_gives_its_agency_work_and_nobody_else_sight(police: Actor) -> None:
    person = make.person(police)
    assert get_person(person.reference, police, SightLevel.WORK) is person
    assert get_person(person.reference, make.actor()) is None


def test_add_person_under_18_is_seen_by_whoever_added_them(police: Actor) -> None:
    child = make.person(police, born=date(2010, 1, 1))
    assert get_person(child.reference, police, SightLevel.WORK) is child
    assert get_person(child.reference, make.coordinator()) is None


def test_add_name_in_use_takes_the_place_of_the_former_which_still_finds(
    police: Actor, person: Person
) -> None:
    services.add_name(police, person, NameKind.CURRENT, "Mohammed", "Khan", "Deed poll")
    assert names_of([person.id], police)[person.id].full == "Mohammed Khan"
    assert [name.full for name in details_of(person.id, police).names] == ["Mohammed Khan"]
    assert [hit.person for hit in find_people("Mohammed Hussain", police)] == [person]


def test_add_address_follows_the_one_before_it(police: Actor, person: Person) -> None:
    today = clock.today()
    first = services.add_address(
        police, person, AddressKind.HOME, "1 Any Road", "", "Visit", since=today - timedelta(9)
    )
    services.add_address(police, person, AddressKind.TEMPORARY, "2 Any Road", "", "Visit")
    with pytest.raises(RuleBroken, match="started later"):
        services.add_address(
            police, person, AddressKind.HOME, "3", "", "Visit", since=today - timedelta(10)
        )
    with pytest.raises(RuleBroken, match="future"):
        services.add_address(
            police, person, AddressKind.HOME, "3", "", "Visit", since=today + timedelta(1)
        )
    services.add_address(
        police, person, AddressKind.HOME, "4 Any Road", "", "Visit", since=today - timedelta(3)
    )
    assert first.ends_on == today - timedelta(3)
    lines = {address.lines for address in addresses_of(person.id, police)}
    assert lines == {"2 Any Road", "4 Any Road"}


def test_add_identifier_keeps_an_invalid_one_and_does_not_find_by_it(
    police: Actor, person: Person
) -> None:
    row = services.add_identifier(police, person, IdentifierKind.PNC, "02/73319A", "PNC")
    assert (row.is_valid, row.canonical, row.typed) == (False, None, "02/73319A")
    assert find_people("02/73319A", police) == []


def test_edit_person_records_before_and_after_sealed(police: Actor, person: Person) -> None:
    details = EditPerson(date(1984, 1, 2), Sex.MALE)
    services.edit_person(police, person, details, person.version)
    pending = waiting(db.session())[-1]
    assert pending.details == {"fields": ["date_of_birth"]}
    scope, content = pending.content[0]
    assert scope == person.key_scope()
    assert content["after"]["date_of_birth"] == "1984-01-02"
    assert [hit.person for hit in find_people("2/1/1984", police)] == [person]


def test_edit_person_that_changes_nothing_leaves_no_trail(police: Actor, person: Person) -> None:
    details = EditPerson(person.date_of_birth, person.sex)
    before = len(waiting(db.session()))
    services.edit_person(police, person, details, person.version)
    assert len(waiting(db.session())) == before


def test_link_people_is_one_link_whichever_is_first(police: Actor, person: Person) -> None:
    other = make.person(police)
    with pytest.raises(RuleBroken, match="two different"):
        services.link_people(police, person, person, LinkVerdict.MAY_BE_SAME)
    first = services.link_people(police, person, other, LinkVerdict.MAY_BE_SAME)
    assert services.link_people(police, other, person, LinkVerdict.NOT_SAME) is first
    assert [link.verdict for link in links_of(other.id, police)] == [LinkVerdict.NOT_SAME]


def test_write_summary_belongs_to_the_partnership(police: Actor, person: Person) -> None:
    owner = make.partnership()
    services.write_summary(police, person, "First.", 0)
    second = services.write_summary(police, person, "Second.", 1)
    assert second.agency_id == owner.id
    assert second.author == f"{police.name}, {police.agency_name}"
    with pytest.raises(StaleVersion):
        services.write_summary(police, person, "Late.", 1)
    newest = summary_of(person.id, police)
    assert newest is not None
    assert newest.words == "Second."


def test_confirm_summary_says_the_same_under_another_name(police: Actor, person: Person) -> None:
    make.partnership()
    first = services.write_summary(police, person, "Wants to work.")
    db.session.flush()
    probation = make.actor()
    second = services.confirm_summary(probation, person, first.id)
    db.session.flush()
    assert (second.words, second.author) == (
        "Wants to work.",
        f"{probation.name}, {probation.agency_name}",
    )
    with pytest.raises(StaleVersion):
        services.confirm_summary(police, person, first.id)


def test_review_marker_is_for_its_owner_and_not_for_an_ended_one(
    police: Actor, person: Person
) -> None:
    today = clock.today()
    marker = services.add_marker(
        police, person, MarkerKind.STAFF_SAFETY, "Dog", "Seen", today + timedelta(days=9)
    )
    later = today + timedelta(days=40)
    with pytest.raises(RuleBroken, match="Only the agency"):
        services.review_marker(make.actor(), person, marker, later, marker.version)
    with pytest.raises(StaleVersion):
        services.review_marker(police, person, marker, later, marker.version + 1)
    services.end_detail(police, person, marker)
    with pytest.raises(RuleBroken, match="has ended"):
        services.review_marker(police, person, marker, later, marker.version)
