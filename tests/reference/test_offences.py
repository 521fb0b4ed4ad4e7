from popo.reference.files import read_csv
from popo.reference.offences import (
    Comparator,
    cjs_offence,
    cjs_offences,
    comparator_classes,
    comparator_of,
    home_office_offence,
    police_crime_types,
)


def test_the_ten_comparators_are_named_as_the_strategy_names_them() -> None:
    printed = [row["crime_type"] for row in read_csv("targets_2005_2008.csv")]

    assert [*Comparator, "TOTAL"] == printed


def test_home_office_offence_by_either_way_of_writing() -> None:
    offence = home_office_offence("02803")
    assert offence is not None
    assert offence == home_office_offence(" 028/03 ")
    assert offence.description == "Other burglary in a dwelling."
    assert offence.ogrs3_category == "Burglary (domestic)"
    assert offence.ogrs4_category == "BURGLARY_DOMESTIC"
    assert offence.comparator is Comparator.DOMESTIC_BURGLARY


def test_unknown_codes_are_none() -> None:
    assert home_office_offence("99998") is None
    assert cjs_offence("ZZ99999") is None
    assert comparator_of("00100") is None


def test_cjs_offence() -> None:
    offence = cjs_offence(" th68023 ")
    assert offence is not None
    assert offence.title == "Robbery"
    assert offence.mode_of_trial == "CI"
    assert offence.comparator is Comparator.ROBBERY


def test_every_comparator_can_be_drawn_from_the_cjs_offences() -> None:
    assert {offence.comparator for offence in cjs_offences()} == {*Comparator, None}


def test_a_cjs_offence_counts_as_its_home_office_code_does() -> None:
    for offence in cjs_offences():
        assert offence.comparator == comparator_of(offence.ho_code), offence.code


def test_the_rest_of_the_synthetic_offence_mix_is_there() -> None:
    codes = {offence.ho_code for offence in cjs_offences() if offence.comparator is None}

    assert {"04600", "04910", "05402", "08301", "00831", "00832"} <= codes
    assert any(code.startswith("092") for code in codes)
    assert "Fail to comply with the requirements of a community order" in {
        offence.title for offence in cjs_offences() if offence.mode_of_trial == "CB"
    }


def test_core_and_edge_classes() -> None:
    classes = comparator_classes()

    assert len(classes) == 72
    assert {found.comparator for found in classes.values() if found.is_core} == set(Comparator)
    assert not classes["10400"].is_core
    serious = {
        found.comparator
        for found in classes.values()
        if found.is_serious_acquisitive and found.is_core
    }
    assert serious == {
        Comparator.DOMESTIC_BURGLARY,
        Comparator.ROBBERY,
        Comparator.THEFT_FROM_VEHICLE,
        Comparator.THEFT_OF_VEHICLE,
    }


def test_police_crime_types_reach_every_comparator_and_admit_what_they_lose() -> None:
    types = police_crime_types()

    assert len(types) == 14
    assert {one for kind in types.values() for one in kind.comparators} == set(Comparator)
    assert types["Bicycle theft"].comparators == (Comparator.THEFT_OF_CYCLE,)
    assert types["Shoplifting"].comparators == ()
    merged = [kind for kind in types.values() if len(kind.comparators) > 1]
    assert {kind.name for kind in merged} == {"Vehicle crime", "Violence and sexual offences"}
    assert all("lossy" in kind.note for kind in merged)


def test_recorded_crime_uses_only_known_types() -> None:
    recorded = {row["crime_type"] for row in read_csv("luton_monthly_by_ward.csv")}

    assert recorded == police_crime_types().keys()
