"""However opening and saving interleave, nobody overwrites what they have not seen."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from popo.access.actor import Actor
from popo.db import settle
from popo.errors import StaleVersion
from popo.people.models import Sex
from popo.people.services import EditPerson, edit_person
from tests import make

EDITORS = 3
_steps = st.lists(
    st.tuples(
        st.integers(0, EDITORS - 1), st.sampled_from(["open", "save"]), st.sampled_from(list(Sex))
    ),
    max_size=14,
)


@pytest.fixture
def by(work: None) -> Actor:
    """Made once: a password takes its time to hash."""
    return make.actor()


@given(steps=_steps)
@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_save_is_kept_exactly_where_its_author_saw_the_newest(
    by: Actor, steps: list[tuple[int, str, Sex]]
) -> None:
    person = make.person(by)
    settle()
    details = EditPerson(date(1983, 5, 3), Sex.MALE)
    opened: dict[int, tuple[int, Sex]] = {}
    kept = person.sex
    for editor, step, sex in steps:
        if step == "open":
            opened[editor] = person.version, person.sex
        elif editor in opened:
            version, seen = opened[editor]
            current = version == person.version
            try:
                edit_person(by, person, replace(details, sex=sex), version)
            except StaleVersion:
                assert not current
            else:
                assert current
                assert seen == kept, "an author who saved had seen what stood"
                kept = sex
                settle()
        assert person.sex == kept
