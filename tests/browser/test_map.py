"""The map in a real browser: what it asks for, finds and writes, and what hostile names can do, which is nothing."""

from __future__ import annotations

import base64
import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from clew.exporters.chart import Chart, ChartLink, ChartNode
from clew.exporters.map_html import write_map

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

Open = Callable[..., tuple[Any, Any]]


@pytest.fixture(scope="session")
def map_file(operation: Chart, tmp_path_factory: pytest.TempPathFactory) -> Path:
    (path,) = write_map(operation, tmp_path_factory.mktemp("map") / "map.html")
    return path


def counts(page: Any) -> dict[str, str]:
    rows = page.locator("#kind-filters label, #type-filters label").all()
    return {row.locator(".name").inner_text(): row.locator(".count").inner_text() for row in rows}


def open_menu(page: Any, name: str) -> None:
    page.evaluate("(id) => { document.getElementById(id).open = true; }", f"{name}-menu")


@pytest.mark.parametrize("size", ["laptop", "desk", "phone"])
@pytest.mark.parametrize("dark", [False, True])
def test_opens_offline_without_a_complaint(open_page: Open, map_file: Path, size: str, dark: bool) -> None:
    page, watch = open_page(map_file, size=size, dark=dark)
    page.wait_for_timeout(200)
    assert [url for url in watch.requests if not url.startswith(("file:", "data:", "blob:"))] == []
    assert watch.errors == []
    assert page.locator(".marking").first.inner_text() == "OFFICIAL-SENSITIVE"
    assert page.locator("html").get_attribute("data-theme") == ("dark" if dark else "light")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    for marking in page.locator(".marking").all():
        assert marking.is_visible()
    assert "412 of 508 entities" in page.content()


def test_policy_blocks_what_an_intruder_would_try(open_page: Open, map_file: Path) -> None:
    page, watch = open_page(map_file)
    blocked = page.evaluate(
        """async () => {
          let ran = false;
          window.intruder = () => { ran = true; };
          const image = document.createElement("img");
          image.setAttribute("onerror", "intruder()");
          image.src = "data:,";
          document.body.append(image);
          const script = document.createElement("script");
          script.textContent = "intruder()";
          document.body.append(script);
          let fetched = "no";
          try { await fetch("https://example.org/"); fetched = "yes"; } catch { fetched = "blocked"; }
          await new Promise((done) => setTimeout(done, 150));
          return [ran, fetched];
        }"""
    )
    assert blocked == [False, "blocked"]
    assert not [url for url in watch.requests if url.startswith("http")]


def test_search_finds_by_name_without_accents_and_by_number_however_written(open_page: Open, map_file: Path) -> None:
    page, _ = open_page(map_file)
    page.keyboard.press("/")
    page.keyboard.type("wasala")
    assert page.locator("#results .entity").all_inner_texts() == ["Krzysztof Wąsala"]
    page.fill("#query", "07700 900 100")
    assert page.locator("#results .entity").all_inner_texts() == ["+447700900100"]
    assert page.locator("#status").inner_text() == "1 result"
    page.keyboard.press("Enter")
    assert page.locator("#panel-body h2").first.inner_text() == "+447700900100"


def test_panel_shows_date_grading_exhibit_and_row_of_every_link(
    open_page: Open, map_file: Path, operation: Chart
) -> None:
    page, _ = open_page(map_file)
    person = next(node for node in operation.nodes if node.label == "Aldous Fenwick-Marr")
    own = [link for link in operation.links if person.id in (link.source, link.target)]
    page.fill("#query", "fenwick")
    page.locator("#results .entity").click()
    cards = page.locator("#panel .card")
    assert cards.count() == len(own)
    panel = page.locator("#panel-body").inner_text()
    for link in own:
        assert link.first_utc is not None
        assert link.first_utc.strftime("%Y-%m-%d %H:%M") in panel
        for row in link.evidence:
            assert row in panel
    assert "2C" in panel
    assert "unconfirmed" in panel
    assert "1994" in panel


def test_long_evidence_is_folded_and_opens_whole(open_page: Open, map_file: Path, operation: Chart) -> None:
    page, _ = open_page(map_file)
    page.fill("#query", "07700900100")
    page.keyboard.press("Enter")
    long = next(x for x in operation.links if len(x.evidence) == 9)
    page.evaluate("() => document.querySelectorAll('#panel .card .more').forEach((button) => button.click())")
    assert long.evidence[-1] in page.locator("#panel-body").inner_text()


