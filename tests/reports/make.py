"""A month without a database: histories, people and work that can be made up, and its figures."""

from collections import defaultdict
from datetime import date
from uuid import UUID, uuid4

from hypothesis import strategies as st

from popo.actions.measures import Owed, count_actions
from popo.actions.models import ActionStatus
from popo.cases.counting import (
    Engaged,
    Light,
    SchemeList,
    Spell,
    by_strand,
    cohort,
    on_lists,
    traffic_lights,
)
from popo.cases.measures import HOME_AREAS, Described, count_described
from popo.cases.models import CaseEnd, Colour, Strand
from popo.contacts.measures import count_contacts, unseen
from popo.contacts.models import Outcome
from popo.figures import Figure, Period, counted, named
from popo.people.models import Sex
from popo.whereabouts.measures import Held, count_whereabouts
from popo.whereabouts.models import Basis, Place

APRIL = Period(date(2024, 4, 1), date(2024, 4, 30))
_DAYS = st.dates(date(2024, 3, 1), date(2024, 6, 10))
_AGENCIES = {UUID(int=1): "Police", UUID(int=2): "Probation"}


@st.composite
def spells(draw: st.DrawFn) -> Spell:
    opened_on, closed_on = sorted([draw(_DAYS), draw(_DAYS)])
    ends = draw(st.booleans())
    starts = sorted(draw(st.lists(_DAYS, max_size=2)))
    return Spell(
        uuid4(),
        uuid4(),
        draw(st.integers(1, 2)),
        opened_on,
        closed_on if ends else None,
        draw(st.sampled_from(CaseEnd)) if ends else None,
        tuple(Engaged(start, None, draw(st.sampled_from(Strand))) for start in starts),
        tuple(Light(start, None, draw(st.sampled_from(Colour)), start) for start in starts),
    )


@st.composite
def months(draw: st.DrawFn, most: int = 25) -> list[Figure]:
    """Every figure the scheme counts itself, of a month that is made up."""
    history = draw(st.lists(spells(), max_size=most))
    now = on_lists(history, APRIL.day)
    figures = cohort(history, APRIL) + traffic_lights(history, APRIL)
    figures += by_strand(now[SchemeList.ADULTS], APRIL.day)
    for each in SchemeList:
        people = {spell.person_id for spell in now[each]}
        figures += _people(draw, each, people)
    return figures + _work(draw)


def _people(draw: st.DrawFn, each: SchemeList, people: set[UUID]) -> list[Figure]:
    described = [
        Described(
            key,
            draw(st.sampled_from(Sex)),
            draw(st.one_of(st.none(), st.integers(10, 60))),
            draw(st.sampled_from(HOME_AREAS)),
            has_died=False,
        )
        for key in sorted(people)
    ]
    held = Held(
        {key: draw(st.sampled_from(Place)) for key in sorted(people)},
        {key: {draw(st.sampled_from(Basis))} for key in sorted(people)},
        {},
    )
    return [
        *count_described(each, described),
        *count_whereabouts(each, people, held, APRIL.day),
        counted(named("contacts", each, "none_kept"), unseen(people, set())),
    ]


def _work(draw: st.DrawFn) -> list[Figure]:
    pairs = st.tuples(st.sampled_from(sorted(_AGENCIES)), st.sampled_from(Outcome))
    drawn = draw(st.lists(pairs, max_size=9))
    met: defaultdict[tuple[UUID, Outcome], list[str]] = defaultdict(list)
    for pair in drawn:
        met[pair].append(uuid4().hex)
    owed = [
        Owed(uuid4(), "Police", APRIL.first, due, None, ActionStatus.ACCEPTED)
        for due in draw(st.lists(_DAYS, max_size=4))
    ]
    return count_contacts(met, _AGENCIES) + count_actions(owed, APRIL)
