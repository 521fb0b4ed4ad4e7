"""What an inspection would try: each is refused over HTTP, and changes nothing."""

import re
from collections.abc import Callable
from functools import cache

import pytest
from playwright.sync_api import APIResponse, expect

from tests.journeys.criteria_steps import CriteriaSteps
from tests.journeys.leaving_steps import LeavingSteps
from tests.journeys.nomination_steps import NominationSteps
from tests.journeys.scoring_steps import ScoringSteps
from tests.journeys.serving import Served
from tests.journeys.steps import choose, colleagues
from tests.journeys.visitor import Reception, Visitor

_WHY_NOW = "Sleeps behind the market and takes from the stalls."


@pytest.fixture(scope="module")
def colleague(own_reception: Reception) -> Callable[[str], Visitor]:
    return colleagues(own_reception)


def test_a_nomination_not_sent_is_its_authors_alone(colleague: Callable[[str], Visitor]) -> None:
    steps, prepared = _prepared(colleague, "Ferdinand", "Marmalade")
    links = colleague("probation").page.get_by_role("main").get_by_role("list").get_by_role("link")
    parts = [str(link.get_attribute("href")) for link in links.all()]
    assert len([part for part in parts if "/parts/" in part]) == 6
    for name in ("lead-probation", "lead-police", "coordinator", "chair"):
        other = colleague(name)
        assert steps.reference not in _read(other, "/nominations")
        for address in (prepared, f"{prepared}/send", *parts):
            assert _status(other, address) == 404
        assert _send(other, f"{prepared}/discard").status == 404
    for name in ("lead-probation", "coordinator"):
        page = _read(colleague(name), f"/people/{steps.reference}/selection")
        assert "Nobody has nominated this person" in page
    assert _WHY_NOW in _read(colleague("probation"), f"{prepared}/send")


def test_nobody_signs_an_override_of_their_own(colleague: Callable[[str], Visitor]) -> None:
    police = colleague("police")
    nomination = _frozen_without_override(police)
    police.open(nomination)
    stood = police.page.get_by_role("heading", name=re.compile(r"\d of 100")).first.inner_text()
    ScoringSteps(colleague).propose_override("police", nomination, scorer="", points=8)
    expect(police.page.get_by_role("link", name=re.compile("^Sign "))).to_have_count(0)
    withdraw = police.page.get_by_role("link", name=re.compile("^Withdraw ")).get_attribute("href")
    sign = str(withdraw).replace("/withdraw", "/sign")
    for name, refusal in (
        ("police", "You proposed this: somebody of another agency signs it."),
        ("lead-police", "Your agency proposed this: somebody of another agency signs it."),
    ):
        signing = colleague(name)
        signing.open(sign)
        signing.press("Sign it")
        expect(signing.page.get_by_role("alert")).to_contain_text(refusal)
    police.open(nomination)
    expect(police.page.get_by_text("Not counted until signed")).to_be_visible()
    expect(police.page.get_by_role("heading", name=stood)).to_be_visible()


def test_adopted_criteria_do_not_change_by_a_byte(
    colleague: Callable[[str], Visitor], own_reception: Reception
) -> None:
    criteria = CriteriaSteps(colleague)
    criteria.go_on_with_the_draft()
    criteria.answer_comments("Thank you.")
    criteria.answer_for_fairness()
    stale = own_reception.let_in().sign_in("coordinator")
    stale.open(f"{criteria.address}/factor?factor=volume")
    criteria.adopt("20:00")
    coordinator = colleague("coordinator")
    adopted = coordinator.page.request.get(f"{criteria.address}/file").body()

    stale.page.get_by_label("Level 2, points").fill("20")
    stale.press("Save the factor")
    expect(stale.page.get_by_text("they never change. Draft a new version.")).to_be_visible()
    for part in ("heading", "bands", "factor?factor=volume", "factors/add"):
        address = f"{criteria.address}/{part}"
        assert _status(coordinator, address) == 422
        assert _send(coordinator, address, version="1", title="Easier").status == 422
    moved = _send(coordinator, f"{criteria.address}/factor/move", factor="volume", way="down")
    removed = _send(coordinator, f"{criteria.address}/factor/remove?factor=volume", version="1")
    assert moved.status == removed.status == 422
    assert coordinator.page.request.get(f"{criteria.address}/file").body() == adopted


def test_one_agency_alone_de_selects_nobody(colleague: Callable[[str], Visitor]) -> None:
    steps = LeavingSteps(colleague)
    first, second = _without_proposal(colleague("police"))[:2]
    _propose(colleague("police"), first)
    steps.proposal = colleague("police").page.url
    steps.answer("lead-police", "Agrees", "We agree with ourselves.")
    for name in ("coordinator", "chair"):
        assert "At least two agencies must agree." in _confirming(colleague(name), steps.proposal)

    _propose(colleague("coordinator"), second)
    own = colleague("coordinator").page.url
    expect(colleague("coordinator").page.get_by_role("button", name="Confirm")).to_have_count(0)
    assert "cannot confirm it" in _confirming(colleague("coordinator"), own)
    for reference in (first, second):
        page = _read(colleague("coordinator"), f"/people/{reference}/selection")
        assert "De-selection is proposed." in page


