"""Signs that tell people and kinds apart without colour."""

MARKERS = "osD^vPX"
"""One for each participant, in the order of the roster."""
