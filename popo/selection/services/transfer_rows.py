"""What every change of a transfer does alike."""

from datetime import date

from popo import clock
from popo.access.actor import Actor
from popo.audit.events import Event
from popo.audit.services import record
from popo.cases.models import SchemeCase
from popo.errors import RuleBroken, StaleVersion
from popo.selection.models import Transfer, TransferAnswer
from popo.selection.queries.transfers import open_transfer_of

CASE_CLOSED = "The case closed for another reason."


def check_open(transfer: Transfer, read_version: int) -> None:
    if transfer.version != read_version:
        raise StaleVersion
    if transfer.ended_on is not None:
        raise RuleBroken("This transfer is over.")


def check_waiting(transfer: Transfer, read_version: int) -> None:
    check_open(transfer, read_version)
    if not transfer.is_waiting:
        raise RuleBroken("This offer was answered.")


def keep_answer(
    actor: Actor, transfer: Transfer, answer: TransferAnswer, answered_on: date, words: str
) -> None:
    """Refused or withdrawn, the transfer is over and nothing has moved."""
    transfer.answer, transfer.answered_on = answer, answered_on
    transfer.answered_by_id, transfer.answer_words = actor.user_id, words
    if answer is not TransferAnswer.ACCEPTED:
        transfer.ended_on, transfer.effective_at = clock.today(), None


def withdraw_with_case(actor: Actor, case: SchemeCase) -> None:
    """A case that closes for another reason is no longer on offer."""
    transfer = open_transfer_of(case.person_id)
    if transfer is None or transfer.case_id != case.id:
        return
    keep_answer(actor, transfer, TransferAnswer.WITHDRAWN, clock.today(), CASE_CLOSED)
    record_transfer(
        Event.TRANSFER_WITHDRAWN, actor, transfer, {"words": CASE_CLOSED}, number=transfer.number
    )


def record_transfer(
    event: Event, actor: Actor, transfer: Transfer, content: dict[str, str], **details: object
) -> None:
    record(
        event,
        actor,
        people=[transfer.person_id],
        about=(Transfer.__tablename__, transfer.id),
        content=[(transfer.key_scope(), content)],
        **details,
    )
