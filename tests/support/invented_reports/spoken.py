"""How a number is printed in a sentence: as digits, as a word, as a percentage, as a time."""

from random import Random

from tests.support.invented_reports.model import Figure, Ledger, Wording, rounded

WORDS = [
    "none",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]
TENS = {20: "twenty"}

UP = {
    "known": (
        "rose by",
        "went up by",
        "increased by",
        "saw an increase of",
        "grew by",
        "was up by",
    ),
    "new": ("climbed", "swelled by", "stood higher by", "gained", "edged upwards by"),
}
DOWN = {
    "known": (
        "fell by",
        "went down by",
        "decreased by",
        "saw a decrease of",
        "dropped by",
        "was down by",
    ),
    "new": ("shrank by", "slid", "receded by", "stood lower by", "came off by"),
}
A_RISE = {
    "known": ("an increase of", "a rise of", "growth of"),
    "new": ("an upward step of", "a climb of", "a swelling of"),
}
A_FALL = {
    "known": ("a reduction of", "a decrease of", "a fall of", "a drop of"),
    "new": ("a slide of", "a downward step of", "an ebb of"),
}
MORE = {"known": ("more",), "new": ("additional", "extra")}
FEWER = {"known": ("fewer",), "new": ("less", "short of those")}


class Spoken:
    """A figure that prints itself into a template, and says so to the ledger.

    `{x:percent}` prints its size in whole percent, `{x:count}` with commas, `{x:word}` as a word, `{x:tenth}` in one
    decimal; `{x:moved}`, `{x:a_move}` and `{x:more}` print only the words for its direction.
    """

    def __init__(
        self, figure: Figure, ledger: Ledger, random: Random, wording: Wording, percent: str
    ) -> None:
        self.figure, self.ledger, self.random, self.wording, self.percent = (
            figure,
            ledger,
            random,
            wording,
            percent,
        )

    def _direction(self, up: dict[str, tuple[str, ...]], down: dict[str, tuple[str, ...]]) -> str:
        return self.random.choice((up if self.figure.exact > 0 else down)[self.wording])

    def __format__(self, spec: str) -> str:
        match spec:
            case "moved":
                return self._direction(UP, DOWN)
            case "a_move":
                return self._direction(A_RISE, A_FALL)
            case "more":
                return self._direction(MORE, FEWER)
            case _:
                return self._number(spec)

    def _number(self, spec: str) -> str:
        figure, size = self.figure, abs(self.figure.exact)
        whole = int(rounded(size, 0))
        printed, decimals = f"{whole:,}", 0
        if spec == "percent":
            printed = f"{whole}{self.percent}"
        elif spec == "tenth_percent":
            printed, decimals = f"{rounded(size, 1)}{self.percent}", 1
        elif spec == "tenth":
            printed, decimals = str(rounded(size, 1)), 1
        elif spec == "word":
            printed = WORDS[whole] if whole < len(WORDS) else TENS.get(whole, str(whole))
        elif spec == "metre":
            printed = f"{whole}-metre"
        elif spec == "time":
            printed = f"{(whole - 1) % 12 + 1}.00{'am' if whole < 12 else 'pm'}"
            decimals = 2
        return self.ledger.record(figure, printed, decimals)
