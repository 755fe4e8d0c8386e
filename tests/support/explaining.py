"""What explains the contradictions among figures of any editions and areas."""

from peel_data.arithmetic.corrections import no_usual
from peel_data.arithmetic.explanations import diagnose
from peel_data.arithmetic.identities import DEFAULT, assumptions
from peel_data.arithmetic.moves import nothing_beside
from peel_data.arithmetic.network import networks


def explain(
    figures,
    *,
    assume=DEFAULT,
    trusted=lambda _: False,
    usual=no_usual,
    beside=nothing_beside,
):
    return tuple(
        diagnosis
        for network in networks(figures).values()
        for diagnosis in diagnose(network, assumptions(assume), trusted, usual, beside)
    )
