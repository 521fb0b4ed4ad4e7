"""People between schemes: offered to another and accepted there, offered to us, hosted here."""

from datetime import timedelta
from functools import partial

from popo import clock
from popo.access.actor import Actor
from popo.cases.models import SchemeCase
from popo.db import db
from popo.demo.calendar import LAST_DAY, at, working_day
from popo.demo.journeys import Journey
from popo.demo.load.people import plan_stranger
from popo.demo.load.world import World
from popo.demo.people import Somebody
from popo.selection.models import OtherScheme, PartyView
from popo.selection.pack import PackPart
from popo.selection.queries.transfers import list_other_schemes, open_transfer_of
from popo.selection.services import (
    Panel,
    PartyAnswer,
    add_other_scheme,
    answer_transfer,
    decide_transfer,
    host_person,
    offer_transfer,
    receive_transfer,
)
from popo.selection.services.hosting import HostPerson
from popo.selection.services.other_schemes import SchemeDetails
from popo.selection.services.transfers import (
    AnswerTransfer,
    DecideTransfer,
    OfferTransfer,
    ReceiveTransfer,
)

_ACCEPTED = "Their co-ordinator, by letter after their panel: accepted, and a lead officer named."
_OTHER_SCHEMES = (
    SchemeDetails("Northborough scheme", "Northborough", "The co-ordinator, Civic Centre"),
    SchemeDetails("Vale of Ashe scheme", "Vale of Ashe", "The scheme office, Ashe police station"),
)
_OFFERED = "Has a tenancy there from the end of May, and work that starts the week after."
_CONDITIONS = "Our markers stay until theirs are set."
_TO_US = "Moves here in May to a tenancy found by probation; the licence moves with the person."
_SENT = (
    "Eleven months on their list for theft from cars. Arrested once in that time. Keeps to the "
    "licence and sees a mentor every week."
)
_TAKEN_ON = (
    "The tenancy is ours and the offending reached us before. Better held here from the first day."
)
_HOSTED = "Lives there and is met most Saturdays in the town centre here; three thefts since March."
_LIMITS = "Stop and speak, and tell the home scheme the same day. Nothing is offered from here."
_OFFERED_ON = LAST_DAY - timedelta(days=12)
_RECEIVED_ON, _DECIDED_ON = LAST_DAY - timedelta(days=20), LAST_DAY - timedelta(days=5)
_MOVES_ON = working_day(LAST_DAY + timedelta(days=13))
_HOSTED_ON, _LOOK_AGAIN = LAST_DAY - timedelta(days=33), timedelta(days=120)


def plan_between_schemes(
    world: World, offered: Journey | None, coming: Somebody, hosted: Somebody
) -> None:
    """One offer waits for its answer, one was accepted and takes effect next month."""
    if offered is not None:
        step = partial(offer_elsewhere, world, offered, _OFFERED, _CONDITIONS)
        world.timeline.at(at(_OFFERED_ON, 10), step)
    plan_stranger(world, coming, "council", _RECEIVED_ON)
    world.timeline.at(at(_RECEIVED_ON, 11), partial(_receive, world, coming))
    world.timeline.at(at(_DECIDED_ON, 12), partial(_take_on, world, coming))
    plan_stranger(world, hosted, "police", _HOSTED_ON)
    world.timeline.at(at(_HOSTED_ON, 11), partial(_host, world, hosted))


def offer_elsewhere(world: World, journey: Journey, reason: str, conditions: str = "") -> None:
    actor, number = world.office.named("coordinator"), journey.somebody.number
    scheme = _other_scheme(actor, number)
    parts = tuple(part.value for part in PackPart)
    offer_transfer(actor, world.cases[number], OfferTransfer(scheme.id, reason, parts, conditions))


def accept_elsewhere(actor: Actor, case: SchemeCase) -> None:
    """At once: it is recorded at the meeting that heard of it."""
    transfer = open_transfer_of(case.person_id)
    if transfer is None:
        raise LookupError("no transfer is offered")
    details = AnswerTransfer(
        accepted=True, answered_on=clock.today(), words=_ACCEPTED, effective_at=clock.now()
    )
    answer_transfer(actor, transfer, details, transfer.version)


def _receive(world: World, somebody: Somebody) -> None:
    actor, person = world.office.named("coordinator"), world.people[somebody.number]
    scheme = _other_scheme(actor, somebody.number)
    receive_transfer(actor, person, ReceiveTransfer(scheme.id, clock.today(), _TO_US, _SENT))


def _take_on(world: World, somebody: Somebody) -> None:
    """Between meetings, by two agencies: the next one ratifies it."""
    person, office = world.people[somebody.number], world.office
    transfer = open_transfer_of(person.id)
    if transfer is None:
        raise LookupError("nobody is offered to us")
    parties = tuple(
        PartyAnswer(office.user(agency, somebody.number), PartyView.AGREES)
        for agency in ("police", "probation")
    )
    details = DecideTransfer(
        accepted=True,
        panel=Panel(None, parties, _TAKEN_ON, clock.today()),
        effective_at=at(_MOVES_ON, 9),
        lead_agency_id=office.agencies["probation"].id,
        over_number=True,
    )
    decide_transfer(office.named("coordinator"), transfer, person, details, transfer.version)


def _host(world: World, somebody: Somebody) -> None:
    actor = world.office.named("coordinator")
    agencies = [world.office.agencies[kind].id for kind in ("police", "council", "drug_service")]
    details = HostPerson(
        _other_scheme(actor, somebody.number).id,
        agencies,
        _HOSTED,
        clock.today() + _LOOK_AGAIN,
        _LIMITS,
    )
    host_person(actor, world.people[somebody.number], details)


def _other_scheme(actor: Actor, number: int) -> OtherScheme:
    schemes = list_other_schemes()
    if not schemes:
        schemes = [add_other_scheme(actor, one) for one in _OTHER_SCHEMES]
        db.session.flush()  # the list is read back
    return schemes[number % len(schemes)]
