"""Figures on a canvas."""
