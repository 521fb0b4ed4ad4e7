"""Prompts from the record: who reads which, what they cost, and what may be done about them."""

from datetime import date, timedelta

import pytest

from popo import clock
from popo.access.actor import SCHEME, Actor
from popo.access.permissions import Clearance, Role
from popo.cases.models import Strand
from popo.contacts.models import Contact, ContactType, Outcome
from popo.db import db
from popo.errors import RuleBroken
from popo.keys.models import Compartment
from popo.meetings.models import ItemKind, MeetingBody
from popo.meetings.services import add_meeting
from popo.offending.models import OffenceEvent, OffenceEventKind
from popo.people.about import AssertionKind
from popo.people.models import Address, AddressKind, Person
from popo.selection.models import CriteriaKind, Scoring
from popo.selection.prompts import Rule
from popo.selection.queries.prompts import Prompted, prompted, prompted_cases
from popo.selection.services import put_leaving_on_agenda, put_off_prompt
from popo.whereabouts.models import Confidence, DateKind, KeyDate, Location, Place
from tests import make as basic
from tests.selection import make
from tests.selection.make import TODAY
from tests.selection.make_spells import Spell, YoungSpell
from tests.statements import counted

OPENED = TODAY - timedelta(days=400)


def located(person: Person, by: Actor, place: Place, since: date) -> None:
    db.session.add(
        Location(
            person_id=person.id,
            agency_id=by.agency_id,
            place=place,
            source="Told",
            confidence=Confidence.CONFIRMED,
            verified_on=since,
            starts_on=since,
        )
    )
    db.session.flush()  # read back


def happened(person: Person, by: Actor, kind: OffenceEventKind, on: date) -> None:
    db.session.add(
        OffenceEvent(person_id=person.id, agency_id=by.agency_id, event_kind=kind, happened_on=on)
    )
    db.session.flush()  # read back


def quiet(spell: Spell) -> Spell:
    """At liberty since the case opened, with one old conviction."""
    police = make.actor(spell.proposer)
    located(spell.person, police, Place.COMMUNITY, spell.case.opened_on)
    happened(spell.person, police, OffenceEventKind.CONVICTION, spell.case.opened_on)
    return spell


def rules(found: Prompted | None) -> list[Rule]:
    return [prompt.rule for prompt in found.prompts] if found else []


def seen(spell: Spell, by: Actor | None = None) -> Prompted | None:
    return prompted(spell.person, by or make.actor(spell.scheme.strand_lead))


def test_a_quiet_case_prompts_and_a_new_arrest_silences_it(work: None) -> None:
    spell = quiet(Spell(opened_on=OPENED))
    assert Rule.QUIET in rules(seen(spell))
    police = make.actor(spell.scheme.police)
    happened(spell.person, police, OffenceEventKind.ARREST, TODAY - timedelta(days=9))
    assert Rule.QUIET not in rules(seen(spell))


def test_without_whereabouts_it_cannot_be_judged(work: None) -> None:
    spell = Spell(opened_on=OPENED)
    happened(
        spell.person, make.actor(spell.proposer), OffenceEventKind.CONVICTION, spell.case.opened_on
    )
    found = seen(spell)
    assert found is not None
    assert Rule.QUIET not in rules(found)
    assert [each.rule for each in found.unjudged] == [Rule.QUIET]


def test_intelligence_counts_for_whoever_may_read_it_and_tells_nobody_else(work: None) -> None:
    spell = quiet(Spell(opened_on=OPENED))
    other = basic.agency()
    db.session.add(
        Contact(
            person_id=spell.person.id,
            agency_id=other.id,
            compartment=Compartment.INTELLIGENCE,
            kind=AssertionKind.INTELLIGENCE,
            at=clock.at(TODAY - timedelta(days=5)),
            contact_type=ContactType.WITH_AGENCY,
            outcome=Outcome.KEPT,
            group_id=spell.case.id,
            author_id=spell.scheme.police.id,
            note="Seen near the garages.",
        )
    )
    db.session.flush()  # read back
    uncleared = seen(spell, make.actor(spell.scheme.coordinator))
    assert Rule.QUIET in rules(uncleared)
    assert uncleared is not None
    assert "that you may read" in uncleared.prompts[0].words
    cleared = make.actor(
        basic.user(Role.COORDINATOR, SCHEME, of=basic.agency(), clearances=tuple(Clearance))
    )
    assert Rule.QUIET not in rules(seen(spell, cleared))


