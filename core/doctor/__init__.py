"""What hongtou needs on this machine, and whether its plug-ins work."""

from .machine import Finding, Status, examine

__all__ = ["Finding", "Status", "examine", "plugins"]
