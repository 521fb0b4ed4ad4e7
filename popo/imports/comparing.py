"""What a line says beside what is held: the same, something more, or something else. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from popo.imports.happenings import Happening, happening_of
from popo.imports.kinds import ListKind
from popo.imports.known import Known, KnownCase
from popo.imports.mapping import Column
from popo.imports.matching import ONE_FOR_LIFE, number_words
from popo.imports.reading import NO_FIXED_ABODE, ReadRow
from popo.people.matching.normalise import parts

C = Column
_WITHOUT_NOUGHT = 10
"""Figures of a British number without its first."""
_NO_SPACE = re.compile(r"[\s,.]+")


class How(StrEnum):
    SAME = "same"
    ADDS = "adds"
    DIFFERS = "differs"


@dataclass(frozen=True)
class Difference:
    """`key` says what taking theirs would do; empty where nothing can be taken from a list."""

    label: str
    ours: str
    theirs: str
    how: How
    key: str = ""


def compare(kind: ListKind, row: ReadRow, known: Known) -> list[Difference]:
    """Everything the line says, in the order of a form."""
    if kind.adds_people:
        return list(_person(row, known))
    if kind.flags_people:
        return []  # whom a line is about is all it says
    return list(_happened(kind, row, known))


def _person(row: ReadRow, known: Known) -> Iterator[Difference]:
    yield from _names(row, known)
    yield from _born(row, known)
    yield from _sex(row, known)
    yield from _numbers(row, known)
    yield from _address(row, known)
    yield from _phones(row, known)
    yield from _case(row, known)


def _names(row: ReadRow, known: Known) -> Iterator[Difference]:
    held = {parts(name) for name in known.names}
    for name in dict.fromkeys((row.name, *row.aliases)):
        if name:
            how = How.SAME if parts(name) in held else How.ADDS
            yield Difference("Known as", "; ".join(known.names), name, how, f"alias:{name}")


def _born(row: ReadRow, known: Known) -> Iterator[Difference]:
    if row.born is None:
        return
    how = _one_of(known.born, row.born)
    yield Difference("Date of birth", _day(known.born), _day(row.born), how, "born")


def _sex(row: ReadRow, known: Known) -> Iterator[Difference]:
    theirs = row.fact(C.SEX)
    if not theirs or theirs == "not_known":
        return
    how = _one_of(known.sex.replace("not_known", ""), theirs)
    yield Difference("Sex", known.sex.replace("_", " "), theirs, how, "sex")


def _numbers(row: ReadRow, known: Known) -> Iterator[Difference]:
    for one in row.numbers:
        held = known.of_kind(one.kind)
        is_held = (one.kind, one.typed) in known.typed or one.canonical in held
        if is_held:
            how = How.SAME
        else:
            how = How.DIFFERS if held and one.kind in ONE_FOR_LIFE else How.ADDS
        label = number_words(one.kind)
        label = label if label[:2].isupper() else label.capitalize()
        key = f"number:{one.kind.value}:{one.typed}"
        yield Difference(label, ", ".join(sorted(held)), one.typed, how, key)


def _address(row: ReadRow, known: Known) -> Iterator[Difference]:
    theirs = address_of(row)
    if not theirs:
        return
    if squeezed(theirs) in {squeezed(one) for one in known.addresses}:
        how = How.SAME
    else:
        how = How.DIFFERS if known.addresses else How.ADDS
    yield Difference("Address", "; ".join(known.addresses), theirs, how, "address")


def address_of(row: ReadRow) -> str:
    """As a record shows one: the lines, then the postcode."""
    lines = row.fact(C.ADDRESS)
    if lines == NO_FIXED_ABODE:
        return "No fixed abode"
    return ", ".join(part for part in (lines, row.fact(C.POSTCODE)) if part)


def squeezed(address: str) -> str:
    return _NO_SPACE.sub("", address).lower()


def digits(phone: str) -> str:
    """As dialled here; a spreadsheet takes the nought away from what it holds for a number."""
    found = "".join(filter(str.isdigit, phone))
    if found.startswith("44") and len(found) > _WITHOUT_NOUGHT:
        return "0" + found[2:]
    return "0" + found if len(found) == _WITHOUT_NOUGHT and found[0] in "1237" else found


def _phones(row: ReadRow, known: Known) -> Iterator[Difference]:
    for phone in filter(None, row.fact(C.PHONE).split("\n")):
        how = How.SAME if digits(phone) in known.phones else How.ADDS
        yield Difference("Phone", "; ".join(sorted(known.phones)), phone, how, f"phone:{phone}")


def _case(row: ReadRow, known: Known) -> Iterator[Difference]:
    theirs, case = on_the_scheme(row), known.case
    if theirs is None:
        if case is not None and case.left_on is None:
            yield from _colour(row, case)
        return
    has_left = row.fact(C.STATUS) == "left" or bool(row.fact(C.DE_SELECTED_ON))
    if case is None:
        yield Difference("On the scheme", "Never", theirs, How.ADDS, "case")
        return
    ours = f"{_strand(case.strand)}, since {_day(case.selected_on)}"
    if case.left_on is not None:
        ours = f"Left {_day(case.left_on)}"
    if has_left is not (case.left_on is not None):
        yield Difference("On the scheme", ours, theirs, How.DIFFERS)
        return
    selected = row.day(C.SELECTED_ON)
    strand = row.fact(C.STRAND)
    other_day = selected is not None and selected != case.selected_on
    other_strand = bool(strand) and not has_left and strand != case.strand
    how = How.DIFFERS if other_day or other_strand else How.SAME
    yield Difference("On the scheme", ours, theirs, how)
    if not has_left:
        yield from _colour(row, case)


def _colour(row: ReadRow, case: KnownCase) -> Iterator[Difference]:
    if colour := row.fact(C.COLOUR):
        how = _one_of(case.colour, colour)
        yield Difference("Traffic light", case.colour, colour, how, "light")


def on_the_scheme(row: ReadRow) -> str | None:
    """What the line says about the scheme, or None where it says nothing."""
    said = [row.fact(c) for c in (C.STRAND, C.SELECTED_ON, C.DE_SELECTED_ON, C.STATUS)]
    if not any(said):
        return None
    words = [_strand(row.fact(C.STRAND))] if row.fact(C.STRAND) else []
    if selected := row.day(C.SELECTED_ON):
        words.append(f"since {_day(selected)}")
    if left := row.day(C.DE_SELECTED_ON):
        words.append(f"left {_day(left)}")
    elif row.fact(C.STATUS) == "left":
        words.append("left")
    return ", ".join(words) or "On the scheme"


def _happened(kind: ListKind, row: ReadRow, known: Known) -> Iterator[Difference]:
    if kind is ListKind.CUSTODY:
        yield from _moved(row, known)
        return
    happening = happening_of(kind, row)
    how = How.SAME if _is_held(happening, row, known) else How.ADDS
    yield Difference(kind.words, "", happening.words, how, "event")


def _is_held(happening: Happening, row: ReadRow, known: Known) -> bool:
    """The same kind on the same day; two arrest numbers are two arrests."""
    held = known.events.get(happening.held_as)
    asn = row.fact(C.ASN)
    return held is not None and not (asn and held and squeezed(asn) != squeezed(held))


def _moved(row: ReadRow, known: Known) -> Iterator[Difference]:
    place, day = row.fact(C.HELD_AS), row.day(C.HAPPENED_ON)
    if not place or day is None:
        return
    theirs = f"{_PLACES[place]}, {_day(day)}"
    held = known.place
    if held is None:
        yield Difference("Where", "Nothing on record", theirs, How.ADDS, "place")
    else:
        ours = f"{_PLACES.get(held.place, held.place)}, since {_day(held.since)}"
        if held.place == place and held.since <= day:
            how = How.SAME
        else:
            how = How.DIFFERS if day < held.since else How.ADDS
        yield Difference("Where", ours, theirs, how, "place")
    release = row.day(C.RELEASE_ON)
    if release is not None and place not in {"community", "at_large"}:
        ours_on = held.release_on if held else None
        how = How.SAME if ours_on == release else How.ADDS
        yield Difference("Release ahead", _day(ours_on), _day(release), how, "release")


_PLACES = {
    "community": "In the community",
    "remand": "Custody, on remand",
    "sentenced": "Custody, sentenced",
    "recalled": "Custody, recalled",
    "at_large": "Unlawfully at large",
}


def _one_of(ours: object, theirs: object) -> How:
    """Of what there is only one: theirs fills a gap, agrees or does not."""
    if not ours:
        return How.ADDS
    return How.SAME if ours == theirs else How.DIFFERS


def _day(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else ""


def _strand(value: str) -> str:
    return " and ".join(word.capitalize() for word in value.split("_and_"))
