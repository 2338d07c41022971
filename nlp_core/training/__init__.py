"""Loops, decoding and evaluation: torch and the standard library only."""
