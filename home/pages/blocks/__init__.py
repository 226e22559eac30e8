"""What editors compose pages with."""

from .front import FrontBlocks
from .standard import StandardBlocks

__all__ = ["FrontBlocks", "StandardBlocks"]
