// Saving: pictures, tables and positions leave with their marking on them, or not at all.

const MOST_PIXELS = 90e6;
const MOST_SIDE = 12000;

function startSaving() {
  byId("save-svg").addEventListener("click", () => keep(svgText(), "image/svg+xml", "svg"));
  byId("save-png").addEventListener("click", savePng);
  byId("save-links").addEventListener("click", () => keep(csv(linkRows()), "text/csv", "links.csv"));
  byId("save-nodes").addEventListener("click", () => keep(csv(nodeRows()), "text/csv", "entities.csv"));
  byId("save-positions").addEventListener("click", savePositions);
  byId("load-positions").addEventListener("change", loadPositions);
  byId("print").addEventListener("click", () => window.print());
  window.addEventListener("beforeprint", () => byId("print-page").replaceChildren(...printPage()));
  window.addEventListener("afterprint", () => byId("print-page").replaceChildren());
}

/** Hand a file to the browser's own saving. */
function keep(content, type, ending) {
  const blob = content instanceof Blob ? content : new Blob([content], { type });
  const link = make("a", { href: URL.createObjectURL(blob), download: `map-${about.data_hash.slice(0, 12) || "chart"}.${ending}` });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  say(`Saved, marked ${about.marking}`);
}

function svgText() {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(picture())}`;
}

/** Save the same picture as pixels, as sharp as a browser's canvas allows. */
async function savePng() {
  const svg = picture();
  const [width, height] = [Number(svg.getAttribute("width")), Number(svg.getAttribute("height"))];
  const scale = Math.min(2, MOST_SIDE / Math.max(width, height), Math.sqrt(MOST_PIXELS / (width * height)));
  const url = URL.createObjectURL(new Blob([new XMLSerializer().serializeToString(svg)], { type: "image/svg+xml" }));
  const image = new Image();
  image.src = url;
  try {
    await image.decode();
    const canvas = make("canvas", { width: Math.round(width * scale), height: Math.round(height * scale) });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
    if (blob === null) throw new Error("too large");
    keep(blob, "image/png", "png");
  } catch {
    say("The picture is too large for PNG in this browser; save it as SVG");
  } finally {
    URL.revokeObjectURL(url);
  }
}

function linkRows() {
  const head = ["link_id", "type", "directed", "confirmed", "source_id", "source_type", "source_label", "target_id", "target_type", "target_label",
    "records", "first_utc", "last_utc", "grade", "handling", "evidence", "marking", "case", "data_hash", "filter"];
  const body = [...view.passing.values()].map((link) => {
    const [from, to] = [nodes.get(link.from), nodes.get(link.to)];
    return [link.id, link.type, link.directed ? "yes" : "no", link.confirmed ? "yes" : "no", from.id, from.kind, from.label, to.id, to.kind, to.label,
      link.records, iso(link.first), iso(link.last), link.grade, link.handling, link.evidence.join(" | "), about.marking, about.case, about.data_hash, filterState()];
  });
  return [head, ...body];
}

function nodeRows() {
  const head = ["id", "type", "label", "protected", "group", "fields", "marking", "case", "data_hash", "filter"];
  const body = [...view.kept.values()].map((node) => [node.id, node.kind, node.label, node.protected ? "yes" : "no", node.group,
    node.fields.map(([name, value]) => `${name}: ${value}`).join(" | "), about.marking, about.case, about.data_hash, filterState()]);
  return [head, ...body];
}

function iso(seconds) {
  return seconds === null ? "" : new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
}

/** Return rows as CSV a spreadsheet opens rightly: BOM, CRLF, and no cell it would calculate. */
function csv(table_) {
  const cell = (value) => {
    const text = String(value);
    const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return `\ufeff${table_.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

function savePositions() {
  const places = [...nodes.values()].map((node) => [node.id, [node.x, node.y]]);
  const saved = { schema: "clew-positions/1", marking: about.marking, case: about.case, data_hash: about.data_hash, positions: Object.fromEntries(places) };
  keep(`${JSON.stringify(saved, null, 1)}\n`, "application/json", "positions.json");
}

async function loadPositions(event) {
  const file = event.target.files[0];
  if (file === undefined) return;
  try {
    const saved = JSON.parse(await file.text());
    if (saved.schema !== "clew-positions/1") throw new Error("schema");
    let put = 0;
    for (const [id, [x, y]] of Object.entries(saved.positions)) {
      if (!nodes.has(id) || !Number.isFinite(x) || !Number.isFinite(y)) continue;
      Object.assign(nodes.get(id), { x, y });
      put += 1;
    }
    changed();
    fit();
    say(`${counted(put, "position", "positions")} put back`);
  } catch {
    say("That is no file of saved positions");
  }
  event.target.value = "";
}

/** Return what is printed: the vector picture, or the tables, with the marking on every page, when the list is open. */
function printPage() {
  if (!state.list) return [picture()];
  const marking = () => make("tr", {}, make("td", { class: "marking" }, about.marking));
  const inside = [make("h1", {}, about.title), make("p", {}, `${shownOf()}. Filter: ${filterState()}. ${provenance()}`), nodeTable(true), linkTable(true)];
  return [make("table", { class: "sheet" }, make("thead", {}, marking()), make("tfoot", {}, marking()), make("tbody", {}, make("tr", {}, make("td", {}, inside))))];
}
