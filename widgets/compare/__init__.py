"""The window that puts sessions side by side."""
