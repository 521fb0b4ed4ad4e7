from popo.imports.views import batches, bringing, exports, lines, sources
from popo.imports.views.blueprint import blueprint

__all__ = ["batches", "blueprint", "bringing", "exports", "lines", "sources"]
