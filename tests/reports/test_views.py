"""The pages: who may, what they see, and that no name ever leaves."""

import json
from datetime import date

import pytest

from popo.access.permissions import Role
from popo.cases.models import CaseEnd
from popo.cases.services import close_case
from popo.db import db, settle
from popo.drafts.services import Typed, save_draft
from popo.reports.models import MonthlyUpdate, UpdateStatus
from popo.reports.services import prepare_update
from tests import make
from tests.leaks import day_written
from tests.pages import Browser
from tests.reports.town import APRIL, CANARY, MARCH, Town, tasking_user


@pytest.fixture
def tasking(browser: Browser, town: Town) -> Browser:
    del town
    return browser.sign_in(tasking_user())


def words(update: MonthlyUpdate, **changes: str) -> dict[str, str]:
    return {
        "version": str(update.version),
        "opened": json.dumps({field: [text] for field, text in update.narrative.items()}),
        **update.narrative,
        **changes,
    }


def test_prepare_update_to_published_through_the_pages(browser: Browser, town: Town) -> None:
    town.import_crime()
    browser.sign_in(town.chair_user)
    assert "No month has been prepared yet" in browser.visit("reports.list_updates")
    assert "April 2024" in browser.visit("reports.prepare_update")
    browser.send("reports.prepare_update", {"month": "2024-04"})
    update = db.session.query(MonthlyUpdate).one()
    page = browser.visit("reports.edit_update", update_id=update.id)
    assert "It adds up." in page
    changes = words(update, headlines="Calm month.\nTwo moved to Green.")
    browser.send("reports.edit_update", changes, update_id=update.id)
    browser.send("reports.sign_off_update", update_id=update.id)
    assert "never changes from then on" in browser.visit(
        "reports.publish_update", update_id=update.id
    )
    browser.send("reports.publish_update", update_id=update.id)
    assert db.session.get_one(MonthlyUpdate, update.id).status is UpdateStatus.PUBLISHED
    shown = browser.visit("reports.show_update", update_id=update.id)
    assert "Calm month." in shown
    assert "Adds up: 9 + 0 + 0" in shown
    assert "crimes of the strategy's kinds were recorded in Luton in April 2024" in shown
    assert "It holds." in browser.visit("reports.verify_update", update_id=update.id)


def test_edit_update_shows_words_that_name_somebody_again(browser: Browser, town: Town) -> None:
    update = prepare_update(town.coordinator, APRIL)
    settle()
    browser.sign_in(town.coordinator_user)
    changes = words(update, risks=f"{CANARY} is due out.")
    page = browser.send("reports.edit_update", changes, expect=422, update_id=update.id)
    assert "This seems to name somebody on a list" in page
    assert page.html.count(CANARY) == 1, "only in the field that was typed into"


def test_edit_update_that_is_stale_shows_both(browser: Browser, town: Town) -> None:
    update = prepare_update(town.coordinator, APRIL)
    settle()
    browser.sign_in(town.coordinator_user)
    opened = words(update)
    browser.send("reports.edit_update", {**opened, "risks": "Beds."}, update_id=update.id)
    late = {**opened, "risks": "Staff."}
    page = browser.send("reports.edit_update", late, expect=409, update_id=update.id)
    assert "Beds." in page
    assert "Staff." in page


def test_edit_update_says_why_it_cannot_be_published(browser: Browser, town: Town) -> None:
    town.canary.deceased_on = date(2024, 4, 9)
    update = prepare_update(town.chair, APRIL)
    settle()
    browser.sign_in(town.chair_user)
    page = browser.visit("reports.edit_update", update_id=update.id)
    assert "It does not add up, so it cannot be published." in page
    assert "Sign off" not in page
    refused = browser.send("reports.sign_off_update", expect=422, update_id=update.id)
    assert "1 person who has died is still on the adults' list" in refused


def test_a_tasking_member_sees_published_updates_only(tasking: Browser, town: Town) -> None:
    draft = prepare_update(town.chair, APRIL)
    settle()
    assert "No update has been published yet." in tasking.visit("reports.list_updates")
    tasking.visit("reports.show_update", expect=404, update_id=draft.id)
    tasking.visit("reports.download_update", expect=404, update_id=draft.id, form="json")
    published = town.published()
    settle()
    assert "April 2024" in tasking.visit("reports.list_updates")
    page = tasking.visit("reports.show_update", update_id=published.id)
    assert "Prevent and Deter" in page
    assert "Restate" not in page


