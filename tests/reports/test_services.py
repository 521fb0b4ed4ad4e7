"""Preparing, publishing, verifying and restating, on both databases."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy import update as update_rows
from sqlalchemy.exc import DatabaseError

from popo import clock
from popo.access.actor import SCHEME
from popo.access.permissions import Role
from popo.audit.services import waiting
from popo.cases.models import CaseEnd
from popo.cases.services import close_case
from popo.contacts.models import Outcome
from popo.db import db, settle
from popo.errors import RuleBroken, StaleVersion
from popo.keys.models import DataKey
from popo.people.models import Person, Sex
from popo.reports.disclosure import HIDDEN
from popo.reports.models import UpdateStatus
from popo.reports.narrative import Narrative
from popo.reports.services import (
    check_names_nobody,
    checks_of,
    edit_update,
    prepare_update,
    publish_update,
    restate_update,
    sign_off_update,
    verify_update,
)
from tests import make
from tests.reports.town import APRIL, CANARY, MARCH, Town


def test_prepare_update_freezes_what_was_counted(town: Town) -> None:
    town.import_crime()
    update = prepare_update(town.coordinator, APRIL)
    figures = update.figures["figures"]
    assert update.status is UpdateStatus.DRAFT
    assert figures["cohort/adults/opening"] == figures["cohort/adults/closing"] == 9
    assert figures["cohort/prevent_and_deter/closing"] == 3
    assert figures["contacts/all/kept"] == 1
    assert figures["contacts/adults/none_kept"] == 8
    assert figures["lights/adults/movement/amber/amber"] == 9
    assert figures["who/adults/sex/female"] == figures["who/adults/sex/male"] == HIDDEN
    assert figures["who/prevent_and_deter/sex/male"] == HIDDEN
    assert len(update.members["who/adults/sex/female"]) == 1
    assert update.figures["crime"]["luton"]["comparators"]["month"] > 0
    assert update.figures["adds_up"][0].startswith("9 + 0 + 0 + 0 ")
    assert update.figures["adds_up"][0].endswith(" = 9.")


def test_prepare_update_again_counts_again_and_keeps_the_words(town: Town) -> None:
    update = prepare_update(town.coordinator, APRIL)
    settle()
    edit_update(town.coordinator, update, Narrative(headlines="Calm month."), update.version)
    town.add(family="Later")
    again = prepare_update(town.coordinator, APRIL)
    assert again is update
    assert again.narrative["headlines"] == "Calm month."
    assert again.figures["figures"]["cohort/adults/closing"] == 10


@pytest.mark.usefixtures("work")
def test_prepare_update_is_for_coordinator_and_chair() -> None:
    with pytest.raises(RuleBroken, match="Your role may not prepare"):
        prepare_update(make.actor(), APRIL)


def test_prepare_update_refuses_a_month_that_has_not_begun(town: Town) -> None:
    with pytest.raises(RuleBroken, match="May 2024 has not begun"):
        prepare_update(town.coordinator, date(2024, 5, 1))


def test_publish_update_wants_the_chair_to_have_signed_it_off(town: Town) -> None:
    update = prepare_update(town.chair, APRIL)
    with pytest.raises(RuleBroken, match="signs the update off"):
        publish_update(town.chair, update)
    with pytest.raises(RuleBroken, match="may not sign off"):
        sign_off_update(town.coordinator, update)


def test_a_change_of_the_words_takes_the_signature_away(town: Town) -> None:
    update = prepare_update(town.chair, APRIL)
    sign_off_update(town.chair, update)
    settle()
    edit_update(town.coordinator, update, Narrative(risks="Beds."), update.version)
    assert update.status is UpdateStatus.DRAFT
    assert update.signed_off_by_id is None


def test_edit_update_overwrites_nobody(town: Town) -> None:
    update = prepare_update(town.chair, APRIL)
    settle()
    with pytest.raises(StaleVersion):
        edit_update(town.coordinator, update, Narrative(), update.version - 1)


def test_publish_update_refuses_what_does_not_add_up(town: Town) -> None:
    update = prepare_update(town.chair, APRIL)
    update.members = {**update.members, "cohort/adults/selected": [town.canary.id.hex]}
    with pytest.raises(RuleBroken, match=r"do not add up.*opens with 9; 1 came and 0 went"):
        sign_off_update(town.chair, update)


def test_publish_update_refuses_somebody_dead_on_the_list(town: Town) -> None:
    town.canary.deceased_on = date(2024, 4, 9)
    update = prepare_update(town.chair, APRIL)
    assert update.figures["adds_up"] == []
    with pytest.raises(RuleBroken, match="1 person who has died"):
        sign_off_update(town.chair, update)


def test_publish_update_refuses_a_month_that_is_not_over(town: Town) -> None:
    clock.shift(clock.at(date(2024, 4, 12), 12) - clock.real_now())
    update = prepare_update(town.chair, APRIL)
    assert update.figures["as_at"] == "2024-04-12"
    with pytest.raises(RuleBroken, match="Count it again on or after 30 April 2024"):
        sign_off_update(town.chair, update)


def test_a_month_starts_from_what_the_month_before_was_published_with(town: Town) -> None:
    march = town.published(MARCH)
    _, backdated = town.add(family="Backdated")
    update = prepare_update(town.chair, APRIL)
    failed = [check.words for check in checks_of(update) if not check.holds]
    assert len(failed) == 1
    assert "opens with 10, but March 2024 was published with 9 at its end" in failed[0]
    restated = restate_update(town.chair, MARCH, "A case was entered late.")
    sign_off_update(town.chair, restated)
    publish_update(town.chair, restated)
    with pytest.raises(RuleBroken):
        sign_off_update(town.chair, update)
    update = prepare_update(town.chair, APRIL)
    sign_off_update(town.chair, update)
    assert update.figures["before"]["number"] == 2
    assert update.figures["adds_up"][0].endswith("starts from the 10 published for March 2024.")
    assert march.figures["figures"]["cohort/adults/closing"] == 9
    assert backdated.closed_on is None


def test_verify_update_holds_while_nothing_changed(town: Town) -> None:
    update = town.published()
    settle()
    db.session.expire_all()
    assert verify_update(town.coordinator, update).holds


def test_verify_update_finds_a_contact_changed_after_freezing(town: Town) -> None:
    update = town.published()
    town.contact.outcome = Outcome.MISSED_NOT_ACCEPTABLE
    settle()
    found = verify_update(town.coordinator, update)
    assert found.intact
    lines = {each.line: (each.frozen, each.now) for each in found.differences}
    assert lines["contacts/all/kept"] == (1, 0)
    assert lines["contacts/all/missed_not_acceptable"] == (0, 1)
    assert lines["contacts/adults/none_kept"] == (8, 9)


def test_verify_update_finds_one_record_in_place_of_another(town: Town) -> None:
    """The figures are equal, and hidden besides: what they counted is not."""
    update = town.published()
    woman = next(iter(update.members["who/adults/sex/female"]))
    db.session.get_one(Person, UUID(woman)).sex = Sex.MALE
    town.canary.sex = Sex.FEMALE
    found = {each.line: each for each in verify_update(town.coordinator, update).differences}
    assert found.keys() == {"who/adults/sex/male", "who/adults/sex/female"}
    assert found["who/adults/sex/female"].frozen == found["who/adults/sex/female"].now == HIDDEN
    assert found["who/adults/sex/female"].records_gone == 1
    assert found["who/adults/sex/female"].records_new == 1


def test_verify_update_finds_a_case_dated_back(town: Town) -> None:
    update = town.published()
    close_case(town.chair, town.first_case, CaseEnd.MOVED, date(2024, 4, 30))
    settle()
    found = {each.line for each in verify_update(town.coordinator, update).differences}
    assert {"cohort/adults/closing", "cohort/adults/transferred_out"} <= found


def test_somebody_destroyed_stays_counted(town: Town) -> None:
    update = town.published()
    settle()
    destroyed = {"wrapped": None, "destroyed_at": clock.now()}
    db.session.execute(
        update_rows(DataKey).where(DataKey.subject_id == town.canary.id).values(destroyed)
    )
    settle()
    db.session.expire_all()
    found = {each.line for each in verify_update(town.coordinator, update).differences}
    assert found == {"who/adults/age/35_and_over", "who/adults/age/not_known"}


FIXED = ["digest = 'x'", "number = 9", "status = 'draft', published_at = NULL"]
FIXED += [f"{name} = '{{}}'" for name in ("figures", "members", "narrative")]


@pytest.mark.parametrize("change", FIXED, ids=lambda change: change.split()[0])
def test_a_published_month_never_changes(town: Town, change: str) -> None:
    update = town.published()
    settle()
    statement = f"UPDATE monthly_updates SET {change} WHERE number = {update.number}"  # noqa: S608 - literals
    with pytest.raises(DatabaseError, match="no longer change"), db.session.begin_nested():
        db.session.execute(text(statement))


def test_a_published_month_is_never_deleted(town: Town) -> None:
    town.published()
    settle()
    with pytest.raises(DatabaseError), db.session.begin_nested():
        db.session.execute(text("DELETE FROM monthly_updates"))


def test_a_published_month_is_neither_prepared_nor_edited_again(town: Town) -> None:
    update = town.published()
    with pytest.raises(RuleBroken, match="Restate it"):
        prepare_update(town.coordinator, APRIL)
    with pytest.raises(RuleBroken, match="never changes"):
        edit_update(town.coordinator, update, Narrative(), update.version)


def test_restate_update_makes_a_new_version_and_leaves_the_old(town: Town) -> None:
    update = town.published()
    digest = update.digest
    town.contact.outcome = Outcome.PLANNED
    restated = restate_update(town.coordinator, APRIL, "An outcome was wrong.")
    assert (restated.number, restated.status) == (2, UpdateStatus.DRAFT)
    assert restated.restates_because == "An outcome was wrong."
    assert restated.figures["figures"]["contacts/all/planned"] == 1
    assert (update.digest, update.status) == (digest, UpdateStatus.PUBLISHED)
    with pytest.raises(RuleBroken, match="being prepared already"):
        restate_update(town.coordinator, APRIL, "Again.")


@pytest.mark.parametrize(("month", "reason"), [(APRIL, " "), (MARCH, "Late returns.")])
def test_restate_update_wants_a_reason_and_a_published_month(
    town: Town, month: date, reason: str
) -> None:
    town.published()
    with pytest.raises(RuleBroken):
        restate_update(town.coordinator, month, reason)


@pytest.mark.parametrize(
    "words",
    [
        f"{CANARY} moved to Green.",
        f"a.{CANARY.lower()} moved",
        f"{CANARY.upper()}'s licence ends.",
        "POPO-0042 moved to Green.",
        "Adam Example3 is out.",
    ],
)
def test_words_that_name_somebody_are_refused_without_saying_whom(town: Town, words: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        check_names_nobody(words, "risks")
    assert CANARY.lower() not in refused.value.message.lower()
    assert refused.value.field == "risks"


@pytest.mark.parametrize(
    "words",
    ["", "Two people moved to Green in South. Adam Street is quiet.", "On 30 April 2024, 4 of 9."],
)
def test_words_that_name_nobody_are_taken(town: Town, words: str) -> None:
    town.add(family="Green")
    check_names_nobody(words, "risks")


def test_a_surname_that_is_an_ordinary_word_counts_beside_a_given_name(town: Town) -> None:
    town.add(family="Green")
    with pytest.raises(RuleBroken):
        check_names_nobody("Adam Green was seen.", "risks")


def test_names_of_those_no_longer_on_a_list_are_not_looked_for(town: Town) -> None:
    close_case(town.chair, town.first_case, CaseEnd.MOVED, date(2024, 4, 30))
    settle()
    check_names_nobody(f"{CANARY} is a street.", "risks")


def test_each_verb_leaves_one_event_that_names_nobody(town: Town) -> None:
    settle()
    update = town.published()
    verify_update(town.chair, update)
    events = [pending for pending in waiting(db.session()) if pending.event.label[:6] == "update"]
    assert [pending.event.label for pending in events] == [
        "update.prepared",
        "update.signed_off",
        "update.published",
        "update.verified",
    ]
    assert not any(pending.people for pending in events)
    assert events[-1].details == {"month": "2024-04", "number": 1, "differences": 0}


def test_as_at_is_the_end_of_a_month_that_is_over(town: Town) -> None:
    march = prepare_update(town.chair, MARCH)
    assert march.as_at == clock.at(date(2024, 4, 1))
    assert prepare_update(town.chair, APRIL).as_at <= clock.now() + timedelta(seconds=1)


def test_a_tasking_member_may_prepare_nothing(town: Town) -> None:
    member = make.actor(Role.TASKING_MEMBER, SCHEME)
    update = prepare_update(town.chair, APRIL)
    for attempt in (
        lambda: prepare_update(member, APRIL),
        lambda: edit_update(member, update, Narrative(), update.version),
        lambda: publish_update(member, update),
        lambda: restate_update(member, APRIL, "No."),
    ):
        with pytest.raises(RuleBroken, match="Your role may not"):
            attempt()


def test_the_digest_covers_the_words(town: Town) -> None:
    update = prepare_update(town.chair, APRIL)
    settle()
    update.narrative = {**update.narrative, "risks": "Slipped in."}
    assert not verify_update(town.chair, update).intact
