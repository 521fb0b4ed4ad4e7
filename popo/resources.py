"""Finds what stands at the top of a checkout, or travels inside the wheel."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

_PACKAGE = Path(__file__).parent


def path(name: str) -> Path:
    """Where `templates`, `migrations`, `config.py` or `node_modules` is.

    A checkout is tried first: an editable install also holds copies, which go stale.
    """
    checkout = _PACKAGE.parent / name
    return checkout if checkout.exists() else _PACKAGE / "_bundled" / name


def config() -> ModuleType:
    """The module `config.py`, loaded by path."""
    spec = spec_from_file_location("popo_config", path("config.py"))
    assert spec is not None  # noqa: S101 - the file is part of every installation
    assert spec.loader is not None  # noqa: S101
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
