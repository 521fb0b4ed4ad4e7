"""What the record offers to begin a part with: only what everybody who reads it may know."""

from datetime import date, timedelta

from popo.access.actor import Actor
from popo.db import db
from popo.keys.models import Compartment
from popo.offending.models import OffenceEvent, OffenceEventKind
from popo.offending.services import NewEvent, record_event
from popo.people.about import Handling
from popo.people.models import MarkerKind, Person
from popo.people.services.markers import add_marker
from popo.selection.parts import Part
from popo.selection.queries.suggestions import Suggestion, suggestion_for
from popo.whereabouts.models import Basis, Confidence, Place
from popo.whereabouts.services import move, set_basis
from tests import make as basic
from tests.pages import Browser
from tests.selection import make, make_statements
from tests.selection.make import TODAY

NEXT_YEAR = TODAY + timedelta(days=300)


def happened(
    by: Actor, person: Person, kind: OffenceEventKind, on: date, **more: object
) -> OffenceEvent:
    details = NewEvent(kind, on, **more)  # type: ignore[arg-type]  # mixed values
    return record_event(by, person, details)


def offered(part: Part, person: Person, by: Actor) -> Suggestion | None:
    db.session.flush()  # read back
    return suggestion_for(part, person, by)


def test_offences_of_a_year_are_counted_with_their_source_and_day(work: None) -> None:
    by = basic.actor()
    person = basic.person(by)
    for days, kind in (
        (3, OffenceEventKind.ARREST),
        (40, OffenceEventKind.ARREST),
        (41, OffenceEventKind.BREACH),
        (500, OffenceEventKind.RECALL),
    ):
        happened(by, person, kind, TODAY - timedelta(days=days))
    found = offered(Part.OFFENDING, person, by)
    assert found is not None
    assert found.words.splitlines() == [
        "In the last 12 months: 2 arrests, 1 breach.",
        "The last: arrest, 27 April 2024.",
    ]
    assert (found.source, found.as_at) == ("Offending record kept in this system", TODAY)


def test_more_than_a_page_of_events_is_said_to_be_at_least_so_many(work: None) -> None:
    by = basic.actor()
    person = basic.person(by)
    for days in range(60):
        happened(by, person, OffenceEventKind.ARREST, TODAY - timedelta(days=days))
    found = offered(Part.OFFENDING, person, by)
    assert found is not None
    assert "at least 50 arrests" in found.words


def test_drug_tests_and_what_is_not_for_everybody_are_left_out(work: None) -> None:
    by = basic.actor()
    person = basic.person(by)
    test = OffenceEventKind.DRUG_TEST
    happened(by, person, test, TODAY - timedelta(days=1), test_positive=True)
    own = Handling.OWN_AGENCY
    happened(by, person, OffenceEventKind.ARREST, TODAY - timedelta(days=2), handling=own)
    assert offered(Part.OFFENDING, person, by) is None
    intelligence = OffenceEvent(
        person_id=person.id,
        agency_id=by.agency_id,
        compartment=Compartment.INTELLIGENCE,
        event_kind=OffenceEventKind.ARREST,
        happened_on=TODAY,
    )
    db.session.add(intelligence)
    assert offered(Part.OFFENDING, person, by) is None


def test_where_they_are_and_under_which_law(work: None) -> None:
    by = basic.actor()
    person = basic.person(by)
    day = date(2024, 3, 1)
    move(by, person, Place.COMMUNITY, day, None, "Probation", Confidence.CONFIRMED, day)
    set_basis(by, person, Basis.LICENCE, day, None, "No contact with a named man", "Probation")
    found = offered(Part.TRIED, person, by)
    assert found is not None
    assert found.words.splitlines() == [
        "In the community since 1 March 2024.",
        f"{Basis.LICENCE.words} since 1 March 2024.",
    ]
    assert "named man" not in found.words


def test_staff_safety_markers_in_force_and_no_other_kind(work: None) -> None:
    by = basic.actor()
    person = basic.person(by)
    for kind, words in (
        (MarkerKind.STAFF_SAFETY, "Visit in pairs"),
        (MarkerKind.VULNERABILITY, "Lives alone"),
        (MarkerKind.COMMUNICATION, "Reads with help"),
    ):
        add_marker(by, person, kind, words, "Seen", NEXT_YEAR)
    found = offered(Part.RISK, person, by)
    assert found is not None
    assert "Visit in pairs" in found.words
    assert "Lives alone" not in found.words
    assert "Reads with help" not in found.words


def test_nothing_is_offered_for_what_only_a_person_can_say(work: None) -> None:
    by = basic.actor()
    person = basic.person(by)
    for part in Part:
        assert offered(part, person, by) is None


def test_offered_it_is_saved_only_when_somebody_saves_it(browser: Browser) -> None:
    scheme = make.scheme()
    by = make.actor(scheme.police)
    person = basic.person(by)
    happened(by, person, OffenceEventKind.ARREST, TODAY - timedelta(days=3))
    prepared = make_statements.begun(scheme.police, person)
    row = next(row for row in prepared.parts if row.part is Part.OFFENDING)
    browser.sign_in(scheme.police)
    listed = browser.visit("selection.prepare_statement", statement_id=prepared.statement.id)
    assert "The record holds something to begin with" in listed
    page = browser.visit("selection.write_nomination_part", part_id=row.id)
    assert "In the last 12 months: 1 arrest." in page.html
    assert "as at 30 Apr 2024" in page
    assert not row.is_started
    changed = make_statements.typed(row, words="Three more that were never charged.")
    browser.send("selection.write_nomination_part", changed, part_id=row.id)
    page = browser.visit("selection.write_nomination_part", part_id=row.id)
    assert "Three more that were never charged." in page
    assert "In the last 12 months" not in page.html
