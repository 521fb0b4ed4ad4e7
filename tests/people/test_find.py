"""Finding people: what may be typed, who is found, and at what cost."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from popo import clock
from popo.access.actor import Actor
from popo.access.permissions import Clearance
from popo.audit.services import waiting
from popo.db import db, settle
from popo.keys.services import destroy_keys
from popo.people import services
from popo.people.identifiers import IdentifierKind
from popo.people.models import AddressKind, NameKind, Person, SightLevel
from popo.people.queries import find_people, possible_duplicates
from popo.people.queries.words import read_words
from tests import make
from tests.statements import counted

YOUNG = date(2009, 2, 11)


@pytest.fixture
def police(work: None) -> Actor:
    return make.actor()


@pytest.fixture
def adam(police: Actor) -> Person:
    person = make.person(police, "Mohammed", "Hussain", date(1987, 8, 1))
    services.add_name(police, person, NameKind.ALIAS, "Ratty", "", "Custody record")
    services.add_identifier(police, person, IdentifierKind.PNC, "02/73319Z", "PNC")
    services.add_identifier(police, person, IdentifierKind.YOT, "yos 17-b", "Youth offending")
    services.add_address(police, person, AddressKind.HOME, "1 Any Road", "lu1 1aa", "Visit")
    services.add_phone(police, person, "+44 7700 900123", "The person")
    return person


@pytest.mark.parametrize(
    "words",
    [
        "Hussain",
        "mohamed husain",
        "HUSSAIN, Mohammed",
        "ratty",
        "hussein 1987",
        "husein 1/8/1987",
        "hussain 1 August 1987",
        "01-08-87",
        "1987-08-01",
        "2002/0073319Z",
        "02/73319z",
        "YOS 17-B",
        "LU11AA",
        "07700 900 123",
    ],
)
def test_find_people_by_anything_held(police: Actor, adam: Person, words: str) -> None:
    assert [hit.person for hit in find_people(words, police)] == [adam]
    assert find_people(words, make.actor()) == []


def test_find_people_by_reference_in_any_case(police: Actor, adam: Person) -> None:
    assert [hit.person for hit in find_people(adam.reference.lower(), police)] == [adam]


def test_a_hit_says_why_and_carries_the_name_in_use(police: Actor, adam: Person) -> None:
    hit = find_people("ratty", police)[0]
    assert hit.name is not None
    assert hit.name.formal == "Hussain, Mohammed"
    assert hit.others == ("Ratty",)
    assert hit.reasons == ("same name",)


def test_an_identifier_that_fails_its_check_is_still_a_name(police: Actor) -> None:
    person = make.person(police, "Bee", "02/73319A")
    assert [hit.person for hit in find_people("02/73319A", police)] == [person]


def test_a_valid_number_held_by_nobody_is_sought_as_a_name(police: Actor) -> None:
    person = make.person(police, "Bee", "X320811")
    assert [hit.person for hit in find_people("X320811", police)] == [person]


@pytest.mark.parametrize("words", ["31/2/1987 Smith", "Smith 1987", "99/99/9999", "1987", " ", "?"])
def test_read_words_takes_anything(work: None, words: str) -> None:
    search = read_words(words, clock.today())
    assert search.born is None


@given(st.text(max_size=60) | st.from_regex(r"[0-9A-Za-z/ .-]{1,20}", fullmatch=True))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_read_words_never_fails(work: None, words: str) -> None:
    search = read_words(words, clock.today())
    assert search.reference or search.whole or search.names == search.names.strip()


def test_a_young_person_is_found_only_inside(work: None) -> None:
    inside = make.actor(clearances=(Clearance.PREVENT_AND_DETER,))
    worker = make.actor()
    person = make.person(worker, "Kai", "Young", YOUNG)
    assert find_people("Kai Young", make.coordinator()) == []
    assert find_people("Kai Young", inside) == []
    assert [hit.person for hit in find_people("Kai Young", worker)] == [person]


def test_somebody_only_known_to_exist_is_told_to_who_knows_them(work: None) -> None:
    police, other = make.actor(), make.actor()
    person = make.person(police, "Mohammed", "Hussain", date(1987, 8, 1))
    services.add_address(police, person, AddressKind.HOME, "1 Any Road", "LU1 1AA", "Visit")
    services.grant_sight(
        police, person.id, SightLevel.EXISTS, "a test", person.id, agency_id=other.agency_id
    )
    hit = find_people("Mohammed Hussain", other)[0]
    assert (hit.person, hit.name, hit.reasons, hit.may_open) == (person, None, (), False)
    for guess in ("LU1 1AA", "1/8/1987", "Mo 1987", "Hussein"):
        assert find_people(guess, other) == [], guess
    alike = possible_duplicates("Mohamed Hussain", date(1987, 8, 1), other)
    assert [hit.may_open for hit in alike] == [False]


def test_a_restricted_record_is_known_to_exist_by_the_coordinator(work: None) -> None:
    police, coordinator, other = make.actor(), make.coordinator(), make.coordinator()
    person = make.person(police, "Zed", "Restricted")
    until = clock.today() + timedelta(days=30)
    services.restrict_person(coordinator, person, "A threat", until, [])
    assert find_people("Zed Restricted", coordinator)[0].may_open
    assert not find_people("Zed Restricted", other)[0].may_open
    assert find_people("Zed Restricted", make.actor()) == []


def test_what_was_destroyed_finds_nobody(police: Actor, adam: Person) -> None:
    other = make.actor()
    services.grant_sight(
        police, adam.id, SightLevel.WORK, "a test", adam.id, agency_id=other.agency_id
    )
    settle()
    destroy_keys([adam.id], police.agency_id)
    settle()
    db.session.expire_all()
    services.add_name(other, adam, NameKind.ALIAS, "Quentin", "", "The person")
    assert [hit.person for hit in find_people("Quentin", other)] == [adam]
    for gone in ("Hussain", "destroyed", "LU1 1AA", "02/73319Z", "07700 900123", "1/8/1987"):
        assert find_people(gone, other) == [], gone


def test_search_words_are_sealed_under_the_searcher(police: Actor, adam: Person) -> None:
    services.looked_for(police, "husain 1987", find_people("husain 1987", police))
    pending = waiting(db.session())[-1]
    scope, content = pending.content[0]
    assert scope.subject == police.user_id
    assert content == {"words": "husain 1987"}
    assert pending.people == {adam.id}
    assert "husain" not in str(pending.details)


def test_find_people_costs_the_same_however_many_are_opened(police: Actor) -> None:
    for number in range(12):
        make.person(police, "Mohammed", f"Hussain{'x' * number}")
    settle()
    db.session.expire_all()
    with counted() as statements:
        found = find_people("mohamed husain", police)
    assert len(found) > 3
    assert len(statements) == 5, statements
    assert sum("data_keys" in one for one in statements) == 1


def test_candidates_come_from_the_index(police: Actor, adam: Person) -> None:
    if db.session.get_bind().dialect.name != "sqlite":
        pytest.skip("the plan is read on SQLite")
    with counted() as statements:
        find_people("mohamed husain", police)
    chosen = next(one for one in statements if "search_tokens" in one)
    width = chosen.count("?")
    connection = db.session.connection()
    plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {chosen}", (1,) * width).all()
    steps = " | ".join(str(row[-1]) for row in plan)
    assert "SCAN search_tokens" not in steps
    assert "SCAN people" not in steps
    assert "SEARCH search_tokens USING" in steps
