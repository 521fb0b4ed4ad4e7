import csv
import string
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from popo.people.identifiers import (
    CHECKED_KINDS,
    IdentifierKind,
    check,
    guess_kind,
    looks_like,
    tidy,
)
from tests.shared import shared

TODAY = date(2024, 4, 30)
ALPHABET = "ZABCDEFGHJKLMNPQRTUVWXY"
PNC, CRO, ASN = IdentifierKind.PNC, IdentifierKind.CRO, IdentifierKind.ASN
PRISON_NUMBER, CRN = IdentifierKind.PRISON_NUMBER, IdentifierKind.CRN
KINDS = {
    "PNC": PNC,
    "CRO": CRO,
    "CRO-SF": CRO,
    "ASN": ASN,
    "NOMS": PRISON_NUMBER,
    "CRN": CRN,
}

years = st.integers(1950, 2024).map(str)


def letter_for(number: str) -> str:
    return ALPHABET[int(number) % 23]


@st.composite
def pncs(draw: st.DrawFn) -> str:
    year, serial = draw(years), draw(st.integers(0, 9_999_999))
    return f"{year}/{serial:07}{letter_for(year[2:] + f'{serial:07}')}"


@st.composite
def cros(draw: st.DrawFn) -> str:
    year, serial = draw(st.integers(0, 99)), draw(st.integers(0, 999_999))
    if draw(st.booleans()):
        return f"{serial:06}/{year:02}{letter_for(f'{year:02}{serial:06}')}"
    return f"SF{year:02}/{serial}{letter_for(f'{year:02}{serial}')}"


@st.composite
def asns(draw: st.DrawFn) -> str:
    """With slashes, from a force and unit that no dummy uses."""
    year, sequence = draw(st.integers(0, 99)), draw(st.integers(0, 10**11 - 1))
    unit = draw(st.text(string.ascii_uppercase + string.digits, min_size=2, max_size=2))
    system = draw(st.sampled_from(["00", "01", "C1", "XX"]))
    numbers = "40" + (system if system.isdigit() else "")
    letter = letter_for(f"{numbers}{year:02}{sequence:011}")
    return f"{year:02}/40{unit}/{system}/{sequence}{letter}"


pncs_and_cros = st.tuples(st.just(PNC), pncs()) | st.tuples(st.just(CRO), cros())
lettered = pncs_and_cros | st.tuples(st.just(ASN), asns())


def rows(name: str) -> list[dict[str, str]]:
    with shared(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_all_forty_vectors_agree() -> None:
    vectors = rows("identifiers/test_vectors.csv")
    assert len(vectors) == 40
    for vector in vectors:
        checked = check(KINDS[vector["kind"]], vector["input"], TODAY)
        assert checked.typed == vector["input"]
        assert (checked.canonical or "") == vector["expected"], vector
        assert checked.valid == (vector["valid"] == "1") == (checked.reason == ""), vector


def test_made_up_identifiers_are_valid() -> None:
    for row in rows("identifiers/synthetic_valid_ids.csv"):
        assert check(KINDS[row["kind"]], row["value"], TODAY).valid, row


@pytest.mark.parametrize(
    ("kind", "typed", "canonical"),
    [
        (PNC, "81/34U", "1981/0000034U"),
        (PNC, "1981/0000034U", "1981/0000034U"),
        (PNC, "19810000034U", "1981/0000034U"),
        (CRO, "65656/91H", "065656/91H"),
        (CRO, "SF83/50058Z", "SF83/50058Z"),
        (ASN, "22/02XC/02/21R", "22/02XC/02/21R"),
        (ASN, "22/02XC/02/00000000021R", "22/02XC/02/21R"),
        (ASN, "22A02XC0200000000021R", "22/02XC/02/21R"),
        (ASN, "22/A02XC/02/21R", "22/02XC/02/21R"),
        (ASN, "2202xc0200000000021r", "22/02XC/02/21R"),
        (PRISON_NUMBER, "G9542VP", "G9542VP"),
        (CRN, "X320811", "X320811"),
        (IdentifierKind.YOT, "lut/17 b", "lut/17 b"),
        (IdentifierKind.LOCAL, "  R  12 ", "R 12"),
    ],
)
def test_canonical_form(kind: IdentifierKind, typed: str, canonical: str) -> None:
    checked = check(kind, typed, TODAY)
    assert (checked.canonical, checked.valid, checked.reason) == (canonical, True, "")


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (PNC, " 81/34U"),
        (PNC, "81/34U\n"),
        (PNC, "81/34u"),
        (PNC, "٨١/34U"),
        (PNC, "81//34U"),
        (CRO, "65656/91h"),
        (CRO, "6565691H"),
        (CRO, "SF83/0050058Z"),
        (ASN, "22/02XC/0221R"),
        (ASN, "2202XC0221R"),
        (ASN, "2202XC0200000000021S"),
        (PRISON_NUMBER, "G9542VP "),
        (CRN, "X3208111"),
        (IdentifierKind.CUSTODY, " "),
    ],
)
def test_another_way_of_writing_is_refused_with_how_to_write_it(
    kind: IdentifierKind, typed: str
) -> None:
    checked = check(kind, typed, TODAY)
    assert (checked.canonical, checked.valid) == (None, False)
    assert checked.reason.startswith("Enter the ")
    assert checked.reason.endswith(".")


