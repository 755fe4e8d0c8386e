"""Writes an invented report out: its sections in some order, its tables and panels, its notes."""

from random import Random

from tests.support.invented_reports import layout as looks
from tests.support.invented_reports import wordings
from tests.support.invented_reports.model import (
    Figure,
    InventedReport,
    Ledger,
    Mention,
    Truth,
    Wording,
    rounded,
)
from tests.support.invented_reports.numbers import (
    BASE,
    BEFORE,
    MARCH,
    MARCH_BEFORE,
    YEAR,
    figures_of,
    forces,
    place_of,
)
from tests.support.invented_reports.spoken import Spoken

QUESTIONS = {
    1: "How effective is the force at preventing crime and anti-social behaviour, and keeping people safe?",
    2: "How effective is the force at investigating crime and managing offenders?",
    3: "How effective is the force at protecting from harm those who are vulnerable, and supporting victims?",
    4: wordings.TACKLING.removeprefix("Question 4: "),
}
# Panels: title, and for each statement its label, the figure's key, its decimals and what is printed around it.
PANELS = {
    "Calls for assistance": (
        (
            "Calls for assistance per 1,000 population 12 months to 31 March 2015",
            f"calls_for_assistance:{MARCH}",
            0,
            "",
        ),
    ),
    "Crime": (
        (
            "Crimes recorded (excluding fraud) per 1,000 population 12 months to 30 June 2015",
            f"crime_rates:all_excluding_fraud:{YEAR}",
            1,
            "",
        ),
        (
            "Crimes recorded (excluding fraud) per 1,000 population 12 months to 30 June 2014",
            f"crime_rates:all_excluding_fraud:{BEFORE}",
            1,
            "",
        ),
        (
            "Changes in recorded crime (excluding fraud) 12 months to 30 June 2014 against 12 months to 30 June 2015",
            f"crime_changes:all_excluding_fraud:{YEAR}:{BEFORE}",
            1,
            "+%",
        ),
        (
            "Changes in recorded crime (excluding fraud) 12 months to 30 June 2010 against 12 months to 30 June 2015",
            f"crime_changes:all_excluding_fraud:{YEAR}:{BASE}",
            1,
            "+%",
        ),
    ),
    "Charge rate": (
        (
            "Charge rate as a percentage of all crimes recorded (excluding fraud) 12 months to 30 June 2015",
            f"crime_outcomes:charged_summonsed:{YEAR}:rate",
            1,
            "%",
        ),
    ),
    "Anti-social behaviour": (
        (
            "Anti-social behaviour incidents per 1,000 population 12 months to 30 June 2015",
            f"anti_social_behaviour_rates:{YEAR}",
            1,
            "",
        ),
        (
            "Anti-social behaviour incidents per 1,000 population 12 months to 30 June 2014",
            f"anti_social_behaviour_rates:{BEFORE}",
            1,
            "",
        ),
    ),
    "Domestic abuse": (
        (
            "Domestic abuse as a percentage of all recorded crime (excluding fraud) 12 months to 31 March 2015",
            f"domestic_abuse_shares:{MARCH}",
            1,
            "%",
        ),
        (
            "Domestic abuse as a percentage of all recorded crime (excluding fraud) 12 months to 31 March 2014",
            f"domestic_abuse_shares:{MARCH_BEFORE}",
            1,
            "%",
        ),
    ),
    "Organised crime groups": (
        (
            "Organised crime groups per million population as at 30 June 2015",
            f"organised_crime_group_rates:{YEAR}",
            1,
            "",
        ),
    ),
    "Victim satisfaction rate": (
        (
            "Victim satisfaction rate 12 months to 31 March 2015",
            f"victim_satisfaction:{MARCH}",
            1,
            "%",
        ),
    ),
}
RATES = (
    ("Recorded crime (excluding fraud)", f"crime_rates:all_excluding_fraud:{YEAR}"),
    ("Victim-based crime", f"crime_rates:victim_based:{YEAR}"),
    ("Sexual offences", f"crime_rates:sexual_offences:{YEAR}"),
    ("Assault with injury", f"crime_rates:assault_with_injury:{YEAR}"),
    ("Burglary in a dwelling*", f"crime_rates:burglary_in_a_dwelling:{YEAR}"),
    ("Anti-social behaviour incidents*", f"anti_social_behaviour_rates:{YEAR}"),
)
OUTCOMES = (
    ("Charged/Summonsed", "charged_summonsed"),
    ("Taken into consideration", "taken_into_consideration"),
    ("Out-of-court (formal)", "out_of_court_formal"),
    ("Caution - youths", "caution_youths"),
    ("Caution - adults", "caution_adults"),
    ("Penalty Notices for Disorder", "penalty_notices_for_disorder"),
    ("Out-of-court (informal)", "out_of_court_informal"),
    ("Cannabis/Khat warning", "cannabis_khat_warning"),
    ("Community resolution", "community_resolution"),
)
NOTES = (
    "Some groups are recorded twice.",
    "Counts come from the force's own return.",
    "A wider account is in the annex.",
)


