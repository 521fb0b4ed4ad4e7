"""A young person goes over to probation, on a phone and without scripts."""

import re

from playwright.sync_api import expect

from tests.journeys.visitor import PHONE, Reception


def test_probation_hands_back_and_the_youth_service_reads_why(reception: Reception) -> None:
    probation = reception.let_in(PHONE).sign_in("probation")
    page = probation.page
    page.get_by_role("link", name=re.compile("^Take over ")).first.click()
    expect(probation.heading).to_have_text("Take over from the youth offending service")
    expect(page.get_by_role("heading", name="What goes over")).to_be_visible()
    probation.check("transition-answer")
    reference = page.locator("h1 + *").first.inner_text().strip()
    probation.press("Hand back")
    expect(page.get_by_role("alert")).to_contain_text("Say why you hand it back")
    page.get_by_label("What you say to the youth offending service").fill("Meet us first.")
    probation.press("Hand back")
    expect(probation.notice).to_contain_text("Handed back")

    yos = reception.let_in(java_script_enabled=False).sign_in("lead-yos")
    yos.open(f"/people/{reference}/transition")
    expect(yos.page.get_by_text("The last one said: Meet us first.")).to_be_visible()
    yos.press("Begin the review")
    yos.press("Write the review")
    plan = yos.page.get_by_label("The plan and its objectives", exact=True)
    expect(plan).to_have_value(re.compile("The plan in force"))
    yos.press("Save the review")
    expect(yos.notice).to_contain_text("Nothing goes to probation before it is proposed.")
