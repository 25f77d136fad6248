"""The window that compares two coders."""