def test_filters_change_counts_and_say_so_in_the_footer(open_page: Open, map_file: Path) -> None:
    page, _ = open_page(map_file)
    assert counts(page)["contacted"] == "68"
    page.locator("#kind-filters label", has_text="Phone number").click()
    after = counts(page)
    assert after["Phone number"] == "0 of 49"
    assert after["contacted"] == "0 of 68"
    assert "without Phone number" in page.locator("#provenance").inner_text()
    open_menu(page, "view")
    page.click("#reset")
    assert counts(page)["contacted"] == "68"
    page.locator("#type-filters li", has_text="paid").hover()
    page.locator("#type-filters li", has_text="paid").locator(".only").click()
    assert counts(page)["paid"] == "2"
    assert counts(page)["contacted"] == "0 of 68"


def test_dates_narrow_the_links_and_undated_ones_are_said(open_page: Open, map_file: Path, operation: Chart) -> None:
    page, _ = open_page(map_file)
    page.fill("#from-day", "2024-06-20")
    page.keyboard.press("Enter")
    later = sum(x.last_utc is None or x.last_utc.strftime("%Y-%m-%d") >= "2024-06-20" for x in operation.links)
    assert f"{later} of 138 links" in page.locator("#provenance").inner_text()
    assert "links from 2024-06-20 to end UTC" in page.locator("#provenance").inner_text()
    page.locator("#undated").click()
    undated = sum(link.last_utc is None for link in operation.links)
    assert f"{later - undated} of 138 links" in page.locator("#provenance").inner_text()
    page.click("#all-dates")
    assert f"{138 - undated} of 138 links" in page.locator("#provenance").inner_text()
    page.focus("#from-range")
    page.keyboard.press("ArrowRight")
    assert page.input_value("#from-day") == "2024-01-04"


def test_a_few_old_records_do_not_squeeze_the_rest(open_page: Open, tmp_path: Path, operation: Chart) -> None:
    ends = tuple(ChartNode(f"ph-{n}", "Phone", f"+44770090020{n}") for n in range(2))
    days = [datetime(2017, 7, 31, tzinfo=UTC), *(datetime(2026, 3, 1 + n, tzinfo=UTC) for n in range(20))]
    calls = tuple(ChartLink(f"l{n:02}", "ph-0", "ph-1", "CONTACTED", True, True, 1, d, d) for n, d in enumerate(days))
    (path,) = write_map(replace(operation, nodes=ends, links=calls), tmp_path / "map.html")
    page, _ = open_page(path)
    assert "1 link begins earlier, from 2017-07-31" in page.locator("#axis").inner_text()
    assert page.input_value("#from-day") == "2017-07-31"
    page.focus("#from-range")
    page.keyboard.press("ArrowRight")
    assert page.input_value("#from-day").startswith("2026-0")
    assert "20 of 21 links" in page.locator("#provenance").inner_text()
    page.keyboard.press("ArrowLeft")
    assert "21 of 21 links" in page.locator("#provenance").inner_text()


def test_path_is_found_told_step_by_step_and_the_rest_dims(open_page: Open, map_file: Path, operation: Chart) -> None:
    page, watch = open_page(map_file)
    ids = {node.label: node.id for node in operation.nodes}
    graph = nx.Graph([(link.source, link.target) for link in operation.links])
    ways = list(nx.all_shortest_paths(graph, ids["Leopold Quaife"], ids["Imelda Oakhurst"]))
    assert len(ways) > 1
    page.click("#path-toggle")
    page.select_option("#path-from", label="Leopold Quaife")
    page.select_option("#path-to", label="Imelda Oakhurst")
    assert page.locator("#path-answer").inner_text() == f"{len(ways[0]) - 1} steps, {len(ways)} shortest ways"
    assert page.locator("#panel .path > ol > li").count() == len(ways[0]) - 1
    assert ", row " in page.locator("#panel .path").inner_text()
    open_menu(page, "save")
    with page.expect_download() as saved:
        page.click("#save-svg")
    svg = saved.value.path().read_text("utf-8")
    on_path = {node for way in ways for node in way}
    assert svg.count(' opacity="0.15"') == len(operation.nodes) - len(on_path)
    page.locator("#type-filters label", has_text="contacted").click()
    assert page.locator("#path-answer").inner_text() == "no way on the links shown"
    page.keyboard.press("Escape")
    assert page.locator("#path-bar").is_hidden()
    assert watch.errors == []


