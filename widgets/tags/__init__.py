"""Making tags and links, stepping through them, and the side panel."""
