"""The command line: one file for each kind of command, and what they share.

A command's module is imported only when it is called, so that ``--help`` needs no torch.
"""
