"""Thousands of addresses for every lesson: ``python -m tests.fuzz --help``."""
