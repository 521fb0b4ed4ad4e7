"""The Action Group at work: what agencies ask of the next meeting, what the last one decided."""

from functools import partial
from uuid import UUID

from sqlalchemy import select

from popo import clock
from popo.action_group.deciding import DecisionKind
from popo.action_group.queries.decisions import decisions_at
from popo.action_group.queries.proposal import on_agenda
from popo.action_group.services.decisions import confirm_all, record_decision
from popo.action_group.services.requests import ask_for_agenda
from popo.action_group.services.terms import SharingTerms
from popo.cases.queries import cases_open_on
from popo.db import db
from popo.demo.calendar import LAST_DAY, MEETING_HOUR, at, meetings_held
from popo.demo.journeys import Journey
from popo.demo.load.world import World
from popo.meetings.models import AgendaItem, ItemKind, Meeting, MeetingBody
from popo.meetings.queries import next_meeting
from popo.people.models import Person
from popo.people.queries.stops import stops_of
from popo.settings.names import Name
from popo.settings.services import set_value

_ASKED = (
    (
        "police",
        "Seen twice this week with the two from the shop thefts. Who knows more?",
    ),
    ("probation", "Asks for help with the fines before they undo the rest. Who could sit down?"),
    ("police", "Moved in with a cousin. Is the plan still right for where he or she lives now?"),
)
_YOUNG = "The school asks whether a place can be kept until the hearing."
_SHARED = SharingTerms(
    "The housing association", "That support goes on until the tenancy is a year old"
)
_WITHHELD = SharingTerms("The employer", "Anything about the scheme, until the person has said so")
_PLACE = "Town Hall, committee room 2"


def plan_group_work(world: World, journeys: list[Journey]) -> None:
    last = meetings_held()[-1]
    world.timeline.at(at(last, MEETING_HOUR + 1), partial(_record, world))
    world.timeline.at(at(last, MEETING_HOUR + 2), partial(_confirm, world))
    world.timeline.at(at(LAST_DAY, 10), partial(_ask, world, journeys))


def _ask(world: World, journeys: list[Journey]) -> None:
    """Of people who are not on the agenda that was set by hand."""
    set_value(Name.MEETING_PLACE, _PLACE)
    meeting = next_meeting()
    taken = on_agenda(meeting) if meeting else {}
    on = {case.person_id for case in cases_open_on(clock.today())} - set(taken)
    on -= set(stops_of(on))
    adults, young = _split(world, journeys, on)
    for number, (agency, words) in zip(adults, _ASKED, strict=False):
        ask_for_agenda(world.office.actor(agency, number), world.people[number], words)
    for number in young[:1]:
        actor = world.office.actor("youth_offending_service", number)
        ask_for_agenda(actor, world.people[number], _YOUNG)


def _split(world: World, journeys: list[Journey], on: set[UUID]) -> tuple[list[int], list[int]]:
    """The numbers of those on the scheme: adults, and young people."""
    ours = [
        one
        for one in journeys
        if one.somebody.number in world.people and world.people[one.somebody.number].id in on
    ]
    adults = [one.somebody.number for one in ours if not one.is_young]
    return adults, [one.somebody.number for one in ours if one.is_young]


def _record(world: World) -> None:
    """With whom two things are shared, and one is not."""
    clerk = world.office.named("coordinator")
    kinds = ((DecisionKind.SHARE, _SHARED), (DecisionKind.WITHHOLD, _WITHHELD))
    for (item, person), (kind, terms) in zip(_reviews(_last()), kinds, strict=False):
        record_decision(clerk, item, person, kind, terms, "Agreed by those present.")


def _confirm(world: World) -> None:
    chair = world.office.named("chair")
    if decided := decisions_at(_last(), chair):  # a small town may review nobody
        confirm_all(chair, decided)


def _last() -> Meeting:
    held = select(Meeting).where(
        Meeting.body == MeetingBody.ACTION_GROUP, Meeting.starts_at <= clock.now()
    )
    return db.session.scalars(held.order_by(Meeting.starts_at.desc()).limit(1)).one()


def _reviews(meeting: Meeting) -> list[tuple[AgendaItem, Person]]:
    rows = db.session.execute(
        select(AgendaItem, Person)
        .join(Person, Person.id == AgendaItem.person_id)
        .where(AgendaItem.meeting_id == meeting.id, AgendaItem.item_kind == ItemKind.REVIEW)
        .order_by(AgendaItem.number)
        .limit(10)
    )
    return [(item, person) for item, person in rows if not person.is_young]
