from popo.imports.views import batches, bringing, exports, flags, lines, sources
from popo.imports.views.blueprint import blueprint

__all__ = ["batches", "blueprint", "bringing", "exports", "flags", "lines", "sources"]
