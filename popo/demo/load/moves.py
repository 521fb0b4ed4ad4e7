"""People who move away: offered to another scheme, and accepted there."""

from popo import clock
from popo.access.actor import Actor
from popo.cases.models import SchemeCase
from popo.demo.journeys import Journey
from popo.demo.load.world import World
from popo.selection.models import OtherScheme
from popo.selection.pack import PackPart
from popo.selection.queries.transfers import list_other_schemes, open_transfer_of
from popo.selection.services import add_other_scheme, answer_transfer, offer_transfer
from popo.selection.services.other_schemes import SchemeDetails
from popo.selection.services.transfers import AnswerTransfer, OfferTransfer

_ACCEPTED = "Their co-ordinator, by letter after their panel: accepted, and a lead officer named."
_OTHER_SCHEMES = (
    SchemeDetails("Northborough scheme", "Northborough", "The co-ordinator, Civic Centre"),
    SchemeDetails("Vale of Ashe scheme", "Vale of Ashe", "The scheme office, Ashe police station"),
)


def offer_elsewhere(world: World, journey: Journey, reason: str) -> None:
    actor, number = world.office.named("coordinator"), journey.somebody.number
    schemes = _other_schemes(actor)
    scheme = schemes[number % len(schemes)]
    parts = tuple(part.value for part in PackPart)
    offer_transfer(actor, world.cases[number], OfferTransfer(scheme.id, reason, parts))


def accept_elsewhere(actor: Actor, case: SchemeCase) -> None:
    """At once: it is recorded at the meeting that heard of it."""
    transfer = open_transfer_of(case.person_id)
    if transfer is None:
        raise LookupError("no transfer is offered")
    details = AnswerTransfer(
        accepted=True, answered_on=clock.today(), words=_ACCEPTED, effective_at=clock.now()
    )
    answer_transfer(actor, transfer, details, transfer.version)


def _other_schemes(actor: Actor) -> list[OtherScheme]:
    return list_other_schemes() or [add_other_scheme(actor, one) for one in _OTHER_SCHEMES]
