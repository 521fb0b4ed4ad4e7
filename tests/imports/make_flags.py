"""A list of flagged people, brought, and who is on it."""

from datetime import date

from sqlalchemy import select

from popo.access.actor import Actor
from popo.cases.models import Strand
from popo.cases.services import open_case
from popo.db import db
from popo.imports.flagging import FlagState, Gap
from popo.imports.kinds import ListKind
from popo.imports.models import FlagDifference, ImportBatch, ListSource
from popo.imports.services import bringing, sources
from popo.imports.services.checking import look_through
from popo.imports.services.sources import SourceDetails
from popo.imports.tables import open_text
from popo.people.models import Person
from tests import make

TODAY = date(2024, 4, 30)
OPENED = date(2024, 1, 8)
BORN = date(1983, 5, 3)
HEADINGS = "Name\tDOB"
STRANGER = "Very Stranger\t01/02/1990"


def source_of(actor: Actor, name: str = "Markers") -> ListSource:
    return sources.add_source(actor, ListKind.FLAGGED, SourceDetails(name, "The agreement", None))


def on_scheme(actor: Actor, given: str, family: str, born: date = BORN) -> Person:
    """Needs the partnership."""
    young = born > date(2006, 4, 30)
    strand = Strand.PREVENT_AND_DETER if young else Strand.CATCH_AND_CONVICT
    person = make.person(actor, given, family, born)
    open_case(actor, person, strand, OPENED, actor.agency_id)
    db.session.flush()
    return person


def line(given: str, family: str, born: date = BORN) -> str:
    return f"{given} {family}\t{born:%d/%m/%Y}"


def listed(*lines: str) -> str:
    return "\n".join((HEADINGS, *lines, STRANGER)) + "\n"


def bring(actor: Actor, source: ListSource, text: str, as_at: date = TODAY) -> ImportBatch:
    """Looked through to the end."""
    batch = bringing.bring(actor, source, open_text(text), as_at)
    db.session.flush()
    bringing.confirm_columns(actor, batch, source, bringing.mapping_of(batch), batch.version)
    db.session.flush()
    assert look_through(actor, batch, 100)
    db.session.flush()
    db.session.expire_all()
    return batch


def difference(person: Person) -> FlagDifference:
    return db.session.scalars(
        select(FlagDifference).where(FlagDifference.person_id == person.id)
    ).one()


def standing() -> dict[str, tuple[Gap, FlagState]]:
    """By reference."""
    rows = db.session.execute(
        select(Person.reference, FlagDifference.gap, FlagDifference.state).join(
            Person, Person.id == FlagDifference.person_id
        )
    )
    return {row.reference: (row.gap, row.state) for row in rows}
