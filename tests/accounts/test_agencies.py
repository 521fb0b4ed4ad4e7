from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from popo.access.permissions import Role
from popo.accounts.models import Agency, AgencyKind, AgreementState
from tests import make
from tests.pages import Browser

TODAY = date(2024, 4, 30)


@pytest.mark.parametrize(
    ("signed", "expires", "state"),
    [
        (None, None, AgreementState.UNSIGNED),
        (date(2024, 5, 1), None, AgreementState.UNSIGNED),
        (TODAY, None, AgreementState.IN_FORCE),
        (date(2023, 1, 1), date(2024, 6, 30), AgreementState.IN_FORCE),
        (date(2023, 1, 1), date(2024, 6, 29), AgreementState.EXPIRING),
        (date(2023, 1, 1), date(2024, 5, 1), AgreementState.EXPIRING),
        (date(2023, 1, 1), TODAY, AgreementState.LAPSED),
    ],
)
def test_agreement_state(signed: date | None, expires: date | None, state: AgreementState) -> None:
    agency = Agency(agreement_signed_on=signed, agreement_expires_on=expires)
    assert agency.agreement_state(TODAY) is state


@given(st.none() | st.dates(), st.none() | st.dates(), st.dates())
def test_agreement_state_agrees_with_in_force(
    signed: date | None, expires: date | None, day: date
) -> None:
    agency = Agency(agreement_signed_on=signed, agreement_expires_on=expires)
    running = agency.agreement_state(day) in {AgreementState.IN_FORCE, AgreementState.EXPIRING}
    assert running is agency.agreement_in_force(day)


def test_list_agencies_shows_where_agreements_stand(browser: Browser) -> None:
    agency = make.agency()
    agency.agreement_expires_on = date(2024, 4, 20)
    make.agency(agreement=False)
    browser.sign_in(make.user(Role.INFORMATION_GOVERNANCE_OFFICER, "scheme"))
    page = browser.visit("accounts.list_agencies")
    assert "Lapsed" in page
    assert "20 April, overdue 10 days" in page
    assert "Not signed" in page
    assert "Change" not in page


def test_edit_agreement(browser: Browser) -> None:
    agency = make.agency(agreement=False)
    browser.sign_in(make.user(Role.ADMINISTRATOR, "scheme"))
    browser.visit("accounts.edit_agreement", key=agency.id)
    fields = {"agreement_version": "2", "signed_on": "1/4/2024", "expires_on": "1/4/2025"}
    browser.send("accounts.edit_agreement", {**fields, "version": "1"}, key=agency.id)
    assert agency.agreement_signed_on == date(2024, 4, 1)
    assert agency.agreement_expires_on == date(2025, 4, 1)


def test_edit_agreement_refuses_an_end_before_its_beginning(browser: Browser) -> None:
    agency = make.agency(agreement=False)
    browser.sign_in(make.user(Role.ADMINISTRATOR, "scheme"))
    fields = {"signed_on": "1/4/2024", "expires_on": "1/4/2024", "version": "1"}
    page = browser.send("accounts.edit_agreement", fields, expect=422, key=agency.id)
    assert "runs out after it was signed" in page
    assert agency.agreement_signed_on is None


def test_edit_agreement_shows_both_where_somebody_was_quicker(browser: Browser) -> None:
    agency = make.agency(agreement=False)
    browser.sign_in(make.user(Role.ADMINISTRATOR, "scheme"))
    fields = {
        "version": "1",
        "opened": '{"agreement_version": ["1"]}',
        "signed_on": "2/4/2024",
        "expires_on": "",
    }
    browser.send(
        "accounts.edit_agreement", {**fields, "agreement_version": "theirs"}, key=agency.id
    )
    page = browser.send(
        "accounts.edit_agreement",
        {**fields, "agreement_version": "mine"},
        expect=409,
        key=agency.id,
    )
    assert "theirs" in page
    assert "mine" in page
    assert agency.agreement_version == "theirs"


def test_edit_agreement_is_for_administrators(browser: Browser) -> None:
    agency = make.agency()
    browser.sign_in(make.user(Role.COORDINATOR, "scheme"))
    browser.visit("accounts.edit_agreement", expect=403, key=agency.id)


def test_edit_contact_points_of_ones_own_agency_or_of_all(browser: Browser) -> None:
    ours, theirs = make.agency(), make.agency(AgencyKind.HOUSING)
    contact = make.user(Role.AGENCY_CONTACT, "agency", of=ours)
    fields = {"version": "1", "contact_point": "The desk", "out_of_hours": "01632 960999"}
    browser.sign_in(contact)
    browser.send("accounts.edit_contact_points", fields, key=ours.id)
    assert (ours.contact_point, ours.out_of_hours) == ("The desk", "01632 960999")
    browser.visit("accounts.edit_contact_points", 404, key=theirs.id)
    late = browser.send(
        "accounts.edit_contact_points", {**fields, "contact_point": "Mine"}, 409, key=ours.id
    )
    assert "Both together" in late
    browser.sign_in(make.user(Role.ADMINISTRATOR, "scheme"))
    browser.send("accounts.edit_contact_points", {**fields, "out_of_hours": ""}, key=theirs.id)
    assert theirs.out_of_hours is None
    assert "01632 960999" in browser.visit("accounts.list_agencies")
