"""Who may be nominated, by whom, and who then sees it."""

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from popo import clock
from popo.access.permissions import Clearance, Role
from popo.accounts.models import AgencyKind
from popo.cases.models import Strand
from popo.cases.services import open_case
from popo.db import db
from popo.errors import RuleBroken
from popo.people.models import SightCompartment, SightLevel
from popo.people.queries import get_person
from popo.selection.models import Nomination, NominationStatus
from popo.selection.queries.nominations import (
    get_nomination,
    list_nominations,
)
from popo.selection.services import nominate_person
from tests import make as basic
from tests.pages import Browser
from tests.selection import make, make_statements

CATCH, PREVENT = Strand.CATCH_AND_CONVICT, Strand.PREVENT_AND_DETER


def test_nominating_gives_the_lead_of_the_strand_sight(work: None) -> None:
    scheme = make.scheme()
    lead = make.actor(basic.user(Role.STRAND_LEAD, CATCH, of=basic.agency()))
    person = basic.person(make.actor(scheme.police))
    assert get_person(person.reference, lead) is None
    found = make.nominated(scheme, person=person)
    assert get_person(person.reference, lead, SightLevel.WORK) is person
    assert get_nomination(found.nomination.id, lead) is not None
    assert found.nomination.status is NominationStatus.NOMINATED


@pytest.mark.parametrize(
    ("born", "strand", "message"),
    [
        (make.BORN_YOUNG, CATCH, "for a child or young person"),
        (date(1990, 1, 1), PREVENT, "for a child or young person"),
        (date(2016, 1, 1), PREVENT, "aged 10 to 17"),
        (date(1990, 1, 1), Strand.REHABILITATE_AND_RESETTLE, "Catch and Convict or"),
    ],
)
def test_age_decides_who_may_be_nominated(
    work: None, born: date, strand: Strand, message: str
) -> None:
    scheme = make.scheme()
    who = make.actor(scheme.yos)
    person = basic.person(who, born=born)
    with pytest.raises(RuleBroken, match=message):
        nominate_person(who, person, strand, "Because.")


def test_one_nomination_at_a_time_and_none_beside_a_case(work: None) -> None:
    scheme = make.scheme()
    found = make.nominated(scheme)
    who = make.actor(scheme.police)
    with pytest.raises(RuleBroken, match="nominated already"):
        nominate_person(who, found.person, CATCH, "Again.")
    other = basic.person(who)
    open_case(who, other, CATCH, make.TODAY, who.agency_id)
    db.session.flush()  # read back
    with pytest.raises(RuleBroken, match="on the scheme already"):
        nominate_person(who, other, CATCH, "Again.")


def test_the_dead_are_not_nominated_and_nobody_without_criteria(work: None) -> None:
    basic.partnership()
    who = basic.actor()
    person = basic.person(who)
    with pytest.raises(RuleBroken, match="No criteria are adopted"):
        nominate_person(who, person, CATCH, "Because.")
    person.deceased_on = make.TODAY
    with pytest.raises(RuleBroken, match="died"):
        nominate_person(who, person, CATCH, "Because.")


def test_database_keeps_one_open_nomination_a_person(work: None) -> None:
    found = make.nominated(make.scheme())
    second = Nomination(
        person_id=found.person.id,
        agency_id=found.nomination.agency_id,
        strand=CATCH,
        nominated_on=make.TODAY,
        nominated_by_id=found.nomination.nominated_by_id,
        grounds="Again.",
        status=NominationStatus.DEFERRED,
    )
    db.session.add(second)
    with pytest.raises(IntegrityError, match=r"uq_nominations_open|nominations.person_id"):
        db.session.flush()  # the constraint under test


@pytest.mark.parametrize(
    ("status", "decided_on", "expires_on"),
    [
        (NominationStatus.DECLINED, make.TODAY, None),
        (NominationStatus.NOMINATED, None, make.TODAY),
        (NominationStatus.SELECTED, None, None),
        (NominationStatus.DEFERRED, make.TODAY, None),
    ],
)
def test_database_keeps_the_end_of_a_nomination_whole(
    work: None, status: NominationStatus, decided_on: date | None, expires_on: date | None
) -> None:
    nomination = make.nominated(make.scheme()).nomination
    nomination.status = status
    nomination.decided_on, nomination.expires_on = decided_on, expires_on
    with pytest.raises(IntegrityError, match=r"declined_expires|decided_is_dated"):
        db.session.flush()  # the constraint under test


