"""Code of others while it runs here: within limits, and whatever it prints, changes or gets wrong is told by its name."""

from .blame import blamed, defined, place
from .call import calling, guarded, naming
from .limits import GRACE, TooLongError

__all__ = ["GRACE", "TooLongError", "blamed", "calling", "defined", "guarded", "naming", "place"]
