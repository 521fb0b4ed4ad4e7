"""Each page as somebody uses it."""

from datetime import date
from uuid import uuid4

from popo.access.permissions import Clearance
from popo.accounts.queries import actor_for
from popo.audit.models import AuditEvent
from popo.db import db
from popo.drafts.services import Typed, save_draft
from popo.people.models import MarkerKind, SightLevel
from popo.people.services import add_marker
from popo.plans.models import (
    Need,
    NeedLevel,
    Objective,
    ObjectiveOutcome,
    Pathway,
    Plan,
    PlanStatus,
)
from popo.plans.queries.plans import objectives_of
from popo.plans.services.needs import add_need, edit_need
from popo.plans.services.objectives import add_objective, end_objective
from popo.plans.services.reviews import review_plan
from tests import make
from tests.actions.make_action import show
from tests.pages import Browser
from tests.plans.make_plans import agreed, aims, draft, drug_worker, need, world


def _key() -> dict[str, str]:
    return {"idempotency": uuid4().hex}


def _need_form(**more: str) -> dict[str, str]:
    return {
        **_key(),
        "pathway": "accommodation",
        "level": "significant",
        "evidence": "Sleeps in a car",
        "source": "The outreach team",
        "evidence_on": "-3",
        **more,
    }


def _objective_form(owner: object, **more: str) -> dict[str, str]:
    return {
        **_key(),
        "pathway": "accommodation",
        "own_words": "My own front door",
        "words": "A tenancy",
        "measure": "Keys in hand",
        "target_on": "+60",
        "owner": str(owner),
        **more,
    }


def test_a_plan_from_first_word_to_last(browser: Browser) -> None:
    made = world()
    about = {"reference": made.person.reference}
    browser.sign_in(made.lead)
    assert "No plan yet" in browser.visit("plans.show_plan", **about)
    browser.visit("plans.write_plan", **about)
    goals = {**_key(), "version": "0", "own_goals": "See my daughter", "review_on": "+84"}
    browser.send("plans.write_plan", goals, **about)
    browser.visit("plans.add_objective", pathway="accommodation", **about)
    browser.send("plans.add_objective", _objective_form(made.lead.id), **about)
    page = browser.visit("plans.show_plan", **about)
    assert "See my daughter" in page
    assert "My own front door" in page
    assert "Draft" in page
    plan = db.session.query(Plan).one()
    browser.visit("plans.agree_plan", **about)
    signed = {
        **_key(),
        "version": str(plan.version),
        "shown_on": "today",
        "view": "signed",
        "words": "It is fine",
    }
    browser.send("plans.agree_plan", signed, **about)
    page = browser.visit("plans.show_plan", **about)
    assert "In force" in page
    assert "signed it" in page
    objective = db.session.query(Objective).one()
    browser.visit("plans.end_plan", **about)
    refused = browser.send(
        "plans.end_plan",
        {**_key(), "version": str(plan.version), "words": "Over"},
        expect=422,
        **about,
    )
    assert "every objective its outcome" in refused
    ended = {
        **_key(),
        "version": str(objective.version),
        "outcome": "achieved",
        "what_helped": "The deposit scheme",
    }
    browser.visit("plans.end_objective", objective_id=objective.id)
    browser.send("plans.end_objective", ended, objective_id=objective.id)
    db.session.refresh(plan)
    over = {**_key(), "version": str(plan.version), "words": "He has a flat"}
    browser.send("plans.end_plan", over, **about)
    page = browser.visit("plans.show_plan", **about)
    assert "He has a flat" in page
    assert "The deposit scheme" in page
    assert "Begin another plan" in page


def test_sending_a_form_twice_adds_one_row(browser: Browser) -> None:
    made = world()
    draft(made, objectives=0)
    browser.sign_in(made.lead)
    about = {"reference": made.person.reference}
    form, objective = _need_form(), _objective_form(made.lead.id)
    for _ in range(2):
        browser.send("plans.add_need", form, **about)
        browser.send("plans.add_objective", objective, **about)
    assert (db.session.query(Need).count(), db.session.query(Objective).count()) == (1, 1)


