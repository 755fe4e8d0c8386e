"""The row models, a module for each topic: the one definition of every table.

This module imports none of them, so that asking for one table loads one topic; `registry` has them all.
"""
