"""Words nobody else uses, put wherever the product takes words, and a search for them in bytes."""

import re
import subprocess
from base64 import b64encode
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import create_engine, make_url, text

from tests import postgres

BORN = date(1951, 11, 29)
GIVEN, FAMILY, ALIAS, NICK = "Zaxquil", "Vornbrackle", "Quillfeather", "Jubblewick"
PNC, PHONE, LINES, POSTCODE = "02/73319Z", "07700900479", "77 Grumblethorpe Yard", "LU1 3XA"
WORDS = {
    "marker": "bitesmandolins",
    "evidence": "seenbythegrocer",
    "summary": "wantstobreedaxolotls",
    "contact": "cameinwithacello",
    "minute": "theclerkknowshisuncle",
    "action": "ringthebassoonist",
    "light": "slippedbackatskittles",
    "place": "thelofthestrawmill",
    "draft": "halfawordaboutotters",
    "search": "Wimblethrustle",
    "source": "overheardatthedairy",
    "colleague": "Persimmonia",
    "address": "persimmonia@example.test",
}
CANARIES = [GIVEN, FAMILY, ALIAS, NICK, PNC, PHONE, LINES, POSTCODE, *WORDS.values()]


def written(words: Iterable[str], days: Iterable[date]) -> set[bytes]:
    """Every way these may come to stand in a file."""
    texts = {form for word in words for form in _spellings(word)}
    texts |= {form for day in days for form in day_written(day)}
    return {form for one in texts for form in _encoded(one)}


def _spellings(word: str) -> set[str]:
    bare = re.sub(r"[^0-9A-Za-z]", "", word)
    forms = {
        word,
        word.lower(),
        word.upper(),
        quote(word, safe=""),
        quote(word),
        bare,
        bare.lower(),
    }
    return {form for form in forms if len(form) > 5}  # shorter ones stand somewhere by chance


def day_written(day: date) -> set[str]:
    patterns = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%Y%m%d", "%d %B %Y", "%d %b %Y")
    return {day.strftime(pattern) for pattern in patterns} | {quote(day.strftime("%d/%m/%Y"), "")}


def _encoded(one: str) -> Iterator[bytes]:
    plain = one.encode()
    yield plain
    yield one.encode("utf-16-le")
    yield one.encode("utf-16-be")
    yield plain.hex().encode()
    yield plain.hex().upper().encode()
    for before in range(3):  # base64 looks different at each place in a group of three
        held, end = b64encode(bytes(before) + plain), before + len(plain)
        yield held[-(-before * 4 // 3) : end * 4 // 3]  # what its neighbours have no part in


def found_in(held: bytes, forms: set[bytes]) -> set[bytes]:
    return {form for form in forms if form in held}


def files(place: Path) -> Iterator[tuple[str, bytes]]:
    """The name and the bytes of every file below `place`."""
    for path in sorted(place.rglob("*")):
        if path.is_file():
            yield path.relative_to(place).as_posix(), path.read_bytes()


def database_files(url: str) -> Iterator[tuple[str, bytes]]:
    """All that the database keeps: SQLite's files, or a cluster's own with its write-ahead log."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        yield from files(Path(str(address.database)).parent)
        return
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("CHECKPOINT"))
    engine.dispose()
    yield "pg_dump", dump(url)
    place = Path(str(address.query["host"]))
    yield from files(place / "data")
    yield "log", (place / "log").read_bytes()


def dump(url: str) -> bytes:
    """What a backup would hold."""
    folder = postgres.binaries()
    assert folder is not None
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    return subprocess.run(
        [folder / "pg_dump", "--inserts", plain], check=True, capture_output=True
    ).stdout