def test_whoever_scores_reads_no_fairness_and_the_other_way_round(
    colleague: Callable[[str], Visitor],
) -> None:
    coordinator = colleague("coordinator")
    coordinator.open("/criteria")
    coordinator.page.get_by_role("table").get_by_role("link").first.click()
    criteria = coordinator.page.url
    for name in ("police", "probation", "lead-police"):
        scorer = colleague(name)
        scorer.open(criteria)
        expect(scorer.page.get_by_role("link", name=re.compile("fairness"))).to_have_count(0)
        for address in (
            "/fairness",
            f"{criteria}/fairness",
            f"{criteria}/fairness/answer",
            f"{criteria}/impact-assessment",
            f"{criteria}/impact-assessment/pdf",
        ):
            assert _status(scorer, address) == 403
        assert _send(scorer, f"{criteria}/fairness/open").status == 403

    coordinator.open("/nominations")
    waiting = coordinator.page.get_by_role("table", name="Nominations that wait, the longest first")
    waiting.get_by_role("link").first.click()
    nomination = coordinator.page.url
    for name in ("coordinator", "chair"):
        reader = colleague(name)
        reader.open(nomination)
        expect(reader.page.get_by_text("Score it")).to_have_count(0)
        assert _status(reader, f"{nomination}/score") == 403
        assert _send(reader, f"{nomination}/score").status == 403


def test_a_declined_nominee_is_found_nowhere_once_the_day_has_passed(
    colleague: Callable[[str], Visitor], own_town: Served
) -> None:
    steps, _ = _prepared(colleague, "Zebedee", "Thistlewick")
    steps.send()
    steps.refuse()
    assert "Thistlewick, Zebedee" in _found(colleague("coordinator"), "Thistlewick")
    own_town.let_pass(29)
    own_town.work_through_the_night()
    person = f"/people/{steps.reference}"
    for name in ("probation", "coordinator", "lead-police"):
        assert steps.reference not in _read(colleague(name), "/nominations")
        for words in ("Thistlewick", "Zebedee", steps.reference):
            assert "Thistlewick, Zebedee" not in _found(colleague(name), words)
        for address in (
            "/home",
            "/nominations",
            person,
            f"{person}/selection",
            f"{person}/history",
            steps.nomination,
        ):
            _check_silence(colleague(name), address)
    assert "This record was destroyed." in _read(colleague("probation"), f"{person}/selection")
    refused = _send(colleague("probation"), f"{person}/nominate", strand="catch_and_convict")
    assert refused.status == 422
    _check_silence(colleague("coordinator"), "/candidates")
    _check_silence(colleague("coordinator"), "/candidates?on=1+May+2024")
    _check_silence(colleague("governance"), f"/trail?reference={steps.reference}")
    governance = colleague("governance")
    governance.open("/nominations/destroyed")
    row = governance.page.get_by_role("row").filter(has_text=steps.reference)
    expect(row).to_contain_text("Holds")


def _prepared(
    colleague: Callable[[str], Visitor], given: str, family: str
) -> tuple[NominationSteps, str]:
    """Somebody new, and the address of a nomination of them that is not sent."""
    steps = NominationSteps(colleague)
    steps.add_person(given, family)
    steps.record_charge(days_ago=12)
    return steps, steps.prepare(_WHY_NOW)


def _frozen_without_override(police: Visitor) -> str:
    """The address of a nomination that somebody has scored."""
    police.open("/nominations")
    waiting = police.page.get_by_role("table", name="Nominations that wait, the longest first")
    rows = waiting.get_by_role("row").filter(has_text="Awaiting panel")
    links = [str(link.get_attribute("href")) for link in rows.get_by_role("link").all()]
    return next(link for link in links if "Not counted until" not in _read(police, link))


def _without_proposal(police: Visitor) -> list[str]:
    """Those assigned to the police whose leaving nobody has proposed."""
    police.open("/home")
    mine = police.page.get_by_role("table", name="The people assigned to you").inner_text()
    found = []
    for reference in dict.fromkeys(re.findall(r"LUT-\d+", mine)):
        police.open(f"/people/{reference}/selection")
        if police.page.get_by_role("button", name="Propose de-selection").count():
            found.append(reference)
        if len(found) == 2:
            break
    return found


def _propose(colleague: Visitor, reference: str) -> None:
    colleague.open(f"/people/{reference}/de-selection/propose")
    choose(colleague.page, "Stopped offending")
    colleague.page.get_by_label("What shows it").fill("Nothing has come in.")
    colleague.press("Propose it")
    expect(colleague.notice).to_contain_text("is proposed")


def _confirming(colleague: Visitor, proposal: str) -> str:
    """What is said to somebody who tries."""
    colleague.open(f"{proposal}/confirm")
    page = colleague.page
    page.get_by_label("Who owns the exit plan").select_option("Ola Invented, Probation")
    page.get_by_label("What goes on until then").fill("Nothing.")
    page.get_by_label("When the exit plan ends").fill("+90")
    colleague.press("Confirm de-selection")
    return page.get_by_role("alert").inner_text()


def _found(colleague: Visitor, words: str) -> str:
    """What the box to find a person by answers."""
    answer = _send(colleague, "/people/find", words=words)
    assert answer.status == 200
    return answer.text()


def _check_silence(colleague: Visitor, address: str) -> None:
    """Whatever it answers, nothing of the person who was destroyed stands in it."""
    said = _read(colleague, address)
    for words in ("Thistlewick", "Zebedee", _WHY_NOW):
        assert words not in said, address


def _read(colleague: Visitor, address: str) -> str:
    return colleague.page.request.get(address).text()


def _status(colleague: Visitor, address: str) -> int:
    return colleague.page.request.get(address).status


def _send(colleague: Visitor, address: str, **fields: str) -> APIResponse:
    """Without the form, but with the token that any page of theirs gives."""
    form: dict[str, str | float | bool] = {"csrf_token": _token(colleague), **fields}
    return colleague.page.request.post(address, form=form)


@cache
def _token(colleague: Visitor) -> str:
    found = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', _read(colleague, "/account"))
    assert found is not None
    return found[1]
