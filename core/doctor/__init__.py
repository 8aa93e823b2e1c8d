"""What hongtou needs on this machine, and whether its plug-ins work."""

from .machine import Finding, State, examine

__all__ = ["Finding", "State", "examine", "plugins"]
