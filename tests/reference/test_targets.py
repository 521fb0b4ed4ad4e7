import csv

import pytest

from popo.reference.offences import Comparator
from popo.reference.places import areas
from popo.reference.targets import target_for, targets, total_as_printed, total_computed
from tests.shared import shared


@pytest.mark.parametrize(
    ("comparator", "printed", "computed"),
    [
        (Comparator.THEFT_OF_VEHICLE, 45.0, 16.5),
        (Comparator.DOMESTIC_BURGLARY, 40.0, 16.1),
        (Comparator.WOUNDING, 5.0, 7.0),
        (Comparator.COMMON_ASSAULT, 5.0, 27.1),
        (Comparator.ROBBERY, 15.0, 26.6),
        (Comparator.THEFT_OF_CYCLE, 0.0, -5.4),
        (Comparator.THEFT_FROM_PERSON, 0.0, -27.0),
    ],
)
def test_printed_and_computed_percentages_are_both_kept(
    comparator: Comparator, printed: float, computed: float
) -> None:
    target = target_for(comparator)

    assert (target.as_printed_pct, target.computed_pct) == (printed, computed)
    assert not target.adds_up


def test_the_table_has_ten_rows_and_a_total() -> None:
    assert [target.comparator for target in targets()] == list(Comparator)
    assert total_as_printed().comparator is None


def test_totals_are_printed_one_way_and_sum_another() -> None:
    printed, summed = total_as_printed(), total_computed()

    assert (printed.luton.baseline, printed.luton.target) == (14_030, 12_450)
    assert (printed.as_printed_pct, printed.computed_pct) == (23.3, 11.3)
    assert (summed.baseline, summed.target) == (14_120, 12_452)


def test_every_row_has_the_five_areas() -> None:
    for target in (*targets(), total_as_printed()):
        assert [figures.place for figures in target.areas] == [area.name for area in areas()]


def test_area_figures_equal_the_long_form_of_the_table() -> None:
    with shared("cdrp/targets_long.csv").open(encoding="utf-8", newline="") as file:
        long_form = {
            (row["crime_type"], row["area"]): (
                int(row["baseline_2004_05"]),
                int(row["target_2007_08"]),
            )
            for row in csv.DictReader(file)
            if row["area"] != "Luton (all)" and row["crime_type"] != "TOTAL"
        }

    ours = {
        (str(target.comparator), figures.place): (figures.baseline, figures.target)
        for target in targets()
        for figures in target.areas
    }
    assert ours == long_form


def test_area_targets_sum_to_luton_within_one_but_baselines_do_not() -> None:
    for target in targets():
        assert abs(sum(area.target for area in target.areas) - target.luton.target) <= 1
        assert sum(area.baseline for area in target.areas) != target.luton.baseline
