import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from popo.reference.tables import copy_with_answers


def run(text: str, needed: tuple[tuple[str, ...], ...] = (("a",),)) -> list[list[str]]:
    """The rows that come out when every answer is the value of column a, backwards."""
    target = io.StringIO(newline="")
    count = copy_with_answers(
        io.StringIO(text, newline=""),
        target,
        needed=needed,
        answers=("answer",),
        answer=lambda row: {"answer": row["a"][::-1]},
        refuse=lambda sentence: {"answer": sentence},
    )
    rows = list(csv.reader(io.StringIO(target.getvalue(), newline="")))
    assert count == len(rows) - 1
    return rows


def test_rows_come_back_with_the_answer_last() -> None:
    assert run("x,a\n1,one\n2,two\n") == [
        ["x", "a", "answer"],
        ["1", "one", "eno"],
        ["2", "two", "owt"],
    ]


def test_a_byte_order_mark_and_spaces_in_the_heading_do_no_harm() -> None:
    assert run("\ufeffa ,b\none,1\n") == [["a", "b", "answer"], ["one", "1", "eno"]]


def test_a_short_row_reads_as_empty_cells() -> None:
    assert run("b,a\n1\n") == [["b", "a", "answer"], ["1", "", ""]]


def test_a_long_row_is_refused_unless_what_is_over_is_empty() -> None:
    rows = run("a\none,two\none,,\n")

    assert rows[1] == ["one", "This row has more cells than the heading."]
    assert rows[2] == ["one", "eno"]


def test_blank_lines_are_left_out() -> None:
    assert run("a\n\none\n\n") == [["a", "answer"], ["one", "eno"]]


def test_running_twice_replaces_the_answer() -> None:
    assert run("a,answer\none,old\n") == [["a", "answer"], ["one", "eno"]]


@pytest.mark.parametrize("text", ["", "\n", "b\n1\n", "A\n1\n"])
def test_a_missing_column_is_named(text: str) -> None:
    with pytest.raises(ValueError, match=r"these are missing: a\.$"):
        run(text)


def test_one_of_several_columns_is_enough() -> None:
    assert run("a\none\n", needed=(("b", "a"),))[1] == ["one", "eno"]
    with pytest.raises(ValueError, match=r"these are missing: b or c\.$"):
        run("a\none\n", needed=(("b", "c"),))


def test_what_is_not_csv_is_refused_with_its_line() -> None:
    with pytest.raises(ValueError, match=r"^Line 2 could not be read as CSV\.$"):
        run("a\n" + "x" * 200_000)


@given(st.lists(st.text(), min_size=1))
def test_any_cell_comes_back_as_it_was_with_line_feeds_for_breaks(values: list[str]) -> None:
    source = io.StringIO(newline="")
    csv.writer(source).writerows([["a"], *([value] for value in values)])

    rows = run(source.getvalue())

    assert [row[0] for row in rows[1:]] == [re.sub("\r\n?", "\n", value) for value in values]
