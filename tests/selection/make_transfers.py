"""Offers between schemes, for tests."""

from datetime import date, datetime

from popo import clock
from popo.access.actor import Actor
from popo.accounts.models import Agency
from popo.accounts.queries import actor_for
from popo.cases.models import SchemeCase, Strand
from popo.cases.services import engage_strand, open_case
from popo.db import db
from popo.people.models import Person
from popo.selection.models import Hosting, OtherScheme, PartyView, Transfer
from popo.selection.services import (
    PartyAnswer,
    add_other_scheme,
    answer_transfer,
    host_person,
    offer_transfer,
    receive_transfer,
)
from popo.selection.services.hosting import HostPerson
from popo.selection.services.other_schemes import SchemeDetails
from popo.selection.services.parties import Panel
from popo.selection.services.transfers import AnswerTransfer, OfferTransfer, ReceiveTransfer
from tests import make as basic
from tests.selection.make import TODAY, Scheme

OPENED = TODAY.replace(month=2, day=1)
REVIEW = TODAY.replace(month=7)


def elsewhere(by: Actor, name: str = "Northborough scheme") -> OtherScheme:
    return add_other_scheme(by, SchemeDetails(name, "Northborough", "The office, 01632 960001"))


def on_scheme(
    scheme: Scheme, strand: Strand = Strand.CATCH_AND_CONVICT
) -> tuple[Person, SchemeCase]:
    police = actor_for(scheme.police)
    person = basic.person(police)
    return person, open_case(police, person, strand, OPENED, police.agency_id)


def engaged(
    by: Actor, case: SchemeCase, on: date, strand: Strand = Strand.PREVENT_AND_DETER
) -> None:
    """One more strand from that day, so that the case was changed on it."""
    engage_strand(by, case, strand, by.agency_id, on)


def offer_to(by: Actor, case: SchemeCase, other: OtherScheme, *parts: str) -> Transfer:
    details = OfferTransfer(other.id, "Has moved for good.", parts or ("who",))
    made = offer_transfer(by, case, details)
    db.session.flush()  # the version is read back
    return made


def offered(scheme: Scheme, case: SchemeCase, *parts: str) -> Transfer:
    by = actor_for(scheme.coordinator)
    return offer_to(by, case, elsewhere(by), *parts)


def accepted(scheme: Scheme, transfer: Transfer, at: datetime) -> None:
    details = AnswerTransfer(
        accepted=True, answered_on=TODAY, words="Their chair, by letter.", effective_at=at
    )
    answer_transfer(actor_for(scheme.coordinator), transfer, details, transfer.version)


def receive_from(by: Actor, person: Person, other: OtherScheme) -> Transfer:
    details = ReceiveTransfer(other.id, clock.today(), "Lives here now.", "Six burglaries.")
    made = receive_transfer(by, person, details)
    db.session.flush()  # the version is read back
    return made


def received(scheme: Scheme, person: Person) -> Transfer:
    by = actor_for(scheme.coordinator)
    return receive_from(by, person, elsewhere(by))


def panel(scheme: Scheme, *, urgent: bool = False, person: Person | None = None) -> Panel:
    said = tuple(PartyAnswer(user, PartyView.AGREES) for user in (scheme.police, scheme.probation))
    at = None if urgent else scheme.item(person=person)
    return Panel(at, said, "Ours from now on.", TODAY)


def hosted(scheme: Scheme, person: Person, *agencies: Agency) -> Hosting:
    by = actor_for(scheme.coordinator)
    keys = [agency.id for agency in agencies]
    details = HostPerson(elsewhere(by).id, keys, "Steals here on Fridays.", REVIEW, "Report stops.")
    return host_person(by, person, details)
