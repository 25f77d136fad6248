"""The numbers panel: measures, their cases and their definitions."""
