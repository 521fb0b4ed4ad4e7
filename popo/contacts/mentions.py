"""What a note asks of others: `@housing by 14/3 confirm the tenancy`. Pure.

A mention begins with `@` after a space or at the start of a line, and goes on to the end of the
sentence or the line, or to the next mention. An address like `sam@example.test` is none.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from popo.web.dates import parse_day

MOST_MENTIONS = 5
_MENTION = re.compile(r"(?:(?<=\s)|^)@(\w[\w.'-]{0,39})[ \t,:]*([^@\n;]*)", re.MULTILINE)
_SENTENCE = re.compile(r"(?<=[^\W\d_])[.!?](?=\s|$)")
_LEADING = re.compile(r"^by\s+(.+)$", re.IGNORECASE | re.DOTALL)
_LONGEST_DAY = 3
_NOT_WORDS = re.compile(r"[^\w]+")
_EDGES = " \t,.:-"


@dataclass(frozen=True)
class Mention:
    """`who` as it was typed. `due_on`: None where no day was named."""

    who: str
    words: str
    due_on: date | None = None


def mentions_in(note: str, today: date) -> list[Mention]:
    """In their order, without those that ask for nothing; at most `MOST_MENTIONS`."""
    found = (_mention(match[1], match[2], today) for match in _MENTION.finditer(note))
    return [mention for mention in found if mention.words][:MOST_MENTIONS]


def who_is_meant(who: str, names: Mapping[object, Iterable[str]]) -> list[object]:
    """The keys of `names` that one of whose names `who` is, whole or as its first word."""
    wanted = _plain(who)
    whole = [key for key, own in names.items() if wanted in {_plain(name) for name in own}]
    if whole:
        return whole
    return [
        key
        for key, own in names.items()
        if wanted in {_plain(name.split()[0]) for name in own if name.split()}
    ]


def _mention(who: str, rest: str, today: date) -> Mention:
    sentence = _SENTENCE.split(rest, maxsplit=1)[0].strip(_EDGES)
    words, due = _due(sentence, today)
    return Mention(who.rstrip(".'-"), words.strip(_EDGES), due)


def _due(sentence: str, today: date) -> tuple[str, date | None]:
    """`by 14/3 confirm` and `confirm by 14/3`: the longest run of words that is a day."""
    if leading := _LEADING.match(sentence):
        words = leading[1].split()
        for count in range(min(_LONGEST_DAY, len(words)), 0, -1):
            if day := _day(" ".join(words[:count]), today):
                return " ".join(words[count:]), day
    before, by, after = sentence.rpartition(" by ")
    if by and (day := _day(after, today)):
        return before, day
    return sentence, None


def _day(text: str, today: date) -> date | None:
    """A day from today on; what went by is no day to do something by."""
    try:
        day = parse_day(text.strip(_EDGES), today, "future")
    except ValueError:
        return None
    return day if day >= today else None


def _plain(name: str) -> str:
    return _NOT_WORDS.sub("", name).casefold()
