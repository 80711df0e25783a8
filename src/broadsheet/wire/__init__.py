"""The wire: the only package that opens a connection."""