def test_long_custody_reads_the_release_date_that_stands(work: None) -> None:
    spell = Spell(opened_on=OPENED)
    police = make.actor(spell.scheme.police)
    located(spell.person, police, Place.SENTENCED, OPENED)
    found = seen(spell)
    assert found is not None
    assert Rule.LONG_CUSTODY in {each.rule for each in found.unjudged}
    for falls_on, replaced in ((TODAY + timedelta(days=30), TODAY), (date(2027, 1, 1), None)):
        db.session.add(
            KeyDate(
                person_id=spell.person.id,
                agency_id=police.agency_id,
                date_kind=DateKind.RELEASE_CONDITIONAL,
                falls_on=falls_on,
                as_at=TODAY,
                source="Prison",
                replaced_on=replaced,
            )
        )
    db.session.flush()  # read back
    assert Rule.LONG_CUSTODY in rules(seen(spell))


@pytest.mark.parametrize(
    ("postcode", "ward", "moves"),
    [("MK40 1AA", None, True), ("LU1 2AA", "South", False), (None, None, False)],
)
def test_a_home_is_outside_where_its_postcode_gives_no_ward(
    work: None, postcode: str | None, ward: str | None, *, moves: bool
) -> None:
    spell = Spell()
    db.session.add(
        Address(
            person_id=spell.person.id,
            agency_id=spell.scheme.police.agency_id,
            address_kind=AddressKind.HOME,
            lines="1 Invented Row",
            postcode=postcode,
            ward=ward,
            source="Told",
            starts_on=TODAY,
        )
    )
    db.session.flush()  # read back
    assert (Rule.MOVED in rules(seen(spell))) is moves


def scored(spell: Spell, day: date, high: int) -> None:
    db.session.add(
        Scoring(
            person_id=spell.person.id,
            agency_id=spell.scheme.partnership.id,
            case_id=spell.case.id,
            criteria_set_id=spell.scheme.criteria[CriteriaKind.CATCH_AND_CONVICT].id,
            scorer_id=spell.scheme.strand_lead.id,
            scored_on=day,
            low=0,
            high=high,
            frozen_at=clock.at(day),
        )
    )
    db.session.flush()  # read back


def test_two_low_reviews_of_the_case_prompt(work: None) -> None:
    spell = Spell(opened_on=OPENED)
    scored(spell, TODAY - timedelta(days=100), 20)
    assert Rule.BELOW_THRESHOLD not in rules(seen(spell))
    scored(spell, TODAY, 20)
    assert Rule.BELOW_THRESHOLD in rules(seen(spell))


