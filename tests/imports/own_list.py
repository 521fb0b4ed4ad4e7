"""A list of one's own on its way out and back."""

import csv
import io
from datetime import date

from sqlalchemy import select

from popo.access.actor import Actor
from popo.accounts.models import Agency
from popo.cases.models import SchemeCase, Strand
from popo.db import db
from popo.imports.exporting import ExportedList, FileFormat, Part
from popo.imports.kinds import ListKind
from popo.imports.models import ImportBatch, ListSource
from popo.imports.queries.batches import rows_of
from popo.imports.queries.exports import Chosen
from popo.imports.services import bringing, sources
from popo.imports.services.checking import look_through
from popo.imports.services.exporting import Wanted, add_export
from popo.imports.services.sources import SourceDetails
from popo.imports.tables import open_table
from popo.imports.verdicts import Verdict
from popo.people.models import Person
from tests import make
from tests.cases.make import case

TODAY = date(2024, 4, 30)
OWN = Chosen(ExportedList.CATCH_AND_CONVICT)
EVERYTHING = frozenset(Part)


def person(
    by: Actor, given: str, family: str, born: date | None, strand: Strand = Strand.CATCH_AND_CONVICT
) -> tuple[Person, SchemeCase]:
    return case(by, strand, person=make.person(by, given, family, born))


def taken(
    actor: Actor,
    file_format: FileFormat = FileFormat.CSV,
    parts: frozenset[Part] = EVERYTHING,
    chosen: Chosen = OWN,
) -> bytes:
    return add_export(actor, chosen, Wanted(file_format, parts, "To check phones")).content


def back(actor: Actor, content: bytes, name: str = "Own list") -> ImportBatch:
    """Looked through as guessed: no column is mapped by hand."""
    source = db.session.scalars(select(ListSource).where(ListSource.name == name)).one_or_none()
    if source is None:
        details = SourceDetails(name, "The agreement, part 3", None)
        source = sources.add_source(actor, ListKind.PEOPLE, details)
    batch = bringing.bring(actor, source, open_table(io.BytesIO(content)), TODAY)
    db.session.flush()
    assert len(bringing.mapping_of(batch)) == len(batch.shape["headings"])
    bringing.confirm_columns(actor, batch, source, bringing.mapping_of(batch), batch.version)
    db.session.flush()
    assert look_through(actor, batch, 100)
    db.session.flush()
    return batch


def table(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def edited(content: bytes, reference: str, heading: str, value: str) -> bytes:
    rows = table(content)
    place = rows[1].index(heading)
    for row in rows[2:]:
        if row[0] == reference:
            row[place] = value
    return as_csv(rows)


def as_csv(rows: list[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def verdicts(batch: ImportBatch) -> list[Verdict]:
    return [row.verdict for row in rows_of(batch)]


def agency_of(actor: Actor) -> Agency:
    return db.session.get_one(Agency, actor.agency_id)