@pytest.mark.parametrize(
    ("kind", "typed"),
    [(PNC, "81/34T"), (PNC, "20120052494O"), (CRO, "85227/65G"), (ASN, "2202XC0200000000021D")],
)
def test_a_wrong_check_letter_is_said_to_be_one(kind: IdentifierKind, typed: str) -> None:
    reason = check(kind, typed, TODAY).reason
    assert reason == (
        "The check letter at the end does not fit the number. Compare it with the source."
    )


@pytest.mark.parametrize(
    ("typed", "today", "canonical"),
    [
        ("24/1Q", date(2024, 12, 31), "2024/0000001Q"),
        ("24/1Q", date(2023, 12, 31), "1924/0000001Q"),
        ("24/1Q", date(2025, 1, 1), "2024/0000001Q"),
        ("00/223R", date(2000, 1, 1), "2000/0000223R"),
        ("99/1G", date(2004, 9, 6), "1999/0000001G"),
    ],
)
def test_the_century_of_a_pnc_number_turns_on_today(
    typed: str, today: date, canonical: str
) -> None:
    assert check(PNC, typed, today).canonical == canonical


@pytest.mark.parametrize(
    "typed",
    [
        "2300NP0000000000001A",
        "2240NRPR00000000001A",
        "0800PP0111111111111A",
        "2350OFSJ00000000001A",
    ],
)
def test_a_dummy_asn_is_no_asn(typed: str) -> None:
    checked = check(ASN, typed, TODAY)
    assert (checked.canonical, checked.valid) == (None, False)
    assert checked.reason == (
        "This is a dummy ASN, used where there is none. Record that there is no ASN."
    )


@given(lettered)
def test_a_valid_identifier_is_its_own_canonical_form(pair: tuple[IdentifierKind, str]) -> None:
    kind, typed = pair
    checked = check(kind, typed, TODAY)
    assert (checked.canonical, checked.reason) == (typed, "")
    assert tidy(kind, typed) == typed


@given(pncs())
def test_every_way_of_writing_a_pnc_number_is_the_same_one(canonical: str) -> None:
    year, serial = canonical[:4], canonical[5:12].lstrip("0") or "0"
    letter = canonical[-1]
    written = [
        f"{year}{canonical[5:]}",
        f"{year[2:]}/{serial}{letter}",
        f"{year[2:]}{serial}{letter}",
    ]
    assert {check(PNC, text, TODAY).canonical for text in written} == {canonical}


@given(asns(), st.sampled_from(string.ascii_uppercase))
def test_long_and_slashed_asns_are_the_same_one(canonical: str, top_level: str) -> None:
    year, organisation, system, rest = canonical.split("/")
    long_form = year + organisation + system + rest.zfill(12)
    assert check(ASN, long_form, TODAY).canonical == canonical
    assert check(ASN, long_form[:2] + top_level + long_form[2:], TODAY).canonical == canonical


@given(st.data(), pncs_and_cros)
def test_altering_one_digit_is_refused(
    data: st.DataObject, pair: tuple[IdentifierKind, str]
) -> None:
    kind, typed = pair
    # The century of a PNC number takes no part in its check letter.
    first = 2 if kind is PNC else 0
    places = [place for place, sign in enumerate(typed) if sign.isdigit() and place >= first]
    place = data.draw(st.sampled_from(places))
    digit = data.draw(st.sampled_from(string.digits.replace(typed[place], "")))
    checked = check(kind, typed[:place] + digit + typed[place + 1 :], TODAY)
    assert not checked.valid
    assert "check letter" in checked.reason


