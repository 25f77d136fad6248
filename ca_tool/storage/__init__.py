"""Projects on disk: a folder that can be read anywhere and never loses an acknowledged edit."""

from __future__ import annotations

from ca_tool.storage.codebooks import default_codebook, load_codebook, save_codebook

__all__ = ["default_codebook", "load_codebook", "save_codebook"]
