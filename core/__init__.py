"""hongtou 红头: Chinese official documents as DOCX and PDF, one plug-in per document type; the names for plug-in authors."""

if __name__ != "hongtou":  # pragma: no cover
    raise ImportError("this folder is the package hongtou: import hongtou, not core")

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:  # a type checker shall go on finding names that there never were
    from .public import *  # noqa: F403
    from .public import __all__ as __all__
else:

    def __getattr__(name: str) -> object:
        """The public names, all when the first is asked for: a command starts without them.

        One that goes away works for two minor versions more, with a warning.
        """
        public = import_module(".public", __name__)
        globals().update({one: getattr(public, one) for one in ("__all__", *public.__all__)})
        if name in globals():
            return globals()[name]
        from .deprecation import leaving

        return leaving(name)

    def __dir__() -> list[str]:
        return sorted({*globals(), *__getattr__("__all__")})