@given(st.data(), asns())
def test_altering_one_digit_of_an_asn_sequence_is_refused(data: st.DataObject, typed: str) -> None:
    place = data.draw(st.integers(typed.rindex("/") + 1, len(typed) - 2))
    digit = data.draw(st.sampled_from(string.digits.replace(typed[place], "")))
    checked = check(ASN, typed[:place] + digit + typed[place + 1 :], TODAY)
    assert not checked.valid
    assert "check letter" in checked.reason


@given(lettered)
def test_only_one_letter_fits(pair: tuple[IdentifierKind, str]) -> None:
    kind, typed = pair
    fitting = [
        letter for letter in string.ascii_uppercase if check(kind, typed[:-1] + letter, TODAY).valid
    ]
    assert fitting == [typed[-1]]


@given(lettered)
def test_tidy_undoes_spaces_lower_case_and_the_letter_o(pair: tuple[IdentifierKind, str]) -> None:
    kind, typed = pair
    first = 11 if kind is ASN else 2
    noisy = typed[:first] + typed[first:-1].replace("0", "o") + " " + typed[-1]
    assert tidy(kind, f" {noisy.lower()} ") == typed


@pytest.mark.parametrize(
    ("kind", "typed", "tidied"),
    [
        (PNC, "02 / 73319z", "02/73319Z"),
        (PNC, "O2/733I9z", "02/733I9Z"),
        (PNC, "1981/34u", "1981/0000034U"),
        (PNC, "81/34o", "81/34O"),
        (CRO, "sf83/5oo58z", "SF83/50058Z"),
        (ASN, "22O2XC02OOOOOOOOO21R", "22O2XC0200000000021R"),
        (ASN, "22/o2xo/o2/2or", "22/O2XO/O2/20R"),
        (PRISON_NUMBER, "o954o vo", "O9540VO"),
        (CRN, "x32O811", "X320811"),
        (IdentifierKind.LOCAL, "  Lut  o1 ", "Lut o1"),
    ],
)
def test_tidy(kind: IdentifierKind, typed: str, tidied: str) -> None:
    assert tidy(kind, typed) == tidied


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("02/73319z", PNC),
        (" 20O20073319Z", PNC),
        ("65656/91h", CRO),
        ("sf83/50058z", CRO),
        ("22/02xc/02/21r", ASN),
        ("a1234bc", PRISON_NUMBER),
        ("x320811", CRN),
    ],
)
def test_guess_kind_of_a_valid_identifier(typed: str, kind: IdentifierKind) -> None:
    guess = guess_kind(typed, TODAY)
    assert guess is not None
    assert (guess[0], guess[1].typed, guess[1].valid) == (kind, typed, True)


def test_guess_kind_tells_of_a_wrong_check_letter() -> None:
    guess = guess_kind("1980/0163001b", TODAY)
    assert guess is not None
    assert guess[0] == PNC
    assert "check letter" in guess[1].reason


def test_guess_kind_prefers_the_valid_one() -> None:
    # Written alike as a PNC number of 1965 and as a CRO number of 1991; only the second fits.
    assert not check(PNC, "65/91N", TODAY).valid
    guess = guess_kind("65/91N", TODAY)
    assert guess is not None
    assert guess[0] == CRO


@pytest.mark.parametrize(
    "typed", ["", "Kowalska", "O'Connor", "LU1 1AA", "12/03/1985", "07700 900123"]
)
def test_names_dates_postcodes_and_phones_look_like_no_identifier(typed: str) -> None:
    assert guess_kind(typed, TODAY) is None


@given(
    st.sampled_from(IdentifierKind), st.one_of(st.text(), st.text("0123456789/OSFX ", max_size=22))
)
def test_any_text_is_judged(kind: IdentifierKind, typed: str) -> None:
    checked = check(kind, typed, TODAY)
    assert checked.valid == (checked.canonical is not None) == (checked.reason == "")
    tidied = tidy(kind, typed)
    assert tidy(kind, tidied) == tidied
    if checked.canonical is not None:
        assert check(kind, checked.canonical, TODAY).canonical == checked.canonical
    guess = guess_kind(typed, TODAY)
    assert guess is None or looks_like(guess[0], tidy(guess[0], typed))


@given(st.sampled_from(CHECKED_KINDS), st.text(string.digits + string.ascii_uppercase, min_size=5))
def test_a_reason_never_repeats_the_identifier(kind: IdentifierKind, typed: str) -> None:
    assert typed not in check(kind, typed, TODAY).reason
