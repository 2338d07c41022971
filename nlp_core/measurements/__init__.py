"""Measurements that take too long for a visit: made once, stored in ``assets/results``."""