def test_no_path_leads_through_a_service_number(open_page: Open, tmp_path: Path, operation: Chart) -> None:
    people = tuple(ChartNode(f"ph-{n}", "Phone", f"+44770090020{n}") for n in range(3))
    taxi = ChartNode("ph-taxi", "Phone", "+441632960112", fields={"service": "yes, left out of paths"})
    pairs = [("ph-0", "ph-taxi"), ("ph-taxi", "ph-2"), ("ph-0", "ph-1"), ("ph-1", "ph-2")]
    calls = tuple(ChartLink(f"l{n}", a, b, "CONTACTED", True, True, 1, None, None) for n, (a, b) in enumerate(pairs))
    ways = []
    for number, links in enumerate((calls, calls[:2])):
        (path,) = write_map(replace(operation, nodes=(*people, taxi), links=links), tmp_path / f"{number}.html")
        page, _ = open_page(path)
        page.click("#path-toggle")
        page.select_option("#path-from", value="ph-0")
        page.select_option("#path-to", value="ph-2")
        ways.append(page.locator("#path-answer").inner_text())
        page.select_option("#path-to", value="ph-taxi")
        ways.append(page.locator("#path-answer").inner_text())
    one = "1 step, 1 shortest way"
    assert ways == ["2 steps, 1 shortest way", one, "no way on the links shown", one]


def test_a_click_in_the_chart_selects_and_two_make_a_path(open_page: Open, tmp_path: Path, operation: Chart) -> None:
    ends = (ChartNode("pe-1", "Person", "A. One"), ChartNode("ph-1", "Phone", "+447700900201"))
    link = ChartLink("l", "pe-1", "ph-1", "USES", True, True, 1, None, None, evidence=("people.csv, row 9",))
    (path,) = write_map(
        replace(operation, nodes=ends, links=(link,)),
        tmp_path / "map.html",
        positions={"pe-1": (-200, 0), "ph-1": (200, 0)},
    )
    page, _ = open_page(path)
    box = page.locator("#canvas").bounding_box()
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    scale = min((box["width"] - 40) / (2 * (200 + 55)), 1.4)

    def click(x: float) -> None:
        page.mouse.click(middle[0] + x * scale, middle[1] - 8)
        page.wait_for_timeout(80)

    click(-200)
    assert page.locator("#panel-body h2").first.inner_text() == "A. One"
    click(0)
    assert page.locator("#panel-body h2").first.inner_text() == "uses"
    assert "people.csv, row 9" in page.locator("#panel-body").inner_text()
    page.click("#path-toggle")
    click(-200)
    click(200)
    assert page.locator("#path-answer").inner_text() == "1 step, 1 shortest way"


def test_groups_fold_into_one_node_and_open_where_they_stood(open_page: Open, map_file: Path) -> None:
    page, watch = open_page(map_file)
    before = positions(page)
    page.select_option("#groups", "fold")
    assert "49 entities folded" in page.locator("#provenance").inner_text()
    open_menu(page, "view")
    page.click("#unfold")
    assert "Filter: no filter" in page.locator("#provenance").inner_text()
    assert positions(page) == before
    page.select_option("#groups", "outline")
    assert watch.errors == []


def positions(page: Any) -> dict[str, list[int]]:
    open_menu(page, "save")
    with page.expect_download() as saved:
        page.click("#save-positions")
    kept: dict[str, list[int]] = json.loads(saved.value.path().read_text("utf-8"))["positions"]
    return kept


def test_single_link_neighbours_fold_and_unfold(open_page: Open, map_file: Path) -> None:
    page, _ = open_page(map_file)
    open_menu(page, "view")
    page.click("#fold-leaves")
    assert "folded" in page.locator("#provenance").inner_text()
    page.fill("#query", "07700900131")  # folded into the taxi office: going there opens it
    page.keyboard.press("Enter")
    assert page.locator("#panel-body h2").first.inner_text() == "+447700900131"


