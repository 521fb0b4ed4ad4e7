"""What is measured. Each names its plain baseline, which does the same work without the walls."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from uuid import UUID, uuid4

from flask import Flask
from sqlalchemy import select

from popo import clock
from popo.access.actor import Actor
from popo.accounts.queries import actor_for
from popo.bench import baselines, lists, meetings, papers, selection
from popo.bench.measure import Result, compare, fresh, timed
from popo.bench.pages import Desk
from popo.bench.plain import find_plain, some_names
from popo.bench.records import make_long, plain_notes
from popo.bench.rooms import a_room
from popo.bench.scale import candidates_app, scale_app, user
from popo.cases.models import SchemeCase, Strand, StrandEngagement
from popo.crime.parse import parse
from popo.db import db
from popo.people.models import Person, SightLevel
from popo.people.policy import visible_to
from popo.people.queries import find_people
from popo.reference.files import FOLDER
from popo.reports.measures import period_of
from popo.reports.services import freeze

_ITEMS = 20
_CRIME = "luton_monthly_by_ward.csv"
_NOTE = "Met as agreed. Spoke of the week, the flat and the hours on offer. " * 3


def find(app: Flask, people: int) -> Result:
    """A misspelt name, beside the same search over plain terms and names."""
    with app.app_context():
        actor = actor_for(user("lead-police"))
        names = some_names(220)
        plain = timed(lambda words: fresh(lambda: find_plain(words, actor)), names)
        measured = timed(lambda words: fresh(lambda: find_people(words, actor)), names)
    return compare("find", people, measured[20:], plain[20:])


def person(app: Flask, people: int) -> Result:
    """A case file, beside selecting the rows it shows."""
    with app.app_context():
        shown = _on_the_strand(actor_for(user("lead-police")), 60)
        keys = [key for key, _ in shown]
        plain = timed(lambda key: fresh(lambda: baselines.rows_about(key)), keys)
    desk = Desk(app, "lead-police")
    measured = timed(lambda one: desk.get(f"/people/{one[1]}"), shown)
    return compare("person", people, measured[5:], plain[5:])


def caseload(app: Flask, people: int) -> Result:
    """A strand's caseload, beside selecting its cases with colour, worker and last contact."""
    address = f"/strands/{Strand.CATCH_AND_CONVICT.replace('_', '-')}"
    return _strand_page(app, people, "caseload", address)


def home(app: Flask, people: int) -> Result:
    """A strand lead's home, beside selecting the strand's cases: it shows the first few of them."""
    return _strand_page(app, people, "home", "/home")


def countdown(app: Flask, people: int) -> Result:
    """The next four weeks of a strand, beside selecting its cases."""
    return _strand_page(app, people, "countdown", "/countdown")


def premium(app: Flask, people: int) -> Result:
    """Every clock of a strand, beside selecting its cases."""
    return _strand_page(app, people, "premium", "/premium-service")


def _strand_page(app: Flask, people: int, name: str, address: str) -> Result:
    with app.app_context():
        plain = timed(lambda _: fresh(baselines.caseload_rows), range(25))
    desk = Desk(app, "lead-police")
    measured = timed(lambda _: desk.get(address), range(25))
    return compare(name, people, measured[3:], plain[3:])


def keyword(app: Flask, people: int) -> Result:
    """Two words in a record of 2,000 contacts, beside looking for them in the same notes unsealed.

    The words stand in one note alone.
    """
    with app.app_context():
        actor = actor_for(user("lead-police"))
        [(key, reference)] = _on_the_strand(actor, 1)
        make_long(key, actor)
        notes = plain_notes(key)
    plain = timed(lambda _: [note for note in notes if "number 1999" in note.lower()], range(25))
    desk = Desk(app, "lead-police")
    address = f"/people/{reference}/timeline"
    measured = timed(lambda _: desk.post(address, {"words": "number 1999"}), range(25))
    return compare("keyword", people, measured[3:], plain[3:])


