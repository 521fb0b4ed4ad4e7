"""Which comparators the police's types stand for, and what is lost."""

import csv

import pytest

from popo.crime.comparators import CANNOT_MEASURE, Group, groups, types_without_target
from popo.reference.offences import Comparator, police_crime_types
from tests.shared import shared


def _group(crime_type: str) -> Group:
    return next(group for group in groups() if group.crime_type.name == crime_type)


def test_every_comparator_is_in_exactly_one_group() -> None:
    named = [comparator for group in groups() for comparator in group.comparators]
    assert sorted(named) == sorted(Comparator)


def test_every_crime_type_is_a_group_or_has_no_target() -> None:
    grouped = {group.crime_type.name for group in groups()}
    assert grouped.isdisjoint(types_without_target())
    assert grouped | set(types_without_target()) == police_crime_types().keys()


def test_merged_comparators_are_one_group_by_name() -> None:
    assert [group.name for group in groups()] == [
        "Vehicle crime (theft of vehicle + theft from vehicle + vehicle interference)",
        "Burglary (domestic burglary)",
        "Bicycle theft (theft of cycle)",
        "Theft from the person (theft from person)",
        "Criminal damage and arson (criminal damage)",
        "Violence and sexual offences (common assault + wounding)",
        "Robbery",
    ]


def test_targets_of_merged_comparators_are_added_together() -> None:
    vehicles = _group("Vehicle crime").target_in("Luton")
    assert vehicles is not None
    assert (vehicles.baseline, vehicles.target) == (848 + 2797 + 325, 708 + 2338 + 255)
    south = _group("Violence and sexual offences").target_in("Luton South")
    assert south is not None
    assert (south.baseline, south.target) == (292 + 949, 259 + 842)


def test_ward_has_no_target_even_where_an_area_bears_its_name() -> None:
    assert _group("Robbery").target_in("South") is None


def test_what_the_file_cannot_measure_is_said_wherever_something_is_lost() -> None:
    lossy = {
        group.crime_type.name
        for group in groups()
        if "lossy" in group.crime_type.note or "included" in group.crime_type.note
    }
    assert lossy == CANNOT_MEASURE.keys()
    assert all(sentence.endswith(".") for sentence in CANNOT_MEASURE.values())


def test_computed_reductions_are_those_of_the_list_of_discrepancies() -> None:
    with shared("cdrp/discrepancies.csv").open(encoding="utf-8", newline="") as file:
        computed = {
            row["where"]: float(row["computed"])
            for row in csv.DictReader(file)
            if row["kind"] == "reduction_pct"
        }
    for group in groups():
        for target in group.targets:
            assert target.comparator is not None
            assert target.computed_pct == pytest.approx(computed[target.comparator])
            assert not target.adds_up