class _Writer:
    """Holds what is known while one report is written."""

    def __init__(self, seed: int, wording: Wording, *, printed: bool) -> None:
        self.random = Random(f"{seed}-{wording}")
        self.wording: Wording = wording
        self.area, self.force = self.random.choice(sorted(forces().items()))
        self.place = place_of(self.force)
        self.layout = looks.draw_layout(self.random)
        if printed:
            self.layout = looks.for_print(self.layout)
        self.own, self.national = figures_of(self.area, self.random)
        self.ledger = Ledger()
        self.marks = 0
        self.unknown: list[str] = []
        self.not_figures: list[str] = []

    def figure(self, name: str) -> Figure:
        figures = self.own if name.startswith("f_") else self.national
        key = wordings.NAMES.get(name[2:], f"operational_figures:{name[2:]}")
        return figures[key]

    def mark(self) -> str:
        self.marks += 1
        self.not_figures.append(str(self.marks))
        return looks.mark_of(self.layout, self.marks)

    def prose(self, template: str) -> str:
        writer = self

        class Values(dict[str, object]):
            def __missing__(self, key: str) -> object:
                if key == "mark":
                    return writer.mark()
                return Spoken(
                    writer.figure(key),
                    writer.ledger,
                    writer.random,
                    writer.wording,
                    writer.layout.percent,
                )

        text = template.format_map(Values(force=self.force, place=self.place))
        return looks.dress(" ".join(text.split(" ")), self.layout, self.random)

    def printed(self, figure: Figure, decimals: int, around: str) -> str:
        value = rounded(figure.exact, decimals)
        sign = "" if value >= 0 else self.layout.minus
        if "+" in around and value > 0:
            sign = "+"
        return self.ledger.record(
            figure, f"{sign}{abs(value):,}{'%' if '%' in around else ''}", decimals
        )

    def panels(self) -> list[str]:
        blocks = ["Force in numbers"]
        titles = self.random.sample(sorted(PANELS), len(PANELS))
        for title in titles:
            if self.random.random() < 0.07:
                continue
            self.ledger.locator = f"Force in numbers: {title}"
            blocks.append(title)
            for label, key, decimals, around in PANELS[title]:
                areas = ((self.force, self.own[key]), ("England and Wales", self.national[key]))
                values = [(name, self.printed(figure, decimals, around)) for name, figure in areas]
                blocks.append(looks.panel_text(self.layout, label, values))
        return blocks

    def rates(self) -> list[str]:
        self.ledger.locator = "Figure 2"
        rows = [["Rates per 1,000 population", self.force, "England and Wales"]]
        for label, key in RATES:
            if self.random.random() > 0.05:
                rows.append(
                    [
                        label,
                        self.printed(self.own[key], 1, ""),
                        self.printed(self.national[key], 1, ""),
                    ]
                )
        title = "Figure 2: Police recorded crime rates (per 1,000 population) for the 12 months to 30 June 2015"
        return [
            title,
            looks.table_text(self.layout, rows),
            "Source: Home Office data, HMIC data return",
        ]

    def outcomes(self) -> list[str]:
        self.ledger.locator = "Figure 4"
        head = [
            "Outcome type/group",
            f"{self.force} Number of outcomes",
            "Rate",
            "England and Wales Number of outcomes",
            "Rate",
        ]
        rows = [head]
        for label, name in OUTCOMES:
            keys = (f"crime_outcomes:{name}:{YEAR}:number", f"crime_outcomes:{name}:{YEAR}:rate")
            figures = [figures[key] for figures in (self.own, self.national) for key in keys]
            rows.append([label, *(self.printed(figure, figure.decimals, "") for figure in figures)])
        crimes = "all police recorded crime (excluding fraud)"
        title = f"Figure 4: Outcomes recorded in the 12 months to 30 June 2015 for {crimes}{self.mark()}"
        return [
            title,
            looks.table_text(self.layout, rows),
            "Source: Home Office crime outcomes data",
        ]

    def section(self, heading: str) -> list[str]:
        self.ledger.locator = heading.format(place=self.place)
        passages = [passage for passage in wordings.PASSAGES if passage.section == heading]
        printed = [passage for passage in passages if self.random.random() > 0.06]
        blocks = [
            self.prose(self.random.choice(getattr(passage, self.wording))) for passage in printed
        ]
        for place, sentence in wordings.UNKNOWN:
            if place == heading and self.random.random() < 0.5:
                number = str(self.random.randint(13, 97))
                self.unknown.append(number)
                blocks.append(self.prose(sentence.replace("{x}", number)))
        for place, sentence, numbers in wordings.NOT_FIGURES:
            if place == heading and self.random.random() < 0.6:
                self.not_figures.extend(numbers)
                blocks.append(self.prose(sentence))
        if heading == wordings.HOW_MUCH:
            blocks.extend(self.rates())
        if heading == wordings.JUSTICE:
            blocks.extend(self.outcomes())
        return blocks

    def question(self, number: int) -> list[str]:
        prefix = f"Question {number}: "
        headings = list(
            dict.fromkeys(
                passage.section
                for passage in wordings.PASSAGES
                if passage.section.startswith(prefix)
            )
        )
        opening = [
            heading for heading in headings if heading.removeprefix(prefix) == QUESTIONS[number]
        ]
        rest = [
            heading
            for heading in headings
            if heading not in opening and heading != wordings.SUMMARY_1
        ]
        self.random.shuffle(rest)
        blocks = [QUESTIONS[number]]
        for heading in opening:
            blocks.extend(self.section(heading))
        for heading in rest:
            blocks.append(heading.removeprefix(prefix).format(place=self.place))
            blocks.extend(self.section(heading))
        blocks.append("Summary of findings")
        if wordings.SUMMARY_1 in headings:
            blocks.extend(self.section(wordings.SUMMARY_1))
        else:
            blocks.append(
                looks.dress(
                    "The force needs a clearer view of this work.", self.layout, self.random
                )
            )
        return blocks

    def front(self) -> list[str]:
        isbn = f"978-1-78655-{self.random.randint(100, 999)}-{self.random.randint(0, 9)}"
        self.not_figures.extend([isbn, "2015", "2016"])
        blocks = [
            "PEEL: Police effectiveness 2015",
            f"An inspection of {self.force}",
            "February 2016",
            f"ISBN: {isbn}",
        ]
        if self.layout.contents:
            titles = [
                "Overview – How effective is the force at keeping people safe and reducing crime?",
                "Force in numbers",
                *QUESTIONS.values(),
            ]
            pages = sorted(self.random.sample(range(3, 50), len(titles)))
            self.not_figures.extend(str(page) for page in pages)
            blocks.append("Contents")
            blocks.append(
                "\n".join(f"{title}.....{page}" for title, page in zip(titles, pages, strict=True))
            )
        blocks.append(
            "Overview – How effective is the force at keeping people safe and reducing crime?"
        )
        blocks.append("Overall judgment")
        blocks.append(
            self.random.choice(["Good", "Requires improvement", "Outstanding", "Inadequate"])
        )
        return blocks

    def write(self) -> str:
        questions = (
            self.random.sample([1, 2, 3, 4], 4) if self.random.random() < 0.3 else [1, 2, 3, 4]
        )
        blocks = [*self.front(), *self.panels()]
        for number in questions:
            blocks.extend(self.question(number))
        marks = range(1, self.marks + 1)
        blocks.extend(
            f"{looks.mark_of(self.layout, mark)} {NOTES[mark % len(NOTES)]}" for mark in marks
        )
        return looks.with_pages(blocks, self.layout, f"{self.force} effectiveness report")


