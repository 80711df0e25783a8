"""Broadsheet: a newsroom in a box that says where everything comes from."""

__version__ = "0.1.0"
