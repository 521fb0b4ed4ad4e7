"""Offers between schemes, as one reader may see them, and who is responsible for a person."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select

from popo import clock
from popo.access.actor import Actor
from popo.cases.models import SchemeCase
from popo.db import db
from popo.people.models import Person, SightLevel
from popo.people.policy import readable, visible_to
from popo.selection.models import OtherScheme, PanelDecision, Transfer, TransferAnswer
from popo.selection.ownership import Claim, home_at

MOST_TRANSFERS = 200
MOST_SCHEMES = 500
ENDED_SINCE = timedelta(days=92)


@dataclass(frozen=True)
class Offered:
    """An offer, whom it is about, and the other scheme."""

    transfer: Transfer
    person: Person
    scheme: OtherScheme

    @property
    def is_overdue(self) -> bool:
        return self.transfer.is_waiting and self.transfer.answer_due_on < clock.today()


def list_other_schemes() -> list[OtherScheme]:
    """Every one, by name."""
    ordered = select(OtherScheme).order_by(OtherScheme.name, OtherScheme.id)
    return list(db.session.scalars(ordered.limit(MOST_SCHEMES)))


def schemes_to_choose() -> list[OtherScheme]:
    """Those that still work with us."""
    return [scheme for scheme in list_other_schemes() if scheme.closed_on is None]


def get_other_scheme(key: UUID) -> OtherScheme | None:
    return db.session.get(OtherScheme, key)


def get_transfer(transfer_id: UUID, actor: Actor) -> Offered | None:
    row = db.session.execute(_seen(actor).where(Transfer.id == transfer_id)).one_or_none()
    return Offered(*row) if row else None


def list_transfers(actor: Actor) -> list[Offered]:
    """Those not yet over, the oldest offer first, then what ended in the last quarter."""
    since = clock.today() - ENDED_SINCE
    ordered = (
        _seen(actor)
        .where(or_(Transfer.ended_on.is_(None), Transfer.ended_on >= since))
        .order_by(Transfer.ended_on.is_not(None), Transfer.offered_on, Transfer.number)
        .limit(MOST_TRANSFERS)
    )
    return [Offered(*row) for row in db.session.execute(ordered)]


def transfers_of(person: Person, actor: Actor) -> list[Offered]:
    """Newest first."""
    ordered = _seen(actor).where(Person.id == person.id).order_by(Transfer.number.desc())
    return [Offered(*row) for row in db.session.execute(ordered.limit(MOST_TRANSFERS))]


def _seen(actor: Actor) -> Select[Transfer, Person, OtherScheme]:
    return (
        select(Transfer, Person, OtherScheme)
        .join(Person, Person.id == Transfer.person_id)
        .join(OtherScheme, OtherScheme.id == Transfer.other_scheme_id)
        .where(visible_to(actor, SightLevel.READ), readable(Transfer, actor))
    )


def open_transfer_of(person_id: UUID) -> Transfer | None:
    """The one not yet over, whoever asks: there is never a second."""
    return db.session.scalars(
        select(Transfer).where(Transfer.person_id == person_id, Transfer.ended_on.is_(None))
    ).one_or_none()


def due_transfers(now: datetime) -> list[Transfer]:
    """Accepted, not carried out, and in effect: the earliest first."""
    due = _in_effect(now), Transfer.ended_on.is_(None)
    ordered = select(Transfer).where(*due).order_by(Transfer.effective_at, Transfer.id)
    return list(db.session.scalars(ordered))


def is_moved(case: SchemeCase, now: datetime) -> bool:
    """Whether another scheme accepted the case, and that is in effect."""
    accepted = select(Transfer.id).where(Transfer.case_id == case.id, _in_effect(now))
    return db.session.execute(accepted).first() is not None


def is_taken_on(decision: PanelDecision) -> bool:
    """Whether the decision took somebody on from another scheme, and that was carried out."""
    done = Transfer.decision_id == decision.id, Transfer.case_id.is_not(None)
    return db.session.execute(select(Transfer.id).where(*done)).first() is not None


def _in_effect(now: datetime) -> ColumnElement[bool]:
    return (Transfer.answer == TransferAnswer.ACCEPTED) & (Transfer.effective_at <= now)


def home_of(person_id: UUID, moment: datetime) -> UUID | None:
    """The other scheme responsible for somebody at an instant; None where it is not another's."""
    rows = db.session.scalars(
        select(Transfer)
        .where(Transfer.person_id == person_id)
        .order_by(Transfer.number)
        .limit(MOST_TRANSFERS)
    ).all()
    taken_on = {row.case_id for row in rows if not row.leaves}
    spells = db.session.scalars(
        select(SchemeCase)
        .where(SchemeCase.person_id == person_id)
        .order_by(SchemeCase.spell)
        .limit(MOST_TRANSFERS)
    )
    begun: list[Claim[UUID]] = [
        Claim(clock.at(spell.opened_on), None) for spell in spells if spell.id not in taken_on
    ]
    return home_at([*begun, *(claim for row in rows for claim in _claims(row))], moment)


def last_moved(person_id: UUID) -> datetime | None:
    """From when the last transfer of somebody that was accepted takes effect."""
    moments = select(Transfer.effective_at).where(
        Transfer.person_id == person_id,
        Transfer.answer == TransferAnswer.ACCEPTED,
        Transfer.effective_at.is_not(None),
    )
    return db.session.scalars(moments.order_by(Transfer.effective_at.desc()).limit(1)).first()


def _claims(transfer: Transfer) -> list[Claim[UUID]]:
    """Whoever offers us somebody is responsible; whoever accepts is so from the instant."""
    scheme = transfer.other_scheme_id
    offered = [] if transfer.leaves else [Claim(clock.at(transfer.offered_on), scheme)]
    if transfer.effective_at is None:
        return offered
    return [*offered, Claim(transfer.effective_at, scheme if transfer.leaves else None)]
