"""What hongtou needs on this machine, and whether its plug-ins work."""

from .machine import Diagnosis, Status, examine, fonts

__all__ = ["Diagnosis", "Status", "examine", "fonts", "plugins", "templates"]
