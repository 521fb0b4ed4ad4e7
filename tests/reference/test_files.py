import csv

import pytest

from popo.reference.files import FOLDER, read_csv, read_json
from tests.shared import shared

LARGEST = 900_000
COPIES = {
    "accommodation_types.csv": "codes",
    "areas_wards.csv": "cdrp",
    "bcs_comparator_map.csv": "offences",
    "ethnicity_officer_ic.csv": "codes",
    "ethnicity_self_defined.csv": "codes",
    "luton_areas.geojson": "geo",
    "luton_lsoa_ward_lookup.csv": "geo",
    "luton_monthly_by_ward.csv": "crime",
    "luton_postcodes.csv": "geo",
    "nicknames.csv": "names",
    "nomis_imprisonment_statuses.csv": "codes",
    "ogrs3_coefficients.csv": "ogrs",
    "ogrs4_coefficients.csv": "ogrs",
    "police_forces.csv": "codes",
    "police_uk_crime_type_map.csv": "crime",
    "targets_2005_2008.csv": "cdrp",
}
TRIMMED = {
    "cjs_offences.csv": "offences",
    "ho_offence_codes.csv": "offences",
    "names_by_locale.csv": "names",
}
LOCALES = {"en_GB", "en_IE", "en_PK", "en_IN", "yo_NG", "tw_GH", "pl_PL", "ro_RO"}


def test_every_file_ships_with_its_source_and_licence() -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    lines = [line for line in readme.splitlines() if line.startswith("| ")]
    described = {line.split(" | ")[0].removeprefix("| ") for line in lines} - {"file", "---"}

    present = {path.name for path in FOLDER.iterdir()} - {"README.md"}

    assert described == present
    assert present == COPIES.keys() | TRIMMED.keys()


def test_no_file_is_large() -> None:
    assert all(path.stat().st_size < LARGEST for path in FOLDER.iterdir())


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_equals_its_source(name: str) -> None:
    assert (FOLDER / name).read_bytes() == shared(f"{COPIES[name]}/{name}").read_bytes()


@pytest.mark.parametrize("name", TRIMMED)
def test_a_trimmed_file_changes_no_value(name: str) -> None:
    with shared(f"{TRIMMED[name]}/{name}").open(encoding="utf-8", newline="") as file:
        columns = read_csv(name)[0].keys()
        source = {tuple(row[column] for column in columns) for row in csv.DictReader(file)}

    kept = [tuple(row[column] for column in columns) for row in read_csv(name)]

    assert set(kept) <= source


def test_names_are_those_of_the_synthetic_cohort() -> None:
    rows = read_csv("names_by_locale.csv")

    assert {row["locale"] for row in rows} == LOCALES
    weighted = [row for row in rows if row["weight"]]
    assert {(row["locale"], row["kind"]) for row in weighted} == {("en_GB", "surname")}
    assert all(float(row["weight"]) > 0 for row in weighted)


def test_recorded_crime_ends_where_the_demonstration_starts() -> None:
    rows = read_csv("luton_monthly_by_ward.csv")

    assert max(row["month"] for row in rows) == "2024-04"
    assert sum(int(row["crimes"]) for row in rows) == 76_507


def test_area_shapes_are_named_like_the_areas() -> None:
    shapes = read_json("luton_areas.geojson")["features"]

    names = {shape["properties"]["area"] for shape in shapes}
    assert names == {row["area"] for row in read_csv("areas_wards.csv")}


def test_files_are_read_once() -> None:
    assert read_csv("police_forces.csv") is read_csv("police_forces.csv")
