"""Statements for nominations, begun, filled in and sent."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlalchemy import select

from popo.accounts.models import User
from popo.accounts.queries import actor_for
from popo.cases.models import Strand
from popo.db import db
from popo.people.models import Person
from popo.selection.models import Nomination, NominationPart, NominationStatement
from popo.selection.parts import REQUIRED, Part
from popo.selection.queries.nominations import Nominated
from popo.selection.queries.statements import Prepared, get_prepared
from popo.selection.services import join_nomination, send_statement, start_nomination, write_part
from popo.selection.services.statements import PartDetails
from tests.pages import Browser, Page

TODAY = date(2024, 4, 30)
SAID = {
    Part.WHY_NOW: "Out since March and busy.",
    Part.OFFENDING: "Nine burglaries.",
    Part.HARM: "Two streets.",
    Part.TRIED: "Licence, weekly.",
    Part.RISK: "A dog.",
    Part.HELP: "A place to live.",
}


def begun(by: User, person: Person, strand: Strand = Strand.CATCH_AND_CONVICT) -> Prepared:
    """A draft of a nomination, nothing in it yet."""
    statement = start_nomination(actor_for(by), person, strand)
    return _read(by, statement.id)


def joining(by: User, found: Nominated) -> Prepared:
    return _read(by, join_nomination(actor_for(by), found).id)


def filled(by: User, prepared: Prepared, parts: Iterable[Part] = REQUIRED) -> Prepared:
    """The same with these parts written."""
    for row in prepared.parts:
        if row.part in parts:
            details = PartDetails(SAID[row.part], "Our own file", TODAY)
            write_part(actor_for(by), prepared, row, details, row.version)
    db.session.flush()  # versions are read back
    return _read(by, prepared.statement.id)


def sent(by: User, prepared: Prepared) -> Nomination:
    nomination = send_statement(actor_for(by), prepared)
    db.session.flush()  # read back
    return nomination


def nominate(browser: Browser, reference: str, strand: str = "catch_and_convict") -> Page:
    """As whoever is signed in does it: start, the parts that are needed, send."""
    browser.send("selection.nominate_person", {"strand": strand}, reference=reference)
    statement = db.session.scalars(
        select(NominationStatement).where(NominationStatement.sent_on.is_(None))
    ).one()
    for row in parts_of(statement.id):
        if row.part in REQUIRED:
            browser.send("selection.write_nomination_part", typed(row), part_id=row.id)
    return browser.send("selection.send_statement", statement_id=statement.id)


def typed(row: NominationPart, **changes: str) -> dict[str, str]:
    """What the form of a part sends."""
    said = {
        "words": SAID[row.part],
        "source": "Our own file",
        "as_at": "today",
        "version": str(row.version),
        "idempotency": row.id.hex,
    }
    return said | changes


def parts_of(statement_id: UUID) -> list[NominationPart]:
    rows = db.session.scalars(
        select(NominationPart).where(NominationPart.statement_id == statement_id)
    )
    return sorted(rows, key=lambda row: list(Part).index(row.part))


def _read(by: User, statement_id: UUID) -> Prepared:
    db.session.flush()  # read back
    prepared = get_prepared(statement_id, actor_for(by))
    assert prepared is not None
    return prepared
