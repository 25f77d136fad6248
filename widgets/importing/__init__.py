"""The window that looks at files before they are stored."""
