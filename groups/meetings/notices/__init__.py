"""What is told of meetings, to whom: asked again with the rights of now each time."""

from . import convening as _convening  # noqa: F401
