"""After a selection in error: every agency it reached puts its records right and says so."""

from collections.abc import Iterable
from uuid import UUID

from popo import clock
from popo.access.actor import Actor
from popo.access.permissions import Permission
from popo.accounts.queries import partnership
from popo.audit.events import Event
from popo.audit.services import record
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.people.models import SightLevel
from popo.people.services import end_sight, grant_sight
from popo.selection.models import CorrectionNotice, ErasureReview, PanelDecision

BECAUSE = "asked to correct its records"
TO_CORRECT = (
    "This person was selected in error. Remove every marker, flag, alert and list entry that came "
    "of it, correct what your own records say, and tell whoever you passed it on to."
)


def send_corrections(
    actor: Actor, decision: PanelDecision, agencies: Iterable[UUID], to_correct: str
) -> list[CorrectionNotice]:
    """One notice to each agency, which sees whom it is about until it has answered."""
    notices = [_send(actor, decision, key, to_correct or TO_CORRECT) for key in sorted(agencies)]
    db.session.add(
        ErasureReview(
            person_id=decision.person_id,
            agency_id=partnership().id,
            decision_id=decision.id,
            decide_by=clock.months_after(clock.today(), 1),
        )
    )
    return notices


def acknowledge_correction(
    actor: Actor, notice: CorrectionNotice, answer: str, read_version: int
) -> None:
    """Says what the agency did. Who records decisions may write down what an agency told them."""
    if notice.version != read_version:
        raise StaleVersion
    if notice.told_agency_id != actor.agency_id and not actor.can(Permission.DECISION_RECORD):
        raise RuleBroken("This notice is for another agency.")
    if notice.acknowledged_on is not None:
        raise RuleBroken("This notice was answered.")
    if not answer:
        raise RuleBroken("Say what was corrected.", "answer")
    notice.acknowledged_on, notice.acknowledged_by_id = clock.today(), actor.user_id
    notice.answer = answer
    end_sight(actor, notice.id, because=BECAUSE)
    record(
        Event.CORRECTION_ACKNOWLEDGED,
        actor,
        people=[notice.person_id],
        about=(CorrectionNotice.__tablename__, notice.id),
        content=[(notice.key_scope(), {"answer": answer})],
        agency=str(notice.told_agency_id),
    )


def settle_erasure(
    actor: Actor, review: ErasureReview, *, to_erase: bool, reason: str, read_version: int
) -> None:
    """Whether the record is to be erased, and why. It erases nothing by itself."""
    if review.version != read_version:
        raise StaleVersion
    if review.settled_on is not None:
        raise RuleBroken("This was decided.")
    if not reason:
        raise RuleBroken("Give the reason.", "reason")
    review.settled_on, review.settled_by_id = clock.today(), actor.user_id
    review.to_erase, review.reason = to_erase, reason
    record(
        Event.ERASURE_SETTLED,
        actor,
        people=[review.person_id],
        about=(ErasureReview.__tablename__, review.id),
        content=[(review.key_scope(), {"reason": reason})],
        erase=to_erase,
    )


def _send(
    actor: Actor, decision: PanelDecision, agency_id: UUID, to_correct: str
) -> CorrectionNotice:
    notice = CorrectionNotice(
        person_id=decision.person_id,
        agency_id=partnership().id,
        decision_id=decision.id,
        told_agency_id=agency_id,
        sent_on=clock.today(),
        to_correct=to_correct,
    )
    db.session.add(notice)
    limited = SightLevel.LIMITED
    grant_sight(actor, decision.person_id, limited, BECAUSE, notice.id, agency_id=agency_id)
    record(
        Event.CORRECTION_SENT,
        actor,
        people=[notice.person_id],
        about=(CorrectionNotice.__tablename__, notice.id),
        content=[(notice.key_scope(), {"to_correct": to_correct})],
        agency=str(agency_id),
    )
    return notice