def open_item(app: Flask, people: int) -> Result:
    """An item opened in a room of twelve, beside selecting the rows of the person's case file."""
    with app.app_context():
        shown = _on_the_strand(actor_for(user("lead-police")), _ITEMS)
        plain = timed(lambda one: fresh(lambda: baselines.rows_about(one[0])), shown)
        meeting = a_room([key for key, _ in shown])
    desk = Desk(app, "coordinator")
    addresses = [f"/meetings/{meeting}/room?item={number + 1}" for number in range(len(shown))]
    measured = timed(desk.get, addresses)
    return compare("open-item", people, measured[3:], plain[3:])


def log_contact(app: Flask, people: int) -> Result:
    """A contact logged with its trail, beside inserting one plain row."""
    with app.app_context():
        [(_, reference)] = _on_the_strand(actor_for(user("lead-police")), 1)
        plain = timed(lambda _: baselines.insert_note(), range(40))
    desk = Desk(app, "lead-police")
    address = f"/people/{reference}/contacts/log"
    measured = timed(lambda _: desk.post(address, _contact()), range(40))
    return compare("log-contact", people, measured[5:], plain[5:])


def import_crime(app: Flask, people: int) -> Result:
    """The ward counts read and checked, beside adding the same rows up with the csv module."""
    content = (FOLDER / _CRIME).read_bytes()
    with app.app_context():
        today = clock.today()
        measured = timed(lambda _: parse(BytesIO(content), today), range(12))
    plain = timed(lambda _: baselines.count_rows(content), range(12))
    return compare("import", people, measured, plain)


def update(app: Flask, people: int) -> Result:
    """A month counted, reconciled and hidden, beside counting contacts and colours in SQL."""
    with app.app_context():
        first = clock.today().replace(day=1)
        plain = timed(lambda _: fresh(lambda: baselines.count_month(first)), range(5))
        measured = timed(lambda _: fresh(lambda: freeze(period_of(first))), range(5))
    return compare("update", people, measured, plain)


class Benchmark(NamedTuple):
    """What to measure, on which database, and of how many people at most."""

    measure: Callable[[Flask, int], Result]
    app: Callable[[Path, int], Flask] = scale_app
    most: int | None = None

    def run(self, folder: Path, people: int) -> Result:
        count = people if self.most is None else min(people, self.most)
        return self.measure(self.app(folder, count), count)


BENCHMARKS = {
    "find": Benchmark(find),
    "person": Benchmark(person),
    "caseload": Benchmark(caseload),
    "home": Benchmark(home),
    "countdown": Benchmark(countdown),
    "premium": Benchmark(premium),
    "keyword": Benchmark(keyword),
    "log-contact": Benchmark(log_contact),
    "open-item": Benchmark(open_item),
    "import": Benchmark(import_crime),
    "dry-run": Benchmark(lists.dry_run),
    "agenda": Benchmark(meetings.agenda),
    "confirm": Benchmark(meetings.confirm),
    "packs": Benchmark(papers.packs),
    "update": Benchmark(update),
    "score-one": Benchmark(selection.score_one, candidates_app, selection.POOL),
    "rescore": Benchmark(selection.rescore, candidates_app, selection.POOL),
    "simulate": Benchmark(selection.simulate, candidates_app, selection.POOL),
    "rank": Benchmark(selection.rank, candidates_app),
}


def _on_the_strand(actor: Actor, count: int) -> list[tuple[UUID, str]]:
    """People with an open case on Catch and Convict with whom this actor may work."""
    rows = db.session.execute(
        select(Person.id, Person.reference)
        .join(SchemeCase, SchemeCase.person_id == Person.id)
        .join(StrandEngagement, StrandEngagement.case_id == SchemeCase.id)
        .where(
            visible_to(actor, SightLevel.WORK),
            SchemeCase.closed_on.is_(None),
            StrandEngagement.ends_on.is_(None),
            StrandEngagement.strand == Strand.CATCH_AND_CONVICT,
        )
        .order_by(Person.reference)
        .limit(count)
    )
    return [(key, reference) for key, reference in rows]


def _contact() -> dict[str, str]:
    return {
        "note": _NOTE,
        "contact_type": "home_visit",
        "outcome": "kept",
        "at": "today 9:00",
        "kind": "fact",
        "handling": "action_group",
        "idempotency": uuid4().hex,
    }
