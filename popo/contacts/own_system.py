"""What was recorded, as plain text for an agency's own system. Pure.

Others' names are taken out as far as they are known here: those who were there too, those linked to
the record, and whatever has the form of a reference. A name that stands only in the words of a note
cannot be told from any other word; the page asks its reader to look.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

SOMEBODY_ELSE = "[somebody else]"
COLLEAGUE = "[a colleague]"
_SHORTEST = 3
"""Letters of a name that is taken out by itself."""
_ASKED = re.compile(r"(?:(?<=\s)|^)@\w[\w.'-]{0,39}", re.MULTILINE)
_WORDS = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")


@dataclass(frozen=True)
class Told:
    """One thing that was recorded. `at`: day and, where it is known, time, as written."""

    at: str
    what: str
    outcome: str = ""
    words: str = ""
    by: str = ""


def text_of(heading: Sequence[str], reference: str, recorded: Iterable[Told]) -> str:
    """`heading`: marking, who takes it. Each thing is a paragraph that begins with its day."""
    blocks = ["\n".join(heading)]
    blocks += ["\n".join(_lines(one, reference)) for one in recorded]
    return "\n\n".join(blocks) + "\n"


def _lines(one: Told, reference: str) -> list[str]:
    first = ". ".join(part for part in (one.at, one.what, one.outcome) if part)
    last = ". ".join(
        part for part in (f"Recorded by {one.by}" if one.by else "", reference) if part
    )
    return [line for line in (f"{first}.", one.words.strip(), f"{last}.") if line]


def without_others(
    one: Told, reference: str, own: Collection[str], others: Collection[str]
) -> Told:
    """`own`: every name of whom it is about, `others`: of everybody else known to be near it."""
    return replace(one, words=_hidden(one.words, reference, own, others))


def _hidden(words: str, reference: str, own: Collection[str], others: Collection[str]) -> str:
    hidden = _ASKED.sub(COLLEAGUE, words)
    hidden = _references_like(reference).sub(
        lambda found: found[0] if found[0].upper() == reference else SOMEBODY_ELSE, hidden
    )
    kept = {part.casefold() for name in own for part in _WORDS.findall(name)}
    whole = {name for name in others if name.casefold() not in _plain(own)}
    parts = {part for name in others for part in _WORDS.findall(name) if len(part) >= _SHORTEST}
    apart = {part for part in parts if part.casefold() not in kept}
    hidden = _without(hidden, whole, re.IGNORECASE)
    return _without(hidden, apart, re.NOFLAG)  # somebody called Will is not what anybody will do


def _without(words: str, names: Collection[str], flags: re.RegexFlag) -> str:
    """The longest first, so that no half of a name is left."""
    if not any(names):
        return words
    longest_first = sorted(filter(None, names), key=lambda name: (-len(name), name))
    pattern = "|".join(map(re.escape, longest_first))
    return re.sub(rf"(?<!\w)(?:{pattern})(?!\w)", SOMEBODY_ELSE, words, flags=flags)


def _plain(names: Collection[str]) -> set[str]:
    return {name.casefold() for name in names}


def _references_like(reference: str) -> re.Pattern[str]:
    prefix = reference.rpartition("-")[0]
    return re.compile(rf"\b{re.escape(prefix)}-[0-9]{{4,9}}\b", re.IGNORECASE)
