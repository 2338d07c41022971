"""Measurements that the lessons show."""