def test_needs_are_added_changed_and_ended(browser: Browser) -> None:
    made = world()
    about = {"reference": made.person.reference}
    browser.sign_in(made.lead)
    page = browser.visit("plans.add_need", pathway="accommodation", **about)
    assert 'value="accommodation" checked' in page.html
    assert "Nobody else will see it" in page
    refused = browser.send("plans.add_need", _need_form(health="y"), expect=422, **about)
    assert "goes under Health, or Drugs and alcohol" in refused
    assert "Say what shows it." in browser.send(
        "plans.add_need", _need_form(evidence=""), expect=422, **about
    )
    browser.send("plans.add_need", _need_form(), **about)
    page = browser.visit("plans.show_plan", **about)
    assert "Sleeps in a car" in page
    assert "Nothing referred" in page
    row = db.session.query(Need).one()
    browser.visit("plans.edit_need", need_id=row.id)
    changed = _need_form(version=str(row.version), level="some", evidence="At his aunt's")
    browser.send("plans.edit_need", changed, need_id=row.id)
    later = db.session.query(Need).filter(Need.ends_on.is_(None)).one()
    browser.visit("plans.end_need", need_id=later.id)
    browser.send(
        "plans.end_need", {"version": str(later.version), "reason": "Housed"}, need_id=later.id
    )
    page = browser.visit("plans.show_plan", **about)
    assert "Ended: Housed" in page


def test_a_stale_need_shows_what_was_read_theirs_and_mine(browser: Browser) -> None:
    made = world()
    row = add_need(made.actor, made.person, Pathway.ACCOMMODATION, need(), health=False)
    db.session.flush()
    read = str(row.version)
    edit_need(made.actor, row, need(NeedLevel.SOME, "At his aunt's"), row.version)
    browser.sign_in(made.colleague)
    mine = _need_form(version=read, evidence="In a tent")
    page = browser.send("plans.edit_need", mine, expect=409, need_id=row.id)
    for words in ("Sleeps in a car", "At his aunt's", "In a tent"):
        assert words in page
    page = browser.send(
        "plans.end_need", {"version": read, "reason": "Housed"}, expect=409, need_id=row.id
    )
    assert "Some need" in page


def test_stale_plans_and_objectives_show_both(browser: Browser) -> None:
    made = world()
    plan = draft(made)
    (row,) = objectives_of(plan, made.actor)
    browser.sign_in(made.lead)
    about = {"reference": made.person.reference}
    old = str(plan.version - 1)
    mine = {**_key(), "version": old, "own_goals": "Work", "review_on": "+84"}
    page = browser.send("plans.write_plan", mine, expect=409, **about)
    assert "To see my daughter again" in page
    assert "Work" in page
    stale = _objective_form(made.lead.id, version=str(row.version - 1), words="A bedsit")
    page = browser.send("plans.edit_objective", stale, expect=409, objective_id=row.id)
    assert "A bedsit" in page
    assert row.words in page
    signed = {**_key(), "version": old, "shown_on": "today", "view": "agreed", "words": "Yes"}
    assert "read it again" in browser.send("plans.agree_plan", signed, expect=409, **about)


