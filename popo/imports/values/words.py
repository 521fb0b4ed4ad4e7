"""The scheme's own words, as lists spell them. What is given back is the value the record keeps."""

from collections.abc import Mapping

from popo.imports.mapping.guessing import plain
from popo.imports.values.problem import CellNotUnderstood

_SEXES = {
    "male": ("m", "male", "man", "boy", "1"),
    "female": ("f", "female", "woman", "girl", "2"),
    "not_known": ("u", "not known", "unknown", "nk", "not stated", "0", "9"),
}
_STRANDS = {
    "prevent_and_deter": ("prevent and deter", "prevent deter", "p d", "pd", "p and d", "yp"),
    "catch_and_convict": (
        "catch and convict",
        "catch convict",
        "c c",
        "cc",
        "c and c",
        "ppo",
        "popo",
    ),
    "rehabilitate_and_resettle": (
        "rehabilitate and resettle",
        "rehabilitate resettle",
        "resettle and rehabilitate",
        "r r",
        "rr",
        "r and r",
    ),
}
_COLOURS = {
    "red": ("red", "r", "high"),
    "amber": ("amber", "a", "yellow", "medium"),
    "green": ("green", "g", "low"),
    "custody": ("custody", "blue", "prison", "in custody"),
}
_HAS_LEFT = {
    "no": ("active", "current", "live", "on", "yes", "y", "selected", "adopted"),
    "yes": (
        "de selected",
        "deselected",
        "removed",
        "former",
        "closed",
        "off",
        "inactive",
        "no",
        "n",
        "archived",
    ),
}


def read_sex(cell: str) -> str | None:
    return _read(cell, _SEXES, "Write M or F.")


def read_strand(cell: str) -> str | None:
    return _read(
        cell, _STRANDS, "Write Prevent and Deter, Catch and Convict or Rehabilitate and Resettle."
    )


def read_colour(cell: str) -> str | None:
    return _read(cell, _COLOURS, "Write red, amber, green or custody.")


def read_left(cell: str) -> bool | None:
    """Whether somebody has left the scheme."""
    found = _read(cell, _HAS_LEFT, "Write active or de-selected.")
    return None if found is None else found == "yes"


def _read(cell: str, known: Mapping[str, tuple[str, ...]], expected: str) -> str | None:
    words = plain(cell)
    if not words:
        return None
    for value, spellings in known.items():
        if words in spellings:
            return value
    raise CellNotUnderstood(expected)
