"""A file with anything wrong is refused whole, with the line, the fault and what to do."""

import codecs
import csv
import io
import re
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from popo.crime.parse import parse
from popo.crime.refusal import FileRefused
from tests.crime.files import LATEST, crime, read, street, ward_counts

GOOD = street(crime(1), crime(2))
ROW = GOOD.splitlines()[1]


def _refusal(content: bytes) -> str:
    with pytest.raises(FileRefused) as caught:
        read(content)
    return caught.value.message


def _zip(content: bytes) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("2022-09-bedfordshire-street.csv", content)
    return archive.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file is empty"),
        (b"\n \n", "The first line is not the header"),
        (b"name,age\nA,1\n", "The first line is not the header"),
        (GOOD.replace(b",Context", b",Remarks"), "The first line is not the header"),
        (street(), "no rows"),
        (codecs.BOM_UTF16_LE + GOOD.decode().encode("utf-16-le"), "UTF-16"),
        (GOOD.decode().encode("utf-16-be"), "Line 1: a null byte"),
        (GOOD + b"\0", "Line 4: a null byte"),
        (GOOD + b"\x07", "Line 4: a control character"),
        (_zip(GOOD), "zip archive or a spreadsheet"),
        (b"\x89PNG\r\n\x1a\n" + GOOD, "control character"),
        (GOOD + b"\x81", "Line 4: a byte that is not text"),
        (GOOD + b"\xe2\x81", "Line 4: a byte that is not text"),
        (GOOD + b"\xc2", "Line 4: the number of columns is 1 where"),
        (street(crime(1, Location="£")) + ROW + b"\xa3\n", "Line 3: the text changes from UTF-8"),
        (GOOD + ROW[:90] + b"\n", "Line 4: the number of columns is 3 where the header has 12"),
        (GOOD + ROW + b",,\n" + ROW, "Line 4: the number of columns is 14 where the header has 12"),
        (GOOD + ROW[:-1] + b',"open\n' + ROW + b"\n", "Line 4: a quotation mark is not closed"),
        (GOOD + b'"a"b' + ROW + b"\n", "Line 4: a quotation mark is not closed"),
        (GOOD + b"x" * 200_000, "Line 4: longer than 10,000 characters"),
        (GOOD + b'"' + b"\n" * 200_000, "Line 4: a quotation mark is not closed"),
        (street(crime(1, Month="Sep-22")), "Line 2: the month 'Sep-22' is not written"),
        (street(crime(1, Month="2022-13")), "Line 2: the month '2022-13' is not written"),
        (street(crime(1, Month="٢٠٢٢-٠٩")), "Line 2: the month .* is not written"),
        (street(crime(1), crime(2, Month="2024-05")), "Line 3: .* not between January 2000"),
        (street(crime(1, Month="0000-01")), "Line 2: .* not between January 2000"),
        (street(crime(1, LSOA_code="Luton 007A")), "Line 2: 'Luton 007A' is not an LSOA code"),
        (street(crime(1, LSOA_code="E01017540")), "September 2022 but none in the scheme's wards"),
        (street(crime(1, LSOA_code="")), "September 2022 but none in the scheme's wards"),
        (street(crime(1), crime(2, Month="2022-08", LSOA_code="")), "August 2022 but none"),
        (ward_counts("2022-09,Luton Central,Beech Hill,Burglary,1"), "Line 2: 'Beech Hill' is not"),
        (ward_counts("2022-09,Luton South,Barnfield,Burglary,1"), "Barnfield is in Luton Central"),
        (ward_counts("2022-09,Luton Central,Barnfield,Burglary,-1"), "'-1' is not a number"),
        (ward_counts("2022-09,Luton Central,Barnfield,Burglary,1.5"), "'1.5' is not a number"),
        (ward_counts("2022-9,Luton Central,Barnfield,Burglary,1"), "Line 2: the month '2022-9'"),
        (ward_counts(*["2022-09,Luton Central,Barnfield,Burglary,1"] * 2), "Line 3: Burglary in"),
        (ward_counts("2022-09,Luton Central,Barnfield,Burglary,0"), "none in the scheme's wards"),
    ],
)
def test_bad_file_is_refused(content: bytes, said: str) -> None:
    message = _refusal(content)
    assert re.search(said, message)
    assert message.endswith(".")


def test_torn_last_line_of_the_published_rows_is_refused_wherever_it_is_cut() -> None:
    """Cut within the last value is still a whole row: that loss cannot be seen."""
    last = GOOD.rindex(b"\n", 0, -1) + 1
    for cut in range(last + 1, GOOD.rindex(b",")):
        assert "where the header has 12" in _refusal(GOOD[:cut])


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    with pytest.raises(FileRefused):
        parse(io.BytesIO(content), LATEST)


@given(st.binary(max_size=200), st.integers(0, len(GOOD)), st.integers(0, 40))
def test_damaged_file_is_read_or_refused(damage: bytes, at: int, lost: int) -> None:
    _read_or_refuse(GOOD[:at] + damage + GOOD[at + lost :])


@given(st.lists(st.lists(st.text(max_size=12), min_size=11, max_size=13), max_size=4))
def test_any_values_below_the_header_are_read_or_refused(rows: list[list[str]]) -> None:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    _read_or_refuse(GOOD + text.getvalue().encode())


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["2022-09", "2022-08", "2022", ""]),
            st.sampled_from(["Luton Central", "Luton South", ""]),
            st.sampled_from(["Barnfield", "South", "Central"]),
            st.sampled_from(["Burglary", "Drugs", "Arson"]),
            st.sampled_from(["0", "1", "999999", "1e3", "٣"]),
        ),
        max_size=6,
    )
)
def test_any_ward_counts_are_read_or_refused(rows: list[tuple[str, ...]]) -> None:
    _read_or_refuse(ward_counts(*map(",".join, rows)))


@given(
    st.lists(
        st.builds(
            crime,
            st.integers(0, 3),
            Month=st.sampled_from(["2022-08", "2022-09"]),
            LSOA_code=st.sampled_from(["E01015693", "E01015741", "E01017540", ""]),
            Crime_type=st.sampled_from(["Burglary", "Robbery", "Arson"]),
        ),
        max_size=12,
    )
)
def test_every_row_is_counted_or_accounted_for_once(crimes: list[dict[str, str]]) -> None:
    anchors = [crime(8, Month="2022-08"), crime(9)]
    parsed = read(street(*anchors, *crimes))
    assert parsed.rows == len(crimes) + 2
    assert parsed.rows == parsed.taken + parsed.no_place + parsed.left_out.total
    identified = {row["Crime ID"] for row in crimes if row["Crime ID"]}
    with_identifier = parsed.taken + parsed.no_place - parsed.without_identifier
    assert with_identifier <= len(identified) + len(anchors)


def _read_or_refuse(content: bytes) -> None:
    with suppress(FileRefused):
        assert read(content).taken > 0
