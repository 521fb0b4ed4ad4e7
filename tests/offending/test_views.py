"""The offending page and its forms."""

from datetime import date

import pytest

from popo.accounts.models import AgencyKind, User
from popo.accounts.queries import actor_for
from popo.offending.kinds import RECORDED, OffenceEventKind
from popo.offending.queries import events_of
from popo.offending.services import NewEvent, record_event
from popo.people.models import Person, SightLevel
from tests import make
from tests.actions.make_action import show
from tests.pages import Browser

K = OffenceEventKind
DAY = date(2024, 3, 4)
KEY = {"idempotency": "0123456789abcdef" * 2}


@pytest.fixture
def officer(browser: Browser) -> User:
    made = make.user()
    browser.sign_in(made)
    return made


@pytest.fixture
def person(officer: User) -> Person:
    return make.person(actor_for(officer))


def test_show_offending_tells_the_story(browser: Browser, officer: User, person: Person) -> None:
    police = actor_for(officer)
    record_event(
        police,
        person,
        NewEvent(
            K.CONVICTION,
            date(2024, 4, 2),
            offence_on=date(2024, 2, 1),
            ho_code="02803",
            sentenced_on=date(2024, 4, 11),
            sentence_custodial=True,
        ),
    )
    record_event(police, person, NewEvent(K.WARRANT, DAY, detail="Failed to surrender"))
    record_event(police, person, NewEvent(K.DRUG_TEST, DAY, test_positive=False))
    page = browser.visit("offending.show_offending", reference=person.reference)
    for words in (
        "counts as domestic burglary",
        "70 days after the offence",
        "Outstanding 1",
        "Failed to surrender",
        "Negative",
        "0 days in custody",
    ):
        assert words in page, words


def test_show_offending_of_nothing_teaches(browser: Browser, person: Person) -> None:
    page = browser.visit("offending.show_offending", reference=person.reference)
    assert "never raw intelligence" in page


def test_show_offending_is_not_there_for_another_agency(browser: Browser, person: Person) -> None:
    other = Browser(browser._app).sign_in(make.user())
    for endpoint in ("show_offending", "record_event"):
        other.visit(f"offending.{endpoint}", expect=404, reference=person.reference)


@pytest.mark.parametrize("kind", [kind.value for kind in RECORDED])
def test_record_event_asks_what_belongs_to_each_kind(
    browser: Browser, person: Person, kind: str
) -> None:
    page = browser.visit("offending.record_event", reference=person.reference, kind=kind)
    assert ("Result of the police test" in page) == (kind == "drug_test")
    assert ("Sent to custody" in page) == (kind == "conviction")


def test_record_event_of_no_kind_leads_back(browser: Browser, person: Person) -> None:
    answer = browser.visit("offending.record_event", 302, reference=person.reference)
    assert answer.location.endswith("/offending")


def test_record_event_finds_the_offence_by_words(browser: Browser, person: Person) -> None:
    sent = {"kind": "charge", "offence_words": "burglary dwelling", "find": "yes", **KEY}
    page = browser.send("offending.record_event", sent, 200, reference=person.reference)
    assert "Other burglary in a dwelling. (02803)" in page


def test_record_event_keeps_the_one_chosen(browser: Browser, officer: User, person: Person) -> None:
    sent = {
        "kind": "charge",
        "happened_on": "4/3/2024",
        "offence_words": "burglary dwelling",
        "offence": "02803",
        "postcode": "LU1 1AA",
        "source": "PNC",
        "handling": "criminal_justice",
        **KEY,
    }
    browser.send("offending.record_event", sent, reference=person.reference)
    browser.send("offending.record_event", sent, reference=person.reference)  # once all the same
    (row,) = events_of(person, actor_for(officer))
    assert (row.event_kind, row.ho_code, row.happened_on) == (K.CHARGE, "02803", DAY)
    assert row.handling == "criminal_justice"


def test_record_event_takes_the_only_offence_found(
    browser: Browser, officer: User, person: Person
) -> None:
    sent = {"kind": "arrest", "happened_on": "4/3/2024", "offence_words": "045/10"}
    browser.send(
        "offending.record_event", {**sent, "source": "Custody", **KEY}, reference=person.reference
    )
    assert events_of(person, actor_for(officer))[0].ho_code == "04510"


def test_record_event_never_drops_an_offence_it_did_not_find(
    browser: Browser, officer: User, person: Person
) -> None:
    sent = {"kind": "arrest", "happened_on": "4/3/2024", "offence_words": "theft", "source": "PNC"}
    page = browser.send("offending.record_event", {**sent, **KEY}, 422, reference=person.reference)
    assert "Choose one of the offences found" in page
    assert events_of(person, actor_for(officer)) == []


def test_record_event_of_a_drug_test_needs_its_result(browser: Browser, person: Person) -> None:
    sent = {"kind": "drug_test", "happened_on": "today", "source": "Custody", **KEY}
    page = browser.send("offending.record_event", sent, 422, reference=person.reference)
    assert "Say whether the test was positive." in page


def test_conclude_event(browser: Browser, officer: User, person: Person) -> None:
    warrant = record_event(actor_for(officer), person, NewEvent(K.WARRANT, DAY))
    about = {"reference": person.reference, "event_id": warrant.id}
    browser.visit("offending.conclude_event", **about)
    sent = {"result": "executed", "concluded_on": "today", "version": str(warrant.version)}
    browser.send("offending.conclude_event", sent, **about)
    page = browser.visit("offending.show_offending", reference=person.reference)
    assert "Executed 30 Apr 2024" in page
    conflict = browser.send("offending.conclude_event", sent, 409, **about)
    assert "30 April 2024" in conflict


def test_conclude_event_of_an_arrest_is_not_there(
    browser: Browser, officer: User, person: Person
) -> None:
    arrest = record_event(actor_for(officer), person, NewEvent(K.ARREST, DAY))
    browser.visit("offending.conclude_event", 404, reference=person.reference, event_id=arrest.id)


def test_a_page_far_beyond_the_last_is_empty(browser: Browser, person: Person) -> None:
    browser.visit("offending.show_offending", reference=person.reference, page=10**30)


@pytest.mark.parametrize("kind", [AgencyKind.DRUG_SERVICE, AgencyKind.HOUSING])
def test_who_may_not_record_neither_concludes_nor_links(
    browser: Browser, officer: User, person: Person, kind: AgencyKind
) -> None:
    warrant = record_event(actor_for(officer), person, NewEvent(K.WARRANT, DAY))
    worker = make.user(of=make.agency(kind))
    show(person, worker, actor_for(officer), SightLevel.WORK)
    other = make.person(actor_for(worker))
    browser.sign_in(worker)
    sent = {"result": "executed", "concluded_on": "today", "version": str(warrant.version)}
    about = {"reference": person.reference, "event_id": warrant.id}
    browser.send("offending.conclude_event", sent, 422, **about)
    assert warrant.concluded_on is None
    link = KEY | {"other": other.reference, "offended_on": "1/4/2024", "source": "Hearsay"}
    link |= {"handling": "action_group"}
    page = browser.send("offending.record_co_offending", link, 422, reference=person.reference)
    assert "or the youth offending service record this." in page
