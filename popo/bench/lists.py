"""A list brought in: the dry run, beside reading the file and nothing more."""

import csv
import io
from datetime import date
from random import Random

from flask import Flask
from sqlalchemy import select

from popo import clock
from popo.accounts.queries import actor_for
from popo.bench.measure import Result, compare, fresh, timed
from popo.bench.scale import user
from popo.db import db
from popo.imports.kinds import ListKind
from popo.imports.services import bringing, sources
from popo.imports.services.checking import look_through
from popo.imports.services.sources import SourceDetails
from popo.imports.tables import open_text
from popo.people.models import Person, PersonName

LINES = 5_000
_STRANGERS = 0.2
_TIMES = 3


def dry_run(app: Flask, people: int) -> Result:
    """Five thousand lines read, matched and judged; undone each time."""
    with app.app_context():
        text = _list()
        plain = timed(lambda _: list(open_text(text).lines()), range(_TIMES))
        measured = timed(lambda _: fresh(lambda: _look_through(text)), range(_TIMES))
        db.session.rollback()
    return compare("dry-run", people, measured, plain)


def _look_through(text: str) -> None:
    actor = actor_for(user("coordinator"))
    details = SourceDetails("Measured", "Measuring", None)
    source = sources.add_source(actor, ListKind.PEOPLE, details)
    batch = bringing.bring(actor, source, open_text(text), clock.today())
    db.session.flush()
    mapping = bringing.mapping_of(batch)
    bringing.confirm_columns(actor, batch, source, mapping, batch.version)
    db.session.flush()
    while not look_through(actor, batch, 8):
        db.session.flush()


def _list() -> str:
    """People of the town, a fifth of them with the family name of another: strangers."""
    chance = Random(5)
    named = select(PersonName, Person).join(Person, Person.id == PersonName.person_id)
    rows = db.session.execute(named.order_by(Person.reference).limit(LINES)).all()
    families = [name.family for name, _ in rows]
    written = io.StringIO()
    writer = csv.writer(written, delimiter="\t")
    writer.writerow(["Surname", "Forename", "DOB"])
    for name, person in rows:
        if not isinstance(person.date_of_birth, date):
            continue
        stranger = chance.random() < _STRANGERS
        family = chance.choice(families) if stranger else name.family
        writer.writerow([family, name.given, f"{person.date_of_birth:%d/%m/%Y}"])
    return written.getvalue()
