"""Names brought to one plain form, so that spelling is all that is left to differ."""

import re
from collections.abc import Iterator

from anyascii import anyascii

MOST_PARTS = 12
MOST_LETTERS = 40
"""Bounds on what one name may cost; nobody's name is cut by them, a pasted page is."""

APOSTROPHES = re.compile(r"['`]")
WORD = re.compile(r"[a-z0-9]+")
HYPHENATED = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")
CARRIED_ON = frozenset({"o", "mc", "mac"})
"""Prefixes written apart from the rest of a surname: Ó Briain, Mc Donald."""

SHORTEST_AFTER_MAC = 3
"""So that Macy and Mack stay themselves."""


def parts(name: str) -> tuple[str, ...]:
    """The parts of a name in plain lower case letters, given names before the surname.

    `"Smith-Jones, Leah"` gives `("leah", "smith", "jones")`; `"Ciarán Ó Briain"` and
    `"Ciaran O'Briain"` both give `("ciaran", "obriain")`. Any text is accepted; text without
    letters or digits gives `()`.
    """
    words = [word[:MOST_LETTERS] for word in WORD.findall(_plain(name))[:MOST_PARTS]]
    return tuple(words) if CARRIED_ON.isdisjoint(words) else tuple(_carried_on(words))


def compounds(name: str) -> tuple[str, ...]:
    """The hyphenated words of a name written as one: `"smithjones"`."""
    words = HYPHENATED.findall(_plain(name))[:MOST_PARTS]
    return tuple(word.replace("-", "")[:MOST_LETTERS] for word in words)


def mac_as_mc(part: str) -> str:
    """`macdonald` as `mcdonald`; any other part as it is."""
    stem = part.removeprefix("mac")
    is_mac = len(part) > len(stem) >= SHORTEST_AFTER_MAC
    return "mc" + stem if is_mac else part


def _plain(name: str) -> str:
    ordered = _given_first(name)
    text = ordered if ordered.isascii() else anyascii(ordered)
    return APOSTROPHES.sub("", text.casefold())


def _given_first(name: str) -> str:
    surname, comma, given = name.partition(",")
    return f"{given} {surname}" if comma else name


def _carried_on(words: list[str]) -> Iterator[str]:
    """The words with each prefix put before the word that follows it."""
    prefix = ""
    for word in words:
        if word in CARRIED_ON and not prefix:
            prefix = word
        else:
            yield prefix + word
            prefix = ""
    if prefix:
        yield prefix
