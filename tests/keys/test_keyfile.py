from pathlib import Path

import pytest

from popo.keys import keyfile
from popo.keys.keyfile import KeyFileProblem


def test_key_file_is_its_owners_only_and_comes_back_the_same(tmp_path: Path) -> None:
    keys = keyfile.create()
    path = tmp_path / "keys.json"
    keyfile.save(keys, path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert keyfile.load(path) == keys
    assert "Key" not in repr(keys).replace("SchemeKeys", "")


def test_load_refuses_a_file_others_may_read(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    keyfile.save(keyfile.create(), path)
    path.chmod(0o640)
    with pytest.raises(KeyFileProblem, match="chmod 600"):
        keyfile.load(path)


def test_load_says_what_to_do_where_there_is_none(tmp_path: Path) -> None:
    with pytest.raises(KeyFileProblem, match="popo keys create"):
        keyfile.load(tmp_path / "keys.json")


@pytest.mark.parametrize("content", ["", "{}", '{"current": "scheme-1", "schemes": 3}', "[1]"])
def test_load_refuses_a_damaged_file(tmp_path: Path, content: str) -> None:
    path = tmp_path / "keys.json"
    path.write_text(content)
    path.chmod(0o600)
    with pytest.raises(KeyFileProblem, match="damaged"):
        keyfile.load(path)
