"""One rule of sight: what filters, what explains and what a plain reading of it says agree."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from popo import clock
from popo.access.actor import SCHEME, Actor, RoleScope
from popo.access.permissions import Clearance, Role
from popo.accounts.models import AgencyKind
from popo.accounts.queries import actor_for
from popo.db import db
from popo.errors import RuleBroken
from popo.people import services
from popo.people.models import (
    ConflictOfInterest,
    Person,
    Restriction,
    SightCompartment,
    SightGrant,
    SightLevel,
)
from popo.people.queries import explain, get_person, list_people, sight_of, who_can_see
from popo.people.queries.person import NO_RULE
from tests import make

LEVELS = list(SightLevel)
_STRAND = "catch_and_convict"


@pytest.fixture
def actors(work: None) -> dict[str, Actor]:
    police, council = make.agency(), make.agency(AgencyKind.COUNCIL)
    lapsed = make.agency(AgencyKind.HEALTH, agreement=False)
    inside = (Clearance.PREVENT_AND_DETER,)
    return {
        "police": make.actor(of=police),
        "colleague": make.actor(of=police),
        "council": make.actor(of=council),
        "cleared": make.actor(of=council, clearances=inside),
        "lead": make.actor(Role.STRAND_LEAD, _STRAND, of=council),
        "lapsed": make.actor(of=lapsed),
        "coordinator": make.coordinator(),
        "cleared coordinator": make.actor(Role.COORDINATOR, SCHEME, clearances=inside),
        "governance": make.actor(Role.INFORMATION_GOVERNANCE_OFFICER, SCHEME),
    }


@dataclass(frozen=True)
class Given:
    """A grant to be made: `to` names an actor, `how` by name, agency or role; days from now."""

    to: str
    how: str
    level: SightLevel
    starts: int
    ends: int | None

    def holds(self) -> bool:
        return self.starts <= 0 and (self.ends is None or self.ends > 0)

    def reaches(self, actor: Actor, target: Actor) -> bool:
        if self.how == "user":
            return actor.user_id == target.user_id
        if self.how == "agency":
            return actor.agency_id == target.agency_id
        return RoleScope(Role.STRAND_LEAD, _STRAND) in actor.roles


_NAMES = [
    "police", "colleague", "council", "cleared", "lead", "lapsed", "coordinator",
    "cleared coordinator", "governance",
]  # fmt: skip
_grants = st.builds(
    Given,
    to=st.sampled_from(_NAMES),
    how=st.sampled_from(["user", "agency", "role"]),
    level=st.sampled_from(LEVELS),
    starts=st.sampled_from([-9, -1, 1]),
    ends=st.sampled_from([None, 2]),
).flatmap(lambda one: st.sampled_from([one, Given(one.to, one.how, one.level, -9, -1)]))


@dataclass(frozen=True)
class World:
    """What is true of the one person looked at."""

    grants: list[Given]
    young: bool
    restriction: str | None
    conflicted: str | None


_worlds = st.builds(
    World,
    grants=st.lists(_grants, max_size=4),
    young=st.booleans(),
    restriction=st.sampled_from([None, "in force", "lifted"]),
    conflicted=st.sampled_from([None, *_NAMES]),
)


@given(world=_worlds)
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_what_filters_explains_and_says_agree(actors: dict[str, Actor], world: World) -> None:
    person = _person(actors, world)
    for name, actor in actors.items():
        allowed = [_allowed(name, actors, world, level) for level in LEVELS]
        seen = [get_person(person.reference, actor, level) is person for level in LEVELS]
        told = [explain(actor, person.id, level).allowed for level in LEVELS]
        assert seen == allowed, name
        assert told == allowed, name
        assert sight_of(actor, person.id) == max(
            (level for level, yes in zip(LEVELS, allowed, strict=True) if yes), default=None
        )


def _person(actors: dict[str, Actor], world: World) -> Person:
    person = make.person(make.actor())
    if world.young:
        person.sight_compartment = SightCompartment.YOUNG_PERSON
    today = clock.today()
    owner = {"person_id": person.id, "agency_id": person.agency_id, "reason": "A test"}
    if world.restriction:
        ends = {"ends_on": today} if world.restriction == "lifted" else {}
        setter = actors["coordinator"].user_id
        db.session.add(
            Restriction(set_by_id=setter, review_on=today, starts_on=today, **owner, **ends)
        )
    if world.conflicted:
        tied = actors[world.conflicted].user_id
        db.session.add(ConflictOfInterest(user_id=tied, starts_on=today, **owner))
    for grant in world.grants:
        db.session.add(_row(person, grant, actors[grant.to]))
    return person


def _row(person: Person, grant: Given, target: Actor) -> SightGrant:
    now = clock.now()
    grantee = {
        "user": {"user_id": target.user_id},
        "agency": {"grantee_agency_id": target.agency_id},
        "role": {"role": RoleScope(Role.STRAND_LEAD, _STRAND).key},
    }[grant.how]
    return SightGrant(
        person_id=person.id,
        level=int(grant.level),
        because="a test",
        because_id=person.id,
        starts_at=now + timedelta(days=grant.starts),
        ends_at=None if grant.ends is None else now + timedelta(days=grant.ends),
        **grantee,
    )


def _allowed(name: str, actors: dict[str, Actor], world: World, level: SightLevel) -> bool:
    """The rule as a person would say it, without SQL."""
    held = [one for one in world.grants if one.holds() and one.level >= level]
    by_name = any(one.how == "user" and one.to == name for one in held)
    if name in {"lapsed", world.conflicted}:
        return False
    if world.restriction == "in force" and level > SightLevel.EXISTS and not by_name:
        return False
    if world.young and "cleared" not in name and not by_name:
        return False
    given = any(one.reaches(actors[name], actors[one.to]) for one in held)
    return given or "coordinator" in name


def test_explain_names_the_rule_that_denies_before_the_one_that_allows(work: None) -> None:
    police = make.actor()
    person = make.person(police)
    assert explain(police, person.id).words == "Your agency works with this person."
    services.declare_conflict(police, person, "A cousin")
    assert "conflict of interest" in explain(police, person.id).words
    assert explain(make.actor(), person.id).words == NO_RULE


def test_list_people_carries_the_rule(work: None) -> None:
    police = make.actor()
    person = make.person(police)
    assert list_people(police) == [person]
    assert list_people(make.actor()) == []


def test_restrict_person_leaves_those_named_and_lifting_takes_it_back(work: None) -> None:
    coordinator, police = make.coordinator(), make.actor()
    colleague = make.user()
    person = make.person(police)
    until = clock.today() + timedelta(days=60)
    with pytest.raises(RuleBroken, match="Only the co-ordinator"):
        services.restrict_person(police, person, "A threat", until, [])
    row = services.restrict_person(coordinator, person, "A threat", until, [colleague])
    named = actor_for(colleague)
    assert get_person(person.reference, police) is None
    assert get_person(person.reference, named, SightLevel.WORK) is person
    assert get_person(person.reference, coordinator) is person
    with pytest.raises(RuleBroken, match="already"):
        services.restrict_person(coordinator, person, "Again", until, [])
    services.lift_restriction(coordinator, person, row)
    assert get_person(person.reference, police) is person
    assert get_person(person.reference, named) is None


@pytest.mark.parametrize("days", [0, -1, 185])
def test_restrict_person_wants_a_near_review(work: None, days: int) -> None:
    coordinator = make.coordinator()
    person = make.person(make.actor())
    with pytest.raises(RuleBroken, match="six months"):
        services.restrict_person(
            coordinator, person, "A threat", clock.today() + timedelta(days=days), []
        )


def test_who_can_see_tells_grants_in_force_only(work: None) -> None:
    police, other = make.actor(), make.actor()
    person = make.person(police)
    services.grant_sight(
        police, person.id, SightLevel.READ, "a test", other.user_id, user_id=other.user_id
    )
    assert [grant.because for grant in who_can_see(person.id)] == ["added the person", "a test"]
    services.end_sight(police, other.user_id, because="a test")
    assert [grant.because for grant in who_can_see(person.id)] == ["added the person"]


@pytest.mark.parametrize(
    ("born", "last_day_inside", "first_day_out"),
    [
        (date(2006, 4, 15), date(2024, 4, 30), date(2024, 5, 1)),
        (date(2006, 4, 30), date(2024, 4, 30), date(2024, 5, 1)),
        (date(2006, 5, 1), date(2024, 5, 31), date(2024, 6, 1)),
        (date(2004, 2, 29), date(2022, 3, 31), date(2022, 4, 1)),
    ],
)
def test_come_of_age_on_the_first_of_the_month_after(
    work: None, born: date, last_day_inside: date, first_day_out: date
) -> None:
    person = make.person(make.actor(), born=born)
    person.sight_compartment = SightCompartment.YOUNG_PERSON
    assert services.come_of_age(last_day_inside, set()) == []
    assert services.come_of_age(first_day_out, set()) == [person]
    assert not person.is_young
    assert services.come_of_age(first_day_out, set()) == []


def test_come_of_age_leaves_those_whose_birth_is_not_known(work: None) -> None:
    person = make.person(make.actor(), born=None)
    person.sight_compartment = SightCompartment.YOUNG_PERSON
    assert services.come_of_age(date(2024, 6, 1), set()) == []


def test_come_of_age_holds_back_those_known_only_to_prevent_and_deter(work: None) -> None:
    person = make.person(make.actor(), born=date(2000, 1, 1))
    person.sight_compartment = SightCompartment.YOUNG_PERSON
    assert services.come_of_age(date(2024, 5, 1), {person.id}) == []
    assert person.is_young
