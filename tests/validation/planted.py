"""A good submission with one slip in it, and the codes that weigh on it."""

from corruptor import SLIPS
from judging import weighty
from scene import scene


def planted(kind):
    made = scene("2016")
    next(slip for slip in SLIPS if slip.kind == kind).plant(made)
    return made


def codes(report):
    return [finding.code for finding in weighty(report)]
