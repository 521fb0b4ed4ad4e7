"""People of other schemes seen here in part."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, select

from popo import clock
from popo.access.actor import Actor
from popo.accounts.models import Agency
from popo.db import db
from popo.intervals import on
from popo.people.models import Person, SightGrant
from popo.people.policy import readable, visible_to
from popo.selection.models import Hosting, OtherScheme

MOST_HOSTED = 500


@dataclass(frozen=True)
class Hosted:
    """Somebody hosted, and the scheme that is responsible."""

    hosting: Hosting
    person: Person
    scheme: OtherScheme

    @property
    def is_overdue(self) -> bool:
        return self.hosting.review_on < clock.today()


def list_hosted(actor: Actor) -> list[Hosted]:
    """Everybody hosted today whom this actor sees at all, the next review first."""
    ordered = _seen(actor).order_by(Hosting.review_on, Hosting.id).limit(MOST_HOSTED)
    return [Hosted(*row) for row in db.session.execute(ordered)]


def get_hosting(hosting_id: UUID, actor: Actor) -> Hosted | None:
    row = db.session.execute(_seen(actor).where(Hosting.id == hosting_id)).one_or_none()
    return Hosted(*row) if row else None


def hosted_here(person: Person, actor: Actor) -> Hosted | None:
    row = db.session.execute(_seen(actor).where(Person.id == person.id)).one_or_none()
    return Hosted(*row) if row else None


def _seen(actor: Actor) -> Select[Hosting, Person, OtherScheme]:
    return (
        select(Hosting, Person, OtherScheme)
        .join(Person, Person.id == Hosting.person_id)
        .join(OtherScheme, OtherScheme.id == Hosting.other_scheme_id)
        .where(visible_to(actor), readable(Hosting, actor), on(Hosting, clock.today()))
    )


def hosting_of(person_id: UUID) -> Hosting | None:
    """The one that runs, whoever asks."""
    return db.session.scalars(
        select(Hosting).where(Hosting.person_id == person_id, Hosting.ends_on.is_(None))
    ).one_or_none()


def home_scheme_of(hosting: Hosting) -> OtherScheme:
    return db.session.get_one(OtherScheme, hosting.other_scheme_id)


def told_agencies(hosting: Hosting) -> list[Agency]:
    """Those that see the person because of it."""
    statement = (
        select(Agency)
        .join(SightGrant, SightGrant.grantee_agency_id == Agency.id)
        .where(SightGrant.because_id == hosting.id)
        .order_by(Agency.name, Agency.id)
        .limit(MOST_HOSTED)
    )
    return list(db.session.scalars(statement))