def test_young_persons_nomination_stays_inside_the_compartment(work: None) -> None:
    scheme = make.scheme()
    found = make.young(scheme)
    for user in (scheme.police, scheme.probation, scheme.strand_lead):
        assert get_nomination(found.nomination.id, make.actor(user)) is None
        assert list_nominations(make.actor(user)) == []
    assert get_nomination(found.nomination.id, make.actor(scheme.yos)) is not None
    assert get_nomination(found.nomination.id, make.actor(scheme.coordinator)) is not None


def test_whole_scheme_without_clearance_does_not_see_it_either(work: None) -> None:
    found = make.young(make.scheme())
    assert get_nomination(found.nomination.id, basic.coordinator()) is None


def test_come_of_age_the_old_nomination_stays_hidden(work: None) -> None:
    """Somebody now on the adult list: their readers are not told of Prevent and Deter."""
    scheme = make.scheme()
    found = make.young(scheme)
    found.person.sight_compartment = SightCompartment.ADULT
    db.session.flush()  # the condition is on the column
    chair = basic.coordinator()
    assert get_person(found.person.reference, chair) is found.person
    assert get_nomination(found.nomination.id, chair) is None
    assert Clearance.PREVENT_AND_DETER in make.actor(scheme.yos).clearances
    assert get_nomination(found.nomination.id, make.actor(scheme.yos)) is not None


def test_clock_counts_working_days() -> None:
    thursday, tuesday = date(2024, 3, 28), date(2024, 4, 2)
    # between them lie Good Friday, a weekend and Easter Monday
    assert clock.working_days(thursday, tuesday) == 1
    assert clock.working_days(tuesday, tuesday) == 0
    assert clock.working_days(tuesday, thursday) == 0


def test_clock_runs_on_scheme_time(work: None) -> None:
    found = make.nominated(make.scheme())
    assert found.nomination.nominated_on == clock.today()
    assert found.days_waiting == 0


def test_nominate_page_and_who_is_refused(browser: Browser) -> None:
    scheme = make.scheme()
    person = basic.person(make.actor(scheme.police))
    ref = person.reference
    browser.sign_in(scheme.police)
    browser.visit("selection.nominate_person", reference=ref)
    empty = browser.send("selection.nominate_person", {"strand": ""}, 422, reference=ref)
    assert "Choose the strand." in empty
    young = {"strand": "prevent_and_deter"}
    assert "Catch and Convict is for adults" in browser.send(
        "selection.nominate_person", young, 422, reference=ref
    )
    sent = make_statements.nominate(browser, ref)
    nomination = db.session.query(Nomination).one()
    assert str(nomination.id) in sent.location
    shown = browser.visit("selection.show_nomination", nomination_id=nomination.id)
    assert "Nine burglaries." in shown
    assert "Nominated" in browser.visit("selection.list_nominations")
    assert "Nominated" in browser.visit("selection.person_selection", reference=ref)
    other = basic.user(of=basic.agency(AgencyKind.HOUSING))
    browser.sign_in(other)
    browser.visit("selection.show_nomination", 404, nomination_id=nomination.id)
    browser.visit("selection.score_nomination", 404, nomination_id=nomination.id)
    browser.visit("selection.nominate_person", 404, reference=ref)
    browser.visit("selection.person_selection", 404, reference=ref)
    assert ref not in browser.visit("selection.list_nominations")


def test_young_persons_pages_use_no_adult_words(browser: Browser) -> None:
    scheme = make.scheme()
    found = make.young(scheme)
    browser.sign_in(scheme.yos)
    page = browser.visit("selection.score_nomination", nomination_id=found.nomination.id)
    main = page.html.partition("<main")[2].partition("</main>")[0].casefold()
    assert "offender" not in main.replace("youth offending", "")
    assert "prolific" not in main
    assert "popo action group" not in main
