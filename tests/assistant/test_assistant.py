"""What an assistant is told: by the answers themselves, and by the client of the official SDK."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from decimal import Decimal

import pytest

import peel_data as peel
from peel_data.assistant import answers

SATISFACTION = "victim_satisfaction:peel-effectiveness-2015:northamptonshire:2015-03-31"
CHANGE = (
    "operational_figures:peel-effectiveness-2015:northamptonshire:registered_sex_offenders_change"
)
TOOLS = {"find", "figure", "cite", "compare", "implied"}


class TestAnswers:
    def test_every_figure_is_answered_with_its_citation_and_caveats(self):
        for figure in peel.figures():
            told = answers.figure(figure.id)
            assert (told.figure_id, Decimal(told.value)) == (figure.id, figure.value)
            assert told.quote == str(figure)
            assert told.citation == figure.cite()
            assert told.unit
            assert len(told.printed) == len(figure.citations)
            assert {str(note) for note in figure.notes} <= set(told.caveats)

    def test_what_is_not_plainly_printed_is_a_caveat(self):
        worded = next(f for f in peel.figures() if f.derivation == "worded")
        assert any("prints no number" in each for each in answers.figure(worded.id).caveats)
        share = peel.figures(area="england-and-wales", table="organised_crime_group_shares")[0]
        assert any(
            "excluding the Metropolitan" in each for each in answers.figure(share.id).caveats
        )

    def test_a_search_says_how_many_more_there_are(self):
        told = answers.find("crime", limit=2)
        assert len(told.figures) == 2
        assert told.others == len(peel.find("crime")) - 2

    def test_areas_may_be_named(self):
        by_name = answers.compare("crime_rates", "Northamptonshire Police", to="England and Wales")
        assert by_name == answers.compare("crime_rates", "northamptonshire", to="england-and-wales")
        assert by_name[0].difference_unit == "Per 1,000 population"

    def test_what_is_implied_says_so(self):
        (one,) = answers.implied("northamptonshire", "recorded_crimes")
        assert one.quote.startswith("Implied by printed figures, not printed itself")
        assert (one.at_least, one.at_most) == (46839, 46922)
        assert any("rounded to the nearest" in each for each in one.caveats)
        assert len(answers.implied("northamptonshire")) > 5
        assert {
            each.period for each in answers.implied("northamptonshire", period_end="2015-06-30")
        }
        with pytest.raises(peel.NotFound, match="1999"):
            answers.implied("northamptonshire", period_end="1999-01-01")


def talk(server, conversation):
    """Let the client of the official SDK talk with a server."""
    mcp = pytest.importorskip("mcp", reason="the extra `mcp` is not installed")

    async def go():
        async with mcp.Client(server) as client:
            return await conversation(client)

    return asyncio.run(go())


@pytest.fixture(scope="module")
def server():
    pytest.importorskip("mcp", reason="the extra `mcp` is not installed")
    from peel_data.assistant.server import build

    return build()


@pytest.fixture
def ask(server):
    """Call a tool: whether it failed, its structured answer, and its text."""

    def call(tool, **arguments):
        told = talk(server, lambda client: client.call_tool(tool, arguments))
        return told.is_error, told.structured_content, told.content[0].text

    return call


class TestServer:
    def test_its_tools_are_read_only_and_say_what_they_take(self, server):
        tools = talk(server, lambda client: client.list_tools()).tools
        assert {tool.name for tool in tools} == TOOLS
        for tool in tools:
            assert tool.annotations.read_only_hint
            assert tool.description
            assert tool.output_schema
            for name, field in tool.input_schema["properties"].items():
                assert field.get("description") or field.get("enum"), (tool.name, name)

    def test_find_then_figure_then_cite(self, ask):
        failed, found, _ = ask("find", words="victim satisfaction northants")
        assert not failed
        assert found["figures"][0]["figure_id"] == SATISFACTION
        failed, told, _ = ask("figure", figure_id=SATISFACTION)
        assert (failed, told["value"]) == (False, "83.5")
        assert "HMIC" in told["citation"]
        _, cited, _ = ask("cite", figure_id=SATISFACTION, style="bibtex")
        assert cited["citation"].startswith("@techreport{")

    def test_compare_and_implied(self, ask):
        failed, told, _ = ask(
            "compare", table="crime_rates", area="northamptonshire", to="england-and-wales"
        )
        assert not failed
        assert {"printed lower", "printed higher"} >= {each["verdict"] for each in told["result"]}
        failed, told, _ = ask("implied", area="northamptonshire", quantity="recorded_crimes")
        assert (failed, told["result"][0]["at_least"]) == (False, 46839)

    @pytest.mark.parametrize(
        ("tool", "arguments", "said"),
        [
            ("find", {"words": "burglary kent"}, "Kent Police has no figures"),
            ("find", {"words": "knife crime"}, "none is of 'knife'"),
            ("figure", {"figure_id": "x"}, "There is no figure 'x'"),
            ("implied", {"area": "kint"}, "Did you mean kent"),
            ("compare", {"table": "crime_rates", "area": "kent"}, "Give one thing to compare"),
        ],
    )
    def test_what_there_is_not_is_an_error_with_its_sentence(self, ask, tool, arguments, said):
        failed, _, text = ask(tool, **arguments)
        assert failed
        assert said in text
        assert "Traceback" not in text

    def test_the_command_serves_over_standard_input(self):
        mcp = pytest.importorskip("mcp", reason="the extra `mcp` is not installed")
        parameters = mcp.StdioServerParameters(
            command=sys.executable, args=["-m", "peel_data", "mcp"]
        )
        tools = talk(parameters, lambda client: client.list_tools()).tools
        assert {tool.name for tool in tools} == TOOLS


def test_without_the_extra_the_command_says_what_to_install(run, monkeypatch):
    monkeypatch.setitem(sys.modules, "mcp", None)
    monkeypatch.setitem(sys.modules, "mcp.server.mcpserver", None)
    shown = run("mcp")
    assert shown.code == 2
    assert 'pip install "peel-data[mcp]"' in shown.err


def test_a_line_for_each_figure_can_be_quoted_alone(run):
    lines = [json.loads(line) for line in run("figures", "--format", "jsonl").out.splitlines()]
    assert [line["figure_id"] for line in lines] == [figure.id for figure in peel.figures()]
    for line, figure in zip(lines, peel.figures(), strict=True):
        assert (line["quote"], line["citation"]) == (str(figure), figure.cite())
        assert line["caveats"] == [str(note) for note in figure.notes]
        assert "id" not in line


def test_serving_is_not_imported_before_it_is_asked_for():
    code = "import sys; from peel_data.cli.main import build_parser; build_parser(); print('mcp' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
