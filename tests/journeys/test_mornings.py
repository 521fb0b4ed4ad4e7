"""Mornings of those who work with people, and the walls between them."""

import pytest
from playwright.sync_api import expect

from tests.journeys.steps import COUNT_TAPS, KEPT, taps
from tests.journeys.visitor import PHONE, Reception, Visitor


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_lead_at_half_past_eight_hands_cases_over_and_takes_it_back(
    reception: Reception, *, scripts: bool
) -> None:
    lead = reception.let_in(java_script_enabled=scripts).sign_in("lead-police")
    page = lead.page
    page.get_by_role("link", name="Catch and Convict", exact=True).first.click()
    if scripts:
        lead.check_both("caseload")
    load = page.get_by_role("table", name="Cases of this strand by worker, the heaviest load first")
    row = load.get_by_role("row").filter(has_text="Probation").first
    row.get_by_role("link", name="Hand over").click()
    expect(lead.heading).to_contain_text("Hand over the cases of")
    first = page.get_by_role("checkbox").first
    first.check()
    reference = str(first.evaluate("box => box.labels[0].textContent")).split(",")[2].split(":")[0]
    note = page.get_by_label(f"What the next worker has to know of {reference.strip()}").first
    note.fill("Rings his sister first.")
    if scripts:
        lead.check_both("hand-over")
    options = page.get_by_label("Hand over to").locator("option", has_text="Probation")
    page.get_by_label("Hand over to").select_option(options.first.get_attribute("value"))
    lead.press("See what will happen")
    expect(lead.heading).to_have_text("What handing over will do")
    expect(page.get_by_text("Rings his sister first.")).to_be_visible()
    if scripts:
        lead.check_both("hand-over-preview")
    lead.press("Change something")
    expect(note).to_have_value("Rings his sister first.")
    lead.press("See what will happen")
    lead.press("Hand over")
    expect(lead.notice.first).to_contain_text(reference.strip())
    lead.notice.get_by_role("button", name="Undo").click()
    expect(lead.notice.first).to_contain_text("Handed back")


def test_an_officer_asks_a_colleague_in_the_note_on_a_phone(on_phone: Visitor) -> None:
    on_phone.sign_in("police").open_one_of_mine(3)
    page = on_phone.page
    on_phone.press("Log contact")
    page.get_by_label("What happened").fill("Calm, and sober. @probation by fri ring his mother")
    asked = page.locator("[data-mentions-url]")
    expect(asked).to_contain_text("An action will be offered to", timeout=5_000)
    expect(asked).to_contain_text("ring his mother")
    on_phone.check("log-contact-asking")
    page.get_by_role("radio", name=KEPT).check()
    on_phone.save()
    expect(on_phone.notice.filter(has_text="Asked to do something")).to_be_visible()


def test_an_officer_looks_through_the_record_and_pins(visitor: Visitor) -> None:
    visitor.sign_in("police").open_one_of_mine(4)
    page = visitor.page
    visitor.follow("Timeline")
    expect(visitor.heading).to_have_text("Timeline")
    visitor.check_both("timeline")
    page.get_by_label("Words to look for").fill("visit")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Found")).to_be_visible()
    assert "visit" not in page.url
    visitor.follow("Show everything")
    page.get_by_role("link", name="Pin", exact=False).first.click()
    page.get_by_label("Why").fill("Read this first")
    visitor.press("Pin it")
    expect(page.get_by_text("Read this first")).to_be_visible()
    visitor.press("Take off")
    expect(page.get_by_text("Read this first")).to_be_hidden()


