"""For values that belong to no person, such as second-factor secrets and agency contacts.

SQLAlchemy-Utils' encrypted type over an authenticated engine of our own, under the scheme key.
"""

from base64 import b64decode, b64encode
from typing import Any

from sqlalchemy import Text
from sqlalchemy_utils import StringEncryptedType
from sqlalchemy_utils.types.encrypted.encrypted_type import EncryptionDecryptionBaseEngine

from popo import crypto
from popo.keys import keyfile
from popo.keys.sealed import PAD

_PLACE = b"scheme value"


class _SchemeEngine(EncryptionDecryptionBaseEngine):  # type: ignore[misc]  # untyped package
    """Stateless: the key is named in the value, so threads cannot mix keys up."""

    def _update_key(self, key: object) -> None:
        del key

    def encrypt(self, value: str) -> str:
        keys = keyfile.newest()
        held = crypto.seal(keys.wrapping, 0, value.encode(), _PLACE, pad=PAD)
        return f"{keys.current}:{b64encode(held).decode()}"

    def decrypt(self, value: str) -> str:
        name, _, held = value.partition(":")
        return crypto.unseal(keyfile.scheme_key(name), b64decode(held), _PLACE).decode()


class SchemeSealed(StringEncryptedType):  # type: ignore[misc]  # untyped package
    """The column type; rotation of the scheme key rewrites every column that has it."""

    cache_ok = True

    def __init__(self, *args: Any, **options: Any) -> None:
        del args, options
        super().__init__(Text, "", _SchemeEngine)
