"""Twelve fictional publishers on loopback: the demo's news, and a test bed that can play every fault."""
