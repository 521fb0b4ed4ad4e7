import pytest
from hypothesis import given
from hypothesis import strategies as st

from popo.reference import places
from popo.reference.files import read_csv, read_json


def test_five_areas_in_the_order_of_the_strategy() -> None:
    names = [area.short_name for area in places.areas()]

    assert names == ["South", "East", "North", "Central", "West"]
    assert sum(area.printed_share_of_crime for area in places.areas()) == pytest.approx(100)


def test_every_ward_lies_in_one_area() -> None:
    by_area = [{ward.name for ward in places.wards_in(area)} for area in places.areas()]

    assert [len(names) for names in by_area] == [3, 4, 5, 4, 3]
    assert len(set.union(*by_area)) == len(places.wards()) == 19


def test_wards_of_an_area_are_those_of_its_shape() -> None:
    for shape in read_json("luton_areas.geojson")["features"]:
        area = places.area_named(shape["properties"]["area"])
        assert area is not None
        assert {ward.name for ward in places.wards_in(area)} == set(shape["properties"]["wards"])


def test_south_the_ward_and_south_the_area_are_told_apart() -> None:
    ward = places.ward_named("south")
    assert ward is not None
    assert ward.area == places.area_named("luton south")
    assert places.area_named("South") is None


@pytest.mark.parametrize("typed", ["LU1 1AA", "lu11aa", " Lu1  1aA ", "L U11 A A"])
def test_ward_of_postcode_however_typed(typed: str) -> None:
    ward = places.ward_of_postcode(typed)
    assert ward is not None
    assert ward.name == "South"
    assert ward.code == "E05002208"


@pytest.mark.parametrize("typed", ["LU7 1AA", "LU1 4LR", "", "LU1", "South"])
def test_no_ward_for_a_postcode_outside_luton(typed: str) -> None:
    assert places.ward_of_postcode(typed) is None


def test_every_postcode_finds_the_ward_it_names() -> None:
    for row in read_csv("luton_postcodes.csv"):
        ward = places.ward_of_postcode(row["postcode"].lower().replace(" ", ""))
        assert ward is not None
        assert (ward.name, ward.area.name) == (row["ward_name"], row["area"])


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("E01015693", "Barnfield"),  # in both vintages
        ("E01015741", "High Town"),  # 2011 only
        ("E01033803", "South"),  # 2021 only
        (" e01033801 ", "High Town"),
    ],
)
def test_ward_of_lsoa_of_either_vintage(code: str, name: str) -> None:
    ward = places.ward_of_lsoa(code)
    assert ward is not None
    assert ward.name == name


def test_no_ward_for_an_lsoa_elsewhere() -> None:
    assert places.ward_of_lsoa("E01017000") is None
    assert places.ward_of_lsoa("") is None


def test_every_lsoa_lies_in_a_ward_and_every_ward_has_one() -> None:
    rows = read_csv("luton_lsoa_ward_lookup.csv")
    found = {places.ward_of_lsoa(row["lsoa_code"]) for row in rows}

    assert len(rows) == 128
    assert found == set(places.wards())


def test_ward_with_code() -> None:
    for ward in places.wards():
        assert places.ward_with_code(ward.code) == ward
    assert places.ward_with_code("E05000001") is None


def test_tidy_postcode() -> None:
    assert places.tidy_postcode(" lu11aa") == "LU1 1AA"
    assert places.tidy_postcode("AA") == "AA"


@given(st.text())
def test_any_text_is_a_postcode_or_is_not(typed: str) -> None:
    tidied = places.tidy_postcode(typed)
    assert places.tidy_postcode(tidied) == tidied
    assert places.ward_of_postcode(typed) == places.ward_of_postcode(tidied)
