"""Extracts for publication: choosing lines, a preview, saving and copying."""