def test_capacity_prompts_the_lowest_scored(work: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("popo.selection.queries.reviews.places_taken", lambda kind: 61)
    first = Spell()
    agreed = first.scheme.criteria[CriteriaKind.CATCH_AND_CONVICT].opened().agreed_number
    monkeypatch.setattr("popo.selection.queries.reviews.places_taken", lambda kind: agreed + 1)
    second, unscored = Spell(first.scheme), Spell(first.scheme)
    scored(first, TODAY, 20)
    scored(second, TODAY, 30)
    assert Rule.NO_CAPACITY in rules(seen(first))
    assert Rule.NO_CAPACITY not in rules(seen(second))
    found = seen(unscored)
    assert found is not None
    assert Rule.NO_CAPACITY in {each.rule for each in found.unjudged}


def test_points_are_hidden_from_whoever_is_scoring_that_person(work: None) -> None:
    spell = Spell(opened_on=OPENED)
    for days in (100, 0):
        scored(spell, TODAY - timedelta(days=days), 20)
    run = Scoring(
        person_id=spell.person.id,
        agency_id=spell.scheme.partnership.id,
        case_id=spell.case.id,
        criteria_set_id=spell.scheme.criteria[CriteriaKind.CATCH_AND_CONVICT].id,
        scorer_id=spell.scheme.coordinator.id,
        scored_on=TODAY,
    )
    db.session.add(run)
    db.session.flush()  # read back
    assert Rule.BELOW_THRESHOLD not in rules(seen(spell, make.actor(spell.scheme.coordinator)))
    assert Rule.BELOW_THRESHOLD in rules(seen(spell))


def test_a_death_on_record_prompts_while_the_case_is_open(work: None) -> None:
    spell = Spell()
    spell.person.deceased_on = TODAY
    assert rules(seen(spell)) == [Rule.DIED]


def test_a_child_prompts_inside_the_compartment_only(work: None) -> None:
    spell = quiet(YoungSpell())
    spell.case.opened_on = OPENED
    db.session.flush()  # read back
    assert seen(spell, make.actor(spell.scheme.yos)) is not None
    chair = make.actor(basic.user(Role.CHAIR, SCHEME, of=basic.agency()))
    assert seen(spell, chair) is None
    assert prompted_cases(chair) == []
    assert seen(spell) is None


def test_a_lead_sees_the_own_strand_only(work: None) -> None:
    spell = quiet(Spell(opened_on=OPENED))
    other = make.actor(basic.user(Role.STRAND_LEAD, Strand.PREVENT_AND_DETER, of=basic.agency()))
    assert prompted_cases(other) == []
    own = prompted_cases(make.actor(spell.scheme.strand_lead))
    assert [row.person.id for row in own] == [spell.person.id]


def test_many_cases_cost_as_many_statements_as_one(work: None) -> None:
    scheme = make.scheme()
    quiet(Spell(scheme, OPENED))
    lead = make.actor(scheme.strand_lead)
    with counted() as one:
        prompted_cases(lead)
    for _ in range(5):
        quiet(Spell(scheme, OPENED))
    with counted() as six:
        assert len(prompted_cases(lead)) == 6
    assert len(six) == len(one)


def test_a_prompt_changes_nothing_and_not_now_puts_it_off(work: None) -> None:
    spell = quiet(Spell(opened_on=OPENED))
    lead = make.actor(spell.scheme.strand_lead)
    found = seen(spell)
    assert found is not None
    later = TODAY + timedelta(days=60)
    put_off_prompt(lead, found, Rule.QUIET, "Drug test due in May.", later)
    db.session.flush()  # read back
    again = seen(spell)
    assert again is not None
    assert Rule.QUIET not in rules(again)
    assert [each.answer.reason for each in again.put_off] == ["Drug test due in May."]
    assert spell.case.closed_on is None
    clock.shift(clock.now() - clock.real_now() + timedelta(days=60))
    assert Rule.QUIET in rules(seen(spell))


@pytest.mark.parametrize(
    ("rule", "reason", "days", "message"),
    [
        (Rule.QUIET, "", 30, "Say why"),
        (Rule.QUIET, "Later.", 0, "after today"),
        (Rule.QUIET, "Later.", 200, "within 6 months"),
        (Rule.DIED, "Later.", 30, "not asked any more"),
    ],
)
def test_not_now_has_a_reason_and_a_day_near_enough(
    work: None, rule: Rule, reason: str, days: int, message: str
) -> None:
    spell = quiet(Spell(opened_on=OPENED))
    found = seen(spell)
    assert found is not None
    lead = make.actor(spell.scheme.strand_lead)
    with pytest.raises(RuleBroken, match=message):
        put_off_prompt(lead, found, rule, reason, TODAY + timedelta(days=days))


def test_a_name_reaches_the_agenda_once(work: None) -> None:
    spell = quiet(Spell(opened_on=OPENED))
    lead = make.actor(spell.scheme.strand_lead)
    meeting = add_meeting(lead, MeetingBody.ACTION_GROUP, clock.at(TODAY + timedelta(days=7), 10))
    spell.scheme.meeting.status = spell.scheme.meeting.status.CANCELLED
    db.session.flush()  # read back
    found = seen(spell)
    assert found is not None
    item = put_leaving_on_agenda(lead, found)
    db.session.flush()  # read back
    assert (item.meeting_id, item.item_kind, item.person_id) == (
        meeting.id,
        ItemKind.DE_SELECTION,
        spell.person.id,
    )
    assert "No arrest, charge or credible intelligence" in item.title
    again = seen(spell)
    assert again is not None
    assert again.on_agenda
    with pytest.raises(RuleBroken, match="on the agenda"):
        put_leaving_on_agenda(lead, again)


def test_a_review_that_is_due_is_put_on_the_agenda_as_a_review(work: None) -> None:
    spell = Spell(opened_on=OPENED)
    found = seen(spell)
    assert found is not None
    assert (rules(found), found.reasons) == ([Rule.REVIEW_OVERDUE], [])
    item = put_leaving_on_agenda(make.actor(spell.scheme.strand_lead), found)
    assert (item.item_kind, item.title) == (ItemKind.REVIEW, "Past the review date")
