"""The archive: what the newsroom remembers, and the one place that writes it."""
