"""What goes to another scheme: opening it is a disclosure, and is recorded as one."""

from popo.access.actor import Actor
from popo.audit.events import Event
from popo.errors import RuleBroken
from popo.selection.models import TransferAnswer
from popo.selection.queries.pack import Pack, pack_of
from popo.selection.queries.transfers import Offered
from popo.selection.services.transfer_rows import record_transfer


def open_pack(actor: Actor, offered: Offered) -> Pack:
    transfer = offered.transfer
    if transfer.answer in {TransferAnswer.REFUSED, TransferAnswer.WITHDRAWN}:
        raise RuleBroken("Nothing is sent for an offer that was refused or withdrawn.")
    pack = pack_of(offered, actor)
    record_transfer(
        Event.TRANSFER_PACK_OPENED,
        actor,
        transfer,
        {"recipient": offered.scheme.name},
        number=transfer.number,
        parts=[part.value for part in pack.parts],
    )
    return pack