def test_saved_positions_are_put_back_in_the_page(
    open_page: Open, map_file: Path, tmp_path: Path, operation: Chart
) -> None:
    page, _ = open_page(map_file)
    moved = {node.id: [n * 10, n * 5] for n, node in enumerate(operation.nodes)}
    file = tmp_path / "positions.json"
    file.write_text(json.dumps({"schema": "clew-positions/1", "positions": moved}), encoding="utf-8")
    open_menu(page, "save")
    page.set_input_files("#load-positions", file)
    page.wait_for_function("document.getElementById('status').textContent.includes('96 positions')")
    assert positions(page) == moved


def test_pictures_carry_marking_filter_and_provenance(open_page: Open, map_file: Path) -> None:
    page, watch = open_page(map_file)
    page.fill("#from-day", "2024-03-01")
    page.keyboard.press("Enter")
    open_menu(page, "save")
    with page.expect_download() as saved:
        page.click("#save-svg")
    svg = saved.value.path().read_text("utf-8")
    assert svg.count(">OFFICIAL-SENSITIVE</text>") == 2
    for said in (
        "links from 2024-03-01",
        "Assessment, not fact",
        "412 of 508",
        "operation-thread",
        "does not show where",
    ):
        assert said in svg
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", "")
    open_menu(page, "save")
    with page.expect_download() as saved:
        page.click("#save-png")
    png = saved.value.path().read_bytes()
    assert png.startswith(b"\x89PNG")
    width, height = int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")
    assert width > 1500
    red = page.evaluate(
        """async (bytes) => {
          const image = new Image();
          image.src = `data:image/png;base64,${bytes}`;
          await image.decode();
          const canvas = document.createElement("canvas");
          [canvas.width, canvas.height] = [image.width, image.height];
          const context = canvas.getContext("2d", { willReadFrequently: true });
          context.drawImage(image, 0, 0);
          return [4, image.height - 5].map((y) => Array.from(context.getImageData(9, y, 1, 1).data.slice(0, 3)).join());
        }""",
        base64.b64encode(png).decode(),
    )
    assert red == ["124,20,20", "124,20,20"]
    assert height > 800
    assert watch.errors == []


def test_tables_leave_with_handling_and_marking_and_no_formula(
    open_page: Open, tmp_path: Path, operation: Chart
) -> None:
    bank = ChartNode("ac-1", "Account", '=HYPERLINK("x")', fields={"note": "a\nb"})
    phone = ChartNode("ph-1", "Phone", "+447700900201")
    link = ChartLink(
        "l", "ac-1", "ph-1", "PAID", True, True, 2, None, None, "2B", "C A1", evidence=("a.csv, row 3", "b.csv, row 4")
    )
    (path,) = write_map(replace(operation, nodes=(bank, phone), links=(link,)), tmp_path / "map.html")
    page, _ = open_page(path)
    tables = {}
    for button in ("save-links", "save-nodes"):
        open_menu(page, "save")
        with page.expect_download() as saved:
            page.click(f"#{button}")
        data = saved.value.path().read_bytes()
        assert data.startswith(b"\xef\xbb\xbf")
        assert data.endswith(b"\r\n")
        tables[button] = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    (row,) = tables["save-links"]
    assert (row["handling"], row["marking"], row["grade"]) == ("C A1", "OFFICIAL-SENSITIVE", "2B")
    assert row["evidence"] == "a.csv, row 3 | b.csv, row 4"
    assert row["source_label"] == '\'=HYPERLINK("x")'
    assert {row["label"][0] for row in tables["save-nodes"]} == {"'"}


def test_print_swaps_in_the_vector_picture(open_page: Open, map_file: Path) -> None:
    page, watch = open_page(map_file)
    pdf = page.pdf(prefer_css_page_size=True)
    assert pdf.startswith(b"%PDF")
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#print-page svg").is_visible()
    assert page.locator("#print-page svg text", has_text="OFFICIAL-SENSITIVE").count() == 2
    assert not page.locator("#canvas").is_visible()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator("#print-page svg").count() == 0
    assert watch.errors == []


def test_list_view_says_in_tables_what_the_chart_draws(open_page: Open, map_file: Path, operation: Chart) -> None:
    page, watch = open_page(map_file)
    page.click("#list-toggle")
    assert page.locator("#list caption").all_inner_texts() == ["Entities: 96 of 96", "Links: 138 of 138"]
    assert page.locator("#list table").first.locator("tbody tr").count() == len(operation.nodes)
    page.locator("#list .entity", has_text="Leopold Quaife").first.click()
    assert page.locator("#panel-body h2").first.inner_text() == "Leopold Quaife"
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#print-page .sheet .marking").all_inner_texts() == ["OFFICIAL-SENSITIVE"] * 2
    assert watch.errors == []