def _truths(mentions: list[Mention], figures: list[Figure]) -> tuple[Truth, ...]:
    operational = {figure.figure_id: figure.operational for figure in figures}
    finest: dict[str, Mention] = {}
    for mention in mentions:
        if mention.figure_id not in finest or mention.decimals > finest[mention.figure_id].decimals:
            finest[mention.figure_id] = mention
    return tuple(
        Truth(mention.figure_id, mention.value, mention.decimals, operational[mention.figure_id])
        for mention in finest.values()
    )


def invent(seed: int, wording: Wording = "known", *, printed: bool = False) -> InventedReport:
    """Return the report of a seed: the same seed and wording give the same report.

    Args:
        seed: Any number.
        wording: Whether the sentences are close to the ordinary phrasing, or made up.
        printed: Leave lines and pages to the program that will print the text (see `printing`).
    """
    writer = _Writer(seed, wording, printed=printed)
    text = writer.write()
    figures = [*writer.own.values(), *writer.national.values()]
    return InventedReport(
        seed=seed,
        wording=wording,
        area=writer.area,
        force=writer.force,
        text=text,
        truth=_truths(writer.ledger.mentions, figures),
        mentions=tuple(writer.ledger.mentions),
        unknown=tuple(writer.unknown),
        not_figures=tuple(writer.not_figures),
    )
