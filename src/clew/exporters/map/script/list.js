// The chart as two tables, for readers of the screen and for whoever prefers to read.

const FEW_LINES = 400; // made at once; the rest on request, for a browser needs seconds for thousands

function startList() {
  byId("list-toggle").addEventListener("click", () => { state.list = !state.list; changed(); });
  watch(showList);
}

function showList() {
  byId("list-toggle").setAttribute("aria-pressed", String(state.list));
  byId("list").hidden = !state.list;
  byId("stage").classList.toggle("listing", state.list);
  byId("list").replaceChildren(...(state.list ? [nodeTable(), linkTable()] : []));
}

/** Return a table with a line per item; `all` makes every line at once, as for print. */
function table(caption, heads, items, line, all) {
  const body = make("tbody", {}, (all ? items : items.slice(0, FEW_LINES)).map(line));
  const rest = all ? [] : items.slice(FEW_LINES);
  const more = make("button", { type: "button", class: "more", onclick: () => { body.append(...rest.map(line)); more.remove(); } }, `Show ${count(rest.length)} more`);
  return make("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": caption }, make("table", {},
    make("caption", {}, caption),
    make("thead", {}, make("tr", {}, heads.map((head) => make("th", { scope: "col" }, head)))),
    body), rest.length > 0 ? more : null);
}

function nodeTable(all = false) {
  const seen = [...view.kept.values()].sort((a, b) => (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : a.label.localeCompare(b.label)));
  const degree = (node) => linksOf.get(node.id).filter((link) => view.passing.has(link.id)).length;
  return table(`Entities: ${count(seen.length)} of ${count(nodes.size)}`, ["Entity", "Type", "Group", "Links", "Fields"], seen, (node) => make("tr", {},
      make("th", { scope: "row" }, entityButton(node.id)), make("td", {}, about.kinds[node.icon].title), make("td", {}, node.group),
      make("td", { class: "number" }, count(degree(node))), make("td", {}, node.fields.map(([name, value]) => `${name}: ${value}`).join("; "))), all);
}

function linkTable(all = false) {
  const seen = [...view.passing.values()].sort((a, b) => (a.first ?? Infinity) - (b.first ?? Infinity) || (a.id < b.id ? -1 : 1));
  return table(`Links: ${count(seen.length)} of ${count(links.size)}`,
    ["From", "Link", "To", "First, UTC", "Last, UTC", "Records", "Grading", "Handling", "Exhibit and row"], seen, (link) => make("tr", {},
      make("th", { scope: "row" }, entityButton(link.from)),
      make("td", {}, `${about.types[link.type].text}${link.directed ? "" : " (no direction)"}${link.confirmed ? "" : " (unconfirmed)"}`),
      make("td", {}, entityButton(link.to)), make("td", {}, minute(link.first)), make("td", {}, minute(link.last)),
      make("td", { class: "number" }, count(link.records)), make("td", {}, link.grade), make("td", {}, link.handling),
      make("td", {}, rows(link.evidence, all ? Infinity : FEW_ROWS))), all);
}