def test_a_review_asks_only_what_moved(browser: Browser) -> None:
    made = world()
    plan = agreed(made, objectives=3)
    about = {"reference": made.person.reference}
    browser.sign_in(made.lead)
    assert "Begin the review" in browser.visit("plans.review_plan", **about)
    browser.send("plans.review_plan", {"version": str(plan.version)}, **about)
    later = db.session.query(Plan).filter(Plan.status == PlanStatus.DRAFT).one()
    first, second, _ = objectives_of(later, made.actor)
    assert "3 objectives still to go through" in browser.visit("plans.review_plan", **about)
    browser.send("plans.keep_objective", objective_id=first.id)
    assert "Last time" in browser.visit("plans.edit_objective", objective_id=second.id)
    moved = _objective_form(made.lead.id, version=str(second.version), progress="On the list")
    browser.send("plans.edit_objective", moved, objective_id=second.id)
    page = browser.visit("plans.review_plan", **about)
    assert "<mark>On the list</mark>" in page.html
    assert "1 objective still to go through" in page
    browser.send("plans.keep_others", **about)
    assert "All gone through" in browser.visit("plans.review_plan", **about)
    db.session.refresh(later)
    signed = {
        **_key(),
        "version": str(later.version),
        "shown_on": "today",
        "view": "agreed",
        "words": "",
    }
    browser.send("plans.agree_plan", signed, **about)
    page = browser.visit("plans.show_plan", **about)
    assert "Version 2" in page
    assert "Reviewed" in page
    former = browser.visit("plans.show_version", plan_id=plan.id)
    assert "A tenancy of his own" in former
    browser.sign_in(make.user()).visit("plans.show_version", expect=404, plan_id=plan.id)


def test_withdraw_and_take_out(browser: Browser) -> None:
    made = world()
    plan = draft(made, objectives=2)
    first, _ = objectives_of(plan, made.actor)
    about = {"reference": made.person.reference}
    browser.sign_in(made.lead)
    browser.send("plans.remove_objective", objective_id=first.id)
    assert db.session.query(Objective).count() == 1
    db.session.refresh(plan)
    browser.send("plans.withdraw_plan", {"version": str(plan.version)}, **about)
    assert "Withdrawn" in browser.visit("plans.show_plan", **about)


def test_a_draft_goes_on_where_it_was_begun(browser: Browser) -> None:
    made = world()
    for form in ("plans.add_need", "plans.refer"):
        field = "evidence" if form == "plans.add_need" else "words"
        typed = Typed(form, made.person.reference, uuid4().hex, {field: ["Half a sent"]})
        save_draft(made.actor, typed)
    browser.sign_in(made.lead)
    for form in ("plans.add_need", "plans.refer"):
        assert "Half a sent" in browser.visit(form, reference=made.person.reference).html


def test_actions_and_handing_over(browser: Browser) -> None:
    made = world()
    plan = agreed(made)
    (row,) = objectives_of(plan, made.actor)
    browser.sign_in(made.lead)
    browser.visit("plans.add_objective_action", objective_id=row.id)
    asked = {**_key(), "words": "Ring the hostel", "owner": str(made.colleague.id), "due_on": "+3"}
    browser.send("plans.add_objective_action", asked, objective_id=row.id)
    about = {"reference": made.person.reference}
    assert "Ring the hostel" in browser.visit("plans.show_plan", **about)
    browser.visit("plans.hand_over_objective", objective_id=row.id)
    over = {"version": str(row.version), "owner": str(made.colleague.id)}
    browser.send("plans.hand_over_objective", over, objective_id=row.id)
    assert made.colleague.name in browser.visit("plans.show_plan", **about)
    page = browser.send("plans.hand_over_objective", over, expect=409, objective_id=row.id)
    assert "Somebody else changed this" in page


def test_only_the_agency_of_a_health_record_and_the_cleared_read_it(browser: Browser) -> None:
    made = world()
    plan = draft(made)
    worker = drug_worker()
    show(made.person, worker, made.actor, SightLevel.WORK)
    hidden = add_objective(
        actor_for(worker),
        made.person,
        plan,
        Pathway.DRUGS_AND_ALCOHOL,
        aims(worker, "Methadone every day"),
        health=True,
    )
    row = add_need(
        actor_for(worker),
        made.person,
        Pathway.DRUGS_AND_ALCOHOL,
        need(evidence="Tests positive"),
        health=True,
    )
    db.session.flush()
    about = {"reference": made.person.reference}
    cleared = make.user(of=made.agency, clearances=(Clearance.HEALTH,))
    for reader in (worker, cleared):
        page = browser.sign_in(reader).visit("plans.show_plan", **about)
        assert "Methadone every day" in page
        assert "Tests positive" in page
        assert "Health record" in page
    browser.sign_in(made.lead)
    for name in ("plans.show_plan", "plans.agree_plan", "plans.print_plan"):
        page = browser.visit(name, **about)
        assert "Methadone" not in page
        assert "Tests positive" not in page
    browser.visit("plans.edit_objective", objective_id=hidden.id, expect=404)
    browser.visit("plans.edit_need", need_id=row.id, expect=404)


