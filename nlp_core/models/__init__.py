"""Modules, one idea a file: torch and the standard library only."""