def test_a_worker_says_who_acts_by_keyboard_alone(reception: Reception) -> None:
    visitor = reception.let_in(PHONE).sign_in("probation-2")
    page = visitor.page
    visitor.open("/cover/add")
    page.get_by_label("Who acts for them").focus()
    page.keyboard.type("Finn")
    page.keyboard.press("Tab")
    page.keyboard.press("Control+A")
    page.keyboard.type("today")
    page.keyboard.press("Tab")
    page.keyboard.type("+4")
    page.keyboard.press("Tab")
    page.keyboard.type("A course")
    page.keyboard.press("Enter")
    expect(visitor.heading).to_have_text("Who acts for whom")
    expect(page.get_by_text("A course")).to_be_visible()
    visitor.check("who-acts")
    visitor.press("End now")
    expect(visitor.notice).to_contain_text("They act no longer.")


def test_walls_stand_between_a_child_and_a_drug_worker_and_gists_and_the_yos(
    reception: Reception,
) -> None:
    yos = reception.let_in().sign_in("yos")
    reference = yos.open_one_of_mine(0)
    yos.check_both("case-file-young")
    assert "offender" not in yos.page.locator("main").inner_text().casefold()
    drugs = reception.let_in().sign_in("drugs")
    for path in ("", "/timeline", "/contacts", "/plan", "/circumstances", "/stop"):
        answer = drugs.page.goto(f"/people/{reference}{path}")
        assert answer is not None
        assert answer.status == 404, path
    yos.follow("Timeline")
    expect(yos.page.get_by_text("Intelligence", exact=True)).to_have_count(0)


def test_an_outcome_owed_is_closed_from_a_phone_in_two_taps(on_phone: Visitor) -> None:
    on_phone.page.add_init_script(COUNT_TAPS)
    on_phone.sign_in("probation")
    page = on_phone.page
    on_phone.open("/contacts/owed")
    before = taps(page)
    kept = page.get_by_role("button", name="Kept", exact=True)
    waiting = kept.count()
    assert waiting, "the town owes outcomes"
    kept.first.click()
    expect(on_phone.notice).to_contain_text("Kept")
    assert 0 < taps(page) - before <= 2
    on_phone.open("/contacts/owed")
    expect(page.get_by_role("button", name="Kept", exact=True)).to_have_count(waiting - 1)
    on_phone.check("owed-outcomes")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_youth_worker_begins_with_the_caseload_and_a_contact(
    reception: Reception, *, scripts: bool
) -> None:
    yos = reception.let_in(PHONE, java_script_enabled=scripts).sign_in("yos")
    page = yos.page
    yos.open("/strands/prevent-and-deter")
    expect(yos.heading).to_have_text("Prevent and Deter")
    words = page.locator("main").inner_text().casefold()
    assert not [word for word in ("offender", "prolific", "popo") if word in words]
    yos.open("/home")
    reference = yos.open_one_of_mine(1)
    yos.press("Log contact")
    said = f"Met at school with the head of year, {scripts}."
    page.get_by_label("What happened").fill(said)
    page.get_by_role("radio", name=KEPT).check()
    yos.save()
    expect(page.get_by_text(said)).to_be_visible()
    yos.open(f"/people/{reference}/plan")
    if scripts:
        yos.check("plan-young")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_drug_worker_says_how_treatment_stands_and_housing_does_not_read_it(
    reception: Reception, *, scripts: bool
) -> None:
    drugs = reception.let_in(java_script_enabled=scripts).sign_in("drugs")
    page = drugs.page
    reference = drugs.open_one_of_mine(0)
    drugs.open(f"/people/{reference}/resettlement/treatment")
    said = f"Script collected every day this week, {scripts}."
    page.get_by_role("radio").first.check()
    page.get_by_label("Since").fill("today")
    page.get_by_label("How it is known").fill("Seen at the clinic")
    page.get_by_label("What else matters").fill(said)
    drugs.press("Record it")
    expect(page.get_by_text(said)).to_be_visible()
    if scripts:
        drugs.check_both("treatment")
    housing = reception.let_in().sign_in("housing")
    for path in ("/resettlement", "/timeline", "/history", "/side-by-side"):
        housing.page.goto(f"/people/{reference}{path}")
        expect(housing.page.get_by_text(said)).to_have_count(0)
