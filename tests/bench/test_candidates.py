"""People for measuring are what nominating and scoring would have made of them."""

from random import Random

import pytest

from popo import clock
from popo.bench.candidates import add_draft, load_candidates
from popo.bench.commands import bench
from popo.bench.measure import compare
from popo.db import db, settle
from popo.demo.people import Registry
from popo.people.queries import names_of
from popo.selection.pool import as_scored
from popo.selection.queries.candidates import candidates
from popo.selection.queries.held import held_of
from popo.selection.queries.simulation import pool_for, try_draft
from popo.selection.queries.subjects import Listing
from tests.selection import make
from tests.selection.make import Scheme

COUNT = 12


@pytest.fixture
def scheme(work: None) -> Scheme:
    """With so many candidates, scored by the lead of the strand."""
    made = make.scheme()
    settle()  # loading is a piece of work of its own
    load_candidates(Registry(Random(1)), make.actor(made.strand_lead), COUNT)
    return made


def test_everybody_is_ranked_and_has_a_name(scheme: Scheme) -> None:
    who = make.actor(scheme.coordinator)
    found = candidates(who, clock.today(), Listing.NOMINATED)
    assert found.ranking is not None
    assert len(found.ranking.rows) == COUNT
    assert len(names_of(found.people, who)) == COUNT
    assert all(name.formal for name in names_of(found.people, who).values())


def test_stored_totals_are_what_the_answers_give(scheme: Scheme) -> None:
    who = make.actor(scheme.coordinator)
    found = candidates(who, clock.today(), Listing.NOMINATED).standings
    held = held_of(one.newest.scoring for one in found.scored.values())
    assert found.scored
    for one in found.scored.values():
        run = one.newest
        criteria = found.versions[run.version].criteria
        done = as_scored(held[run.scoring], criteria, run.scored_on)
        assert (done.low, done.high) == (run.low, run.high)


def test_the_draft_can_be_tried_on_them(scheme: Scheme) -> None:
    who = make.actor(scheme.coordinator)
    draft = add_draft(who)
    db.session.flush()  # read back
    done = try_draft(who, draft).simulation
    assert len(done.changes) == len(pool_for(who).people) == COUNT
    assert done.factors


def test_every_benchmark_can_be_asked_for_by_name() -> None:
    [names] = [parameter for parameter in bench.params if parameter.name == "names"]
    assert {"score-one", "rescore", "simulate", "rank"} <= set(names.type.choices)


def test_result_stands_beside_its_baseline() -> None:
    result = compare("rank", 20_000, [3.0, 4.0, 5.0], [1.0, 2.0, 3.0])
    assert (result.median_ms, result.ratio) == (4.0, 2.0)
