"""The crowd, in bulk: rows are drawn and sealed by helpers, and written by one process."""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from random import Random
from uuid import UUID

from sqlalchemy import URL

from popo.audit.events import Event
from popo.audit.services import record
from popo.db import db, transaction
from popo.demo.calendar import LAST_DAY, at
from popo.demo.crowd import CONTACTS_EACH, EVENTS_EACH, Passer, draw_passer
from popo.demo.load.columns import Binder, Block, insert_block
from popo.demo.load.crowd_block import all_rows
from popo.demo.load.crowd_rows import Offices
from popo.demo.load.timeline import progress, set_time
from popo.demo.load.world import World
from popo.demo.people import Registry, Somebody
from popo.demo.staff import practitioners
from popo.demo.town import Town
from popo.keys import keyfile
from popo.keys.keyfile import SchemeKeys
from popo.settings.names import Name
from popo.settings.queries import value_of
from popo.settings.services import next_number

HELPERS = 2
_CHUNK = 100
_AHEAD = 4
"""Blocks made before they can be written; more would only fill the memory."""
_OPEN_CASES, _MOST_WITH_CASE = 400, 0.5


class _Helper:
    """What a helping process keeps between blocks."""

    binder: Binder
    offices: Offices


def load_crowd(world: World, town: Town, count: int) -> list[Somebody]:
    """Adds so many people; their references are noted with the rest."""
    if count <= 0:
        return []
    set_time(at(LAST_DAY, 16))
    with transaction():
        first, prefix = next_number("person", count), value_of(Name.REFERENCE_PREFIX)
    random = Random(f"{town.seed} crowd")
    references = [f"{prefix}-{number:04}" for number in range(first, first + count)]
    passers = _draw(random, town.registry, references)
    known: list[Somebody] = []
    with progress("Adding people", count, "person") as bar:
        for chunk, block in _made(world, passers):
            with transaction():
                insert_block(block)
                _record(block, len(chunk))
            for passer in chunk:
                known.append(passer.somebody)
                world.references[passer.somebody.number] = passer.reference
            bar.update(len(chunk))
    return known


def _draw(random: Random, registry: Registry, references: list[str]) -> Iterator[list[Passer]]:
    share = min(_OPEN_CASES / len(references), _MOST_WITH_CASE)
    for start in range(0, len(references), _CHUNK):
        chosen = references[start : start + _CHUNK]
        yield [draw_passer(random, registry, reference, share) for reference in chosen]


def _made(world: World, chunks: Iterable[list[Passer]]) -> Iterator[tuple[list[Passer], Block]]:
    """Blocks in the order of their chunks, a few of them being made while one is written."""
    office = world.office
    offices = Offices(
        agencies={kind: agency.id for kind, agency in office.agencies.items()},
        workers={
            kind: [office.users[name].id for name in names]
            for kind, names in practitioners().items()
        },
    )
    dialect = db.session.get_bind().dialect
    driver = f"{dialect.name}+{dialect.driver}"
    waiting: deque[tuple[list[Passer], Future[Block]]] = deque()
    with ProcessPoolExecutor(
        HELPERS,
        mp_context=get_context("spawn"),
        initializer=_prepare,
        initargs=(keyfile.in_use(), driver, offices),
    ) as helpers:
        for chunk in chunks:
            waiting.append((chunk, helpers.submit(_make, chunk)))
            if len(waiting) > _AHEAD:
                done, block = waiting.popleft()
                yield done, block.result()
        for done, block in waiting:
            yield done, block.result()


def _prepare(keys: SchemeKeys, driver: str, offices: Offices) -> None:
    """Each helper binds values for the same database, at the same scheme time."""
    keyfile.use(keys)
    set_time(at(LAST_DAY, 16))
    _Helper.binder = Binder(URL.create(driver).get_dialect()())
    _Helper.offices = offices


def _make(chunk: list[Passer]) -> Block:
    block: Block = {}
    for model, row in all_rows(_Helper.offices, chunk):
        _Helper.binder.add(block, model, row)
    return block


def _record(block: Block, people: int) -> None:
    record(
        Event.TOWN_LOADED,
        None,
        people=_people_in(block),
        contacts=CONTACTS_EACH * people,
        events=EVENTS_EACH * people,
    )


def _people_in(block: Block) -> list[UUID]:
    """The first column of each is its key, as the driver takes it."""
    return [UUID(str(row[0])) for row in block["people"]]
