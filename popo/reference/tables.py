"""CSV tables that people bring, whatever wrote them: read row by row, written back with answers."""

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TextIO

_BYTE_ORDER_MARK = "\ufeff"


def copy_with_answers(
    source: TextIO,
    target: TextIO,
    *,
    needed: Sequence[tuple[str, ...]],
    answers: Sequence[str],
    answer: Callable[[Mapping[str, str]], Mapping[str, str]],
    refuse: Callable[[str], Mapping[str, str]],
) -> int:
    """Write every row of `source` to `target` followed by the columns `answers`; count the rows.

    `needed`: each a column, or several of which one is enough; without it, and where the table is
    not CSV at all, `ValueError` with a sentence.
    `answer` gives the answers for a row, whose missing cells read as empty; `refuse` gives them,
    from a sentence, for a row with more cells than the heading, as its values may stand under the
    wrong names. Columns already named like an answer are replaced, so a table may be run twice.
    """
    lines = _cells(source)
    heading = [name.removeprefix(_BYTE_ORDER_MARK).strip() for name in next(lines, [])]
    _require(needed, heading)
    kept = [place for place, name in enumerate(heading) if name not in answers]
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow([*(heading[place] for place in kept), *answers])
    count = 0
    for cells in lines:
        row = cells + [""] * (len(heading) - len(cells))
        if any(cells[len(heading) :]):
            given = refuse("This row has more cells than the heading.")
        else:
            given = answer(dict(zip(heading, row, strict=False)))
        writer.writerow([*(row[place] for place in kept), *(given[name] for name in answers)])
        count += 1
    return count


def _cells(source: TextIO) -> Iterator[list[str]]:
    """The rows as cells, without the empty lines; a break inside a cell becomes a line feed.

    A lone carriage return, left as it is, would be written without quotes and break its row.
    """
    reader = csv.reader(source)
    try:
        for cells in filter(None, reader):
            yield [cell.replace("\r\n", "\n").replace("\r", "\n") for cell in cells]
    except csv.Error as error:
        raise ValueError(f"Line {reader.line_num} could not be read as CSV.") from error


def _require(needed: Sequence[tuple[str, ...]], heading: Sequence[str]) -> None:
    missing = [" or ".join(names) for names in needed if not set(names) & set(heading)]
    if missing:
        raise ValueError(
            f"The first line must name the columns; these are missing: {', '.join(missing)}."
        )
