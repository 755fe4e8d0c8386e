"""A good submission with one slip in it, and the codes that weigh on it."""

from support.dataset import scene
from support.mutations import SLIPS
from support.run import weighty


def planted(kind):
    made = scene("2016")
    next(slip for slip in SLIPS if slip.kind == kind).plant(made)
    return made


def codes(report):
    return [finding.code for finding in weighty(report)]
