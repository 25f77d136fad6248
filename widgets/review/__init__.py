"""Reviewing an exchange with a group, in plain words."""