@pytest.mark.parametrize(
    "endpoint", ["edit_update", "publish_update", "verify_update", "restate_update"]
)
def test_a_tasking_member_may_only_read(tasking: Browser, town: Town, endpoint: str) -> None:
    update = town.published()
    settle()
    tasking.visit(f"reports.{endpoint}", expect=403, update_id=update.id)


@pytest.mark.parametrize("role", [Role.PRACTITIONER, Role.AGENCY_CONTACT, Role.ADMINISTRATOR])
@pytest.mark.usefixtures("work")
def test_others_have_no_update_to_read_or_prepare(browser: Browser, role: Role) -> None:
    browser.sign_in(make.user(role))
    browser.visit("reports.list_updates", expect=403)
    browser.visit("reports.prepare_update", expect=403)
    browser.send("reports.prepare_update", {"month": "2024-04"}, expect=403)


def test_no_output_holds_a_name_a_reference_or_a_key(tasking: Browser, town: Town) -> None:
    update = town.published()
    settle()
    pages = [tasking.visit("reports.show_update", update_id=update.id).response.data]
    pages += [
        tasking.visit("reports.download_update", update_id=update.id, form=form).response.data
        for form in ("html", "csv", "json")
    ]
    secret = [CANARY, "Example0", "Childish", *day_written(date(1983, 5, 3)), town.canary.reference]
    secret += [key for keys in update.members.values() for key in keys]
    for page in pages:
        for word in secret:
            assert word.encode().lower() not in page.lower(), word


def test_download_update_marks_the_file_and_leaves_a_trail(tasking: Browser, town: Town) -> None:
    update = town.published()
    settle()
    answer = tasking.visit("reports.download_update", update_id=update.id, form="json").response
    name = "popo-update-2024-04-v1.OFFICIAL.json"
    assert answer.headers["Content-Disposition"] == f"attachment; filename={name}"
    assert json.loads(answer.data)["marking"] == "OFFICIAL"
    tasking.visit("reports.download_update", expect=404, update_id=update.id, form="exe")


def test_restate_update_through_the_pages_leaves_the_old_version_to_read(
    browser: Browser, town: Town
) -> None:
    first = town.published()
    settle()
    browser.sign_in(town.chair_user)
    refused = browser.send("reports.restate_update", {}, expect=422, update_id=first.id)
    assert "Say why the month is restated." in refused
    browser.send("reports.restate_update", {"reason": "A late return."}, update_id=first.id)
    second = db.session.query(MonthlyUpdate).filter_by(number=2).one()
    browser.send("reports.sign_off_update", update_id=second.id)
    browser.send("reports.publish_update", update_id=second.id)
    assert "Read version 2" in browser.visit("reports.show_update", update_id=first.id)
    assert "Restated: A late return." in browser.visit("reports.show_update", update_id=second.id)
    assert "Restated since" in browser.visit("reports.list_updates")


def test_show_update_compares_with_the_month_before(tasking: Browser, town: Town) -> None:
    town.published(MARCH)
    close_case(town.chair, town.first_case, CaseEnd.MOVED, date(2024, 4, 20))
    april = town.published()
    settle()
    page = tasking.visit("reports.show_update", update_id=april.id)
    assert "8 adults are on the list, one fewer than in March 2024." in page
    assert "starts from the 9 published for March 2024." in page
    assert "Adults Mar 2024" in page
    assert "The month before" in page


def test_edit_update_goes_on_where_its_writer_stopped(browser: Browser, town: Town) -> None:
    update = prepare_update(town.coordinator, APRIL)
    settle()
    fields = {name: [value] for name, value in words(update, risks="Half a sent").items()}
    save_draft(town.coordinator, Typed("reports.edit_update", str(update.id), "0" * 32, fields))
    browser.sign_in(town.coordinator_user)
    assert "Half a sent" in browser.visit("reports.edit_update", update_id=update.id)
    sent = words(update, risks="Half a sentence.", idempotency="0" * 32)
    browser.send("reports.edit_update", sent, update_id=update.id)
    browser.send("reports.edit_update", sent, update_id=update.id)
    assert db.session.get_one(MonthlyUpdate, update.id).narrative["risks"] == "Half a sentence."