def test_strangers_find_no_plan_and_readers_change_nothing(browser: Browser) -> None:
    made = world()
    plan = agreed(made)
    (row,) = objectives_of(plan, made.actor)
    stranger, reader = make.user(), make.user()
    show(made.person, reader, made.actor, SightLevel.READ)
    about = {"reference": made.person.reference}
    browser.sign_in(stranger)
    for name in ("show_plan", "add_need", "review_plan", "print_plan", "refer", "end_plan"):
        browser.visit(f"plans.{name}", expect=404, **about)
    browser.visit("plans.end_objective", expect=404, objective_id=row.id)
    browser.sign_in(reader)
    page = browser.visit("plans.show_plan", **about)
    assert "A tenancy of his own" in page
    assert "Give the outcome" not in page
    for name in ("add_need", "write_plan", "review_plan", "agree_plan", "print_plan"):
        browser.visit(f"plans.{name}", expect=404, **about)
    browser.visit("plans.end_objective", expect=404, objective_id=row.id)


def test_the_copy_they_take_away_is_plain_and_on_the_trail(browser: Browser) -> None:
    made = world()
    agreed(made)
    add_marker(
        made.actor,
        made.person,
        MarkerKind.COMMUNICATION,
        "Read it aloud",
        "The teacher",
        date(2024, 6, 1),
    )
    page = browser.sign_in(made.lead).visit("plans.print_plan", reference=made.person.reference)
    for words in ("To see my daughter again", "My own front door", "Keys in hand", "Read it aloud"):
        assert words in page
    assert "Signed by me" in page
    assert "parent" not in page
    assert "plan.printed" in db.session.query(AuditEvent.event).all()[-1][0]


def test_a_childs_copy_has_room_for_a_parent_and_no_label(browser: Browser) -> None:
    made = world()
    made.person.date_of_birth = date(2009, 2, 1)
    draft(made)
    page = browser.sign_in(made.lead).visit("plans.print_plan", reference=made.person.reference)
    assert "parent, carer or another adult" in page
    assert "A draft to talk through" in page
    title = page.html.split("<title>")[1].split("</title>")[0]
    assert "POPO" not in title
    assert made.person.reference not in title


def test_an_outcome_stands_on_the_copy(browser: Browser) -> None:
    made = world()
    plan = agreed(made, objectives=2)
    first, _ = objectives_of(plan, made.actor)
    end_objective(
        made.actor, made.aim(first, plan), ObjectiveOutcome.ACHIEVED, "A deposit", first.version
    )
    review_plan(made.actor, made.case, plan)
    page = browser.sign_in(made.lead).visit("plans.print_plan", reference=made.person.reference)
    assert "A draft to talk through" in page
    assert "A deposit" not in page


def test_pages_without_a_case_or_a_plan_say_so(browser: Browser) -> None:
    user = make.user()
    person = make.person(actor_for(user))
    browser.sign_in(user)
    about = {"reference": person.reference}
    assert "No plan yet" in browser.visit("plans.show_plan", **about)
    for name, words in (
        ("write_plan", "no open case"),
        ("agree_plan", "no open case"),
        ("review_plan", "no open case"),
        ("end_plan", "no plan in force"),
        ("print_plan", "no plan to print"),
    ):
        assert words in browser.visit(f"plans.{name}", expect=422, **about)
