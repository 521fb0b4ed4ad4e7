"""Criteria as a readable file, so that partnerships can share them. It names nobody."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from popo.selection.criteria.reading import CriteriaRefused, digest, read

LARGEST = 256 * 1024
"""Bytes a file may have."""
_WHAT = "Criteria for selection and de-selection, to be read, shared and loaded. They name nobody."


@dataclass(frozen=True)
class Loaded:
    """`is_as_written`: the digest in the file is that of its document."""

    document: Mapping[str, Any]
    kind: str
    is_as_written: bool


def write_file(document: Mapping[str, Any], number: int) -> bytes:
    about = {
        "what": _WHAT,
        "kind": document["kind"],
        "version": number,
        "sha256": digest(document),
    }
    held = {"about": about, "criteria": document}
    return (json.dumps(held, indent=2, ensure_ascii=False) + "\n").encode()


def read_file(content: bytes) -> Loaded:
    """Raises CriteriaRefused with every reason against the file."""
    held = _parsed(content)
    if not isinstance(held, Mapping) or not {"about", "criteria"} <= held.keys():
        raise CriteriaRefused(["The file must hold two groups, “about” and “criteria”."])
    document, about = held["criteria"], held["about"]
    criteria = read(document)
    told = about.get("sha256") if isinstance(about, Mapping) else None
    return Loaded(document, criteria.kind, is_as_written=told == digest(document))


def _parsed(content: bytes) -> object:
    if len(content) > LARGEST:
        raise CriteriaRefused([f"The file is larger than {LARGEST // 1024} kilobytes."])
    try:
        return json.loads(
            content.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_number
        )
    except UnicodeDecodeError:
        raise CriteriaRefused(["The file is not text in UTF-8."]) from None
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, place {error.colno}"
        raise CriteriaRefused([f"The file is not readable JSON from {place} on."]) from None
    except RecursionError:
        raise CriteriaRefused(["The file holds groups within groups without end."]) from None
    except ValueError:  # Python reads no integer of more than some thousand figures
        raise CriteriaRefused(["The file holds a number that is too long."]) from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    held = dict(pairs)
    if len(held) < len(pairs):
        twice = next(key for key, _ in pairs if [name for name, _ in pairs].count(key) > 1)
        raise CriteriaRefused([f"The file says “{twice[:40]}” twice in one group."])
    return held


def _no_number(name: str) -> NoReturn:
    raise CriteriaRefused([f"The file holds {name}, which is not a number."])
