from popo.people.models import SightLevel
from popo.people.queries import find_people, get_person
from tests import make


def test_add_person_gives_its_agency_work_and_nobody_else_sight(work: None) -> None:
    police = make.actor()
    other = make.actor()
    person = make.person(police)
    assert get_person(person.reference, police, SightLevel.WORK) is person
    assert get_person(person.reference, other) is None


def test_find_people_by_misspelt_name(work: None) -> None:
    police = make.actor()
    person = make.person(police, "Mohammed", "Hussain")
    found = find_people("mohamed husain", police)
    assert [hit.person for hit in found] == [person]
    assert find_people("mohamed husain", make.actor()) == []
