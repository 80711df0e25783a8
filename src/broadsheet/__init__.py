"""Broadsheet: a newsroom in a box that says where everything comes from."""
