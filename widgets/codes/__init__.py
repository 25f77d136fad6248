"""The codebook panel and its editor."""
