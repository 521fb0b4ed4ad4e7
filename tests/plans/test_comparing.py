from hypothesis import given
from hypothesis import strategies as st

from popo.plans.comparing import FIELDS, moved

TOLD = st.fixed_dictionaries({name: st.integers(0, 2) for name in FIELDS})


class _Told:
    def __init__(self, values: dict[str, int]) -> None:
        self.__dict__.update(values)


@given(TOLD, TOLD)
def test_exactly_what_differs_has_moved(before: dict[str, int], now: dict[str, int]) -> None:
    found = moved(_Told(before), _Told(now))  # type: ignore[arg-type]  # plain stand-ins
    assert found == {name for name in FIELDS if before[name] != now[name]}
    assert moved(_Told(now), _Told(before)) == found  # type: ignore[arg-type]
