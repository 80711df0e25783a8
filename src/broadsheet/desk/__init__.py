"""The desk: pure judgement, with no network, no database, no clock and no Django."""
