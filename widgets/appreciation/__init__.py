"""The appreciative view: what works, as easy to find as the problems."""