HOSTILE = (
    "</script><script>window.hit=1</script>",
    "<img src=x onerror='window.hit=1'>",
    "<svg onload=window.hit=1>",
    "javascript:window.hit=1",
    "<a href='https://example.org'>href</a>",
    "\u2028window.hit=1//",
    "\u202e\x00\x1b[31mred",
    "${window.hit=1}",
    "__proto__",
    "constructor",
)


def test_hostile_names_do_nothing(open_page: Open, tmp_path: Path, operation: Chart) -> None:
    nodes = tuple(
        ChartNode(f"pe-{n}", text if n else "Person", text, group=text, fields={text: text})
        for n, text in enumerate(HOSTILE)
    )
    links = tuple(
        ChartLink(
            f"{a}-{n}",
            f"pe-{n}",
            f"pe-{(n + 1) % len(HOSTILE)}",
            a,
            True,
            n % 2 == 0,
            3,
            None,
            None,
            a,
            a,
            {a: a},
            (a, a),
        )
        for n, a in enumerate(HOSTILE)
    )
    text = HOSTILE[0]
    bad = replace(
        operation,
        nodes=nodes,
        links=links,
        case=text,
        title=text,
        marking=text,
        exported_by=text,
        left_out=HOSTILE,
        notes=HOSTILE,
    )
    (path,) = write_map(bad, tmp_path / "map.html")
    page, watch = open_page(path)
    for group in ("outline", "fold", "off"):
        page.select_option("#groups", group)
    page.fill("#query", "hit")
    for button in page.locator("#results .entity").all():
        button.click()
    page.click("#list-toggle")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    open_menu(page, "save")
    with page.expect_download() as saved:
        page.click("#save-svg")
    assert page.evaluate("window.hit") is None
    assert page.locator("img:not([src^='data:'])").count() == 0
    assert page.locator(".marking").first.inner_text() == text
    svg = saved.value.path().read_text("utf-8")
    assert "<script" not in svg
    assert "<img" not in svg
    assert watch.errors == []
    assert not [url for url in watch.requests if url.startswith("http")]


def test_keyboard_alone_reaches_evidence(open_page: Open, map_file: Path) -> None:
    page, _ = open_page(map_file)
    page.keyboard.press("/")
    page.keyboard.type("Quaife")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.closest('#results') !== null")
    page.keyboard.press("Enter")
    assert "Quaife" in page.locator("#panel-body h2").first.inner_text()
    page.focus("#canvas")
    for key in ("ArrowLeft", "ArrowDown", "+", "-", "0"):
        page.keyboard.press(key)
    page.keyboard.press("Escape")
    assert page.locator("#panel-body h2").first.inner_text() == "About this chart"


def test_every_control_has_a_name(open_page: Open, map_file: Path) -> None:
    page, _ = open_page(map_file)
    nameless = page.evaluate(
        """() => [...document.querySelectorAll("button, input, select, summary")].filter((control) =>
          !(control.getAttribute("aria-label") || control.textContent.trim() || control.labels?.length))
          .map((control) => control.id)"""
    )
    assert nameless == []
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("#status").get_attribute("aria-live") == "polite"


def test_on_a_phone_panels_open_over_the_chart_and_close(open_page: Open, map_file: Path) -> None:
    page, _ = open_page(map_file, size="phone")
    assert not page.locator("#filters").is_visible()
    page.click("#filters-toggle")
    assert page.locator("#filters").is_visible()
    page.click("#filters-toggle")
    page.fill("#query", "fenwick")
    page.keyboard.press("Enter")
    assert page.locator("#panel-body h2").first.is_visible()
    page.click("#panel-close")
    assert not page.locator("#panel").is_visible()


def test_an_empty_chart_opens(open_page: Open, tmp_path: Path, operation: Chart) -> None:
    (path,) = write_map(replace(operation, nodes=(), links=()), tmp_path / "map.html")
    page, watch = open_page(path)
    assert "0 of 0 entities" in page.locator("#provenance").inner_text()
    assert watch.errors == []
