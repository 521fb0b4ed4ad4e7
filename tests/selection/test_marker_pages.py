"""An agency's own list of markers, and what the pages of the person show of it."""

from popo.access.permissions import Role
from popo.accounts.models import AgencyKind
from popo.cases.models import AssignmentRole
from popo.cases.services import assign_worker
from popo.selection.services import ask_removals
from tests import make as basic
from tests.pages import Browser
from tests.selection import make
from tests.selection.make import TODAY
from tests.selection.make_after import selected_young
from tests.selection.test_markers import Asked

KEY = "0123456789abcdef" * 2


def test_marker_is_set_in_one_click_and_undone(browser: Browser) -> None:
    asked = Asked()
    key, ref = asked.marker.id, asked.person.reference
    browser.sign_in(asked.scheme.police)
    page = browser.visit("selection.list_markers")
    assert f"Example, Adam {ref}" in page
    assert "Late" in page
    browser.send("selection.set_marker", marker_id=key)
    assert asked.marker.stands
    page = browser.send("selection.set_marker", None, 422, marker_id=key)
    assert "not waiting to be set" in page
    browser.send("selection.undo_marker", marker_id=key)
    assert asked.marker.is_to_set
    assert "Undone" in browser.visit("selection.list_markers")


def test_marker_is_removed_in_one_click(browser: Browser) -> None:
    asked = Asked()
    ask_removals(make.actor(asked.scheme.coordinator), asked.case)
    browser.sign_in(asked.scheme.police)
    assert "To remove 1" in browser.visit("selection.list_markers")
    browser.send("selection.remove_marker", marker_id=asked.marker.id)
    assert asked.marker.removed_on == TODAY


def test_monthly_check_finds_a_difference_that_is_answered(browser: Browser) -> None:
    asked = Asked()
    key = asked.marker.id
    browser.sign_in(asked.scheme.police)
    browser.send("selection.set_marker", marker_id=key)
    page = browser.visit("selection.reconcile_markers")
    assert f"Example, Adam, {asked.person.reference}" in page
    said = {"shown": str(key)}
    browser.send("selection.reconcile_markers", said)
    page = browser.visit("selection.list_markers")
    assert "Set, but not found on your system" in page
    assert "due for this month" not in page
    browser.visit("selection.answer_difference", marker_id=key)
    answer = {"words": "It had lapsed; set again.", "idempotency": KEY}
    browser.send("selection.answer_difference", {"idempotency": KEY}, 422, marker_id=key)
    browser.send("selection.answer_difference", answer, marker_id=key)
    assert "Differences" not in browser.visit("selection.list_markers")
    assert "Nothing is due" in browser.visit("selection.reconcile_markers")


def test_a_forged_list_is_not_read(browser: Browser) -> None:
    asked = Asked()
    browser.sign_in(asked.scheme.police)
    browser.send("selection.reconcile_markers", {"shown": "everybody"}, 400)
    stranger = {"shown": "00000000-0000-0000-0000-000000000000"}
    browser.send("selection.reconcile_markers", stranger, 422)


def test_another_agency_neither_sees_nor_changes_it(browser: Browser) -> None:
    asked = Asked()
    browser.sign_in(basic.user(of=basic.agency(AgencyKind.HOUSING)))
    assert asked.person.reference not in browser.visit("selection.list_markers")
    for endpoint in ("set_marker", "remove_marker", "undo_marker"):
        browser.send(f"selection.{endpoint}", None, 404, marker_id=asked.marker.id)
    browser.visit("selection.answer_difference", 404, marker_id=asked.marker.id)
    browser.sign_in(basic.user(Role.AGENCY_CONTACT, of=asked.scheme.police.agency))
    browser.visit("selection.list_markers", 403)


def test_pages_of_the_person_show_each_agencys_marker(browser: Browser) -> None:
    asked = Asked()
    browser.sign_in(asked.scheme.coordinator)
    for endpoint in ("selection.person_selection", "cases.show_case"):
        page = browser.visit(endpoint, reference=asked.person.reference)
        assert "Agency markers 2" in page
        assert "Police Asked Late" in page


def test_agencies_that_joined_since_are_asked_too(browser: Browser) -> None:
    asked = Asked()
    housing = basic.user(of=basic.agency(AgencyKind.HOUSING))
    who = make.actor(asked.scheme.coordinator)
    assign_worker(who, asked.case, housing, AssignmentRole.CO_WORKER, TODAY)
    ref = asked.person.reference
    browser.sign_in(asked.scheme.coordinator)
    browser.send("selection.ask_markers", reference=ref)
    assert "1 more asked." in browser.visit("selection.person_selection", reference=ref)
    browser.send("selection.ask_markers", reference=ref)
    page = browser.visit("selection.person_selection", reference=ref)
    assert "Every agency was asked already." in page
    browser.sign_in(housing)
    browser.send("selection.ask_markers", None, 403, reference=ref)


def test_colleagues_outside_the_compartment_see_no_marker_of_a_child(browser: Browser) -> None:
    scheme = make.scheme()
    found, _, _ = selected_young(scheme)
    browser.sign_in(basic.user(of=scheme.yos.agency))
    assert found.person.reference not in browser.visit("selection.list_markers")
    browser.sign_in(scheme.yos)
    assert found.person.reference in browser.visit("selection.list_markers")
