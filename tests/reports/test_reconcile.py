"""It always adds up when counted, and never when a number was changed afterwards."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from popo.cases.counting import SchemeList
from popo.figures import Figure
from popo.reports.reconcile import Published, adds_up, for_readers, reconcile
from tests.reports.make import months

SLOW = settings(
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def counts(figures: list[Figure]) -> dict[str, int]:
    return {figure.name: figure.value for figure in figures if figure.value is not None}


def published(found: dict[str, int], by: int = 0) -> Published:
    closing = {each: found[f"cohort/{each}/opening"] + by for each in SchemeList}
    return Published("March 2024", closing)


@SLOW
@given(months())
def test_what_was_counted_always_adds_up(figures: list[Figure]) -> None:
    found = counts(figures)
    assert adds_up(reconcile(found, published(found)))


@SLOW
@given(months(), st.data())
def test_a_changed_number_never_adds_up(figures: list[Figure], data: st.DataObject) -> None:
    found = counts(figures)
    parts = ("cohort/", "who/", "where/adults/place", "lights/adults/movement", "contacts/agency")
    name = data.draw(st.sampled_from(sorted(each for each in found if each.startswith(parts))))
    failed = [
        check for check in reconcile({**found, name: found[name] + 1}, None) if not check.holds
    ]
    assert failed, name
    assert all(check.words.endswith(".") for check in failed)


@SLOW
@given(months())
def test_a_month_must_start_from_what_was_published(figures: list[Figure]) -> None:
    found = counts(figures)
    failed = [check.words for check in reconcile(found, published(found, by=1)) if not check.holds]
    assert len(failed) == 2
    assert "Restate March 2024, or correct the dates" in failed[0]


@SLOW
@given(months())
def test_somebody_who_died_must_leave_the_list_first(figures: list[Figure]) -> None:
    found = {**counts(figures), "quality/adults/died_and_still_on": 1}
    failed = [check.words for check in reconcile(found, None) if not check.holds]
    assert failed == ["1 person who has died is still on the adults' list. Close the case first."]


@SLOW
@given(months())
def test_readers_get_the_adults_sum_and_no_number_of_children(figures: list[Figure]) -> None:
    found = counts(figures)
    adults, young = for_readers(found, published(found))
    numbers = [found[f"cohort/adults/{line}"] for line in ("opening", "closing")]
    assert adults.startswith(f"{numbers[0]} + ")
    assert f"= {numbers[1]}, and starts from the {numbers[0]} published for March 2024." in adults
    assert not any(letter.isdigit() for letter in young)
