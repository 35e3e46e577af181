// The evidence panel: what is selected, every link of it, and the exhibit and row behind each link.

const FEW_ROWS = 6;
const FEW_LINKS = 40;

/** Select a node, a link, or nothing. */
function select(what) {
  state.selected = what;
  changed();
  const narrow = matchMedia("(max-width: 900px)").matches;
  byId("panel").classList.toggle("open", what !== null);
  if (narrow && what !== null) byId("panel-body").focus();
}

function showEvidence() {
  const chosen = state.selected;
  const node = chosen?.node === undefined ? undefined : view.nodes.get(chosen.node) ?? nodes.get(chosen.node);
  const link = chosen?.link === undefined ? undefined : view.links.get(chosen.link) ?? links.get(chosen.link);
  const path = state.path.steps.length > 0 ? [pathSection()] : [];
  const body = node !== undefined ? (node.members ? groupSection(node) : nodeSection(node)) : link !== undefined ? linkSection(link) : aboutSection();
  byId("panel-body").replaceChildren(...path, ...body);
}

function heading(icon, label, below) {
  return make("header", { class: "subject" }, icon === null ? null : iconImage(icon),
    make("div", {}, make("h2", {}, label), make("p", { class: "soft" }, below)));
}

function pairs(rows) {
  const shown = rows.filter(([, value]) => value !== "" && value !== null);
  return shown.length === 0 ? null
    : make("dl", {}, shown.flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, value)]));
}

function nodeSection(node) {
  const own = linksOf.get(node.id);
  const seen = own.filter((link) => view.passing.has(link.id));
  const leaves = leavesOf(node.id, view.passing).length;
  const folded = state.foldedHubs.has(node.id);
  const note = own.length === seen.length ? "" : `${counted(own.length - seen.length, "link is", "links are")} filtered out and not listed.`;
  return [
    heading(node.icon, node.label, about.kinds[node.icon].title),
    node.protected ? make("p", { class: "note protected" }, node.kind === "Person" ? "Protected person: shown by pseudonym." : "Belongs to a protected person: shown without its number or name.") : null,
    node.service ? make("p", { class: "note" }, "Service number: drawn, but no path leads through it.") : null,
    make("div", { class: "actions" },
      make("button", { type: "button", onclick: () => centre(node.id) }, "Centre"),
      make("button", { type: "button", onclick: () => setPath(node.id, state.path.to) }, "Path from here"),
      make("button", { type: "button", onclick: () => setPath(state.path.from, node.id) }, "Path to here"),
      leaves > 0 || folded ? make("button", { type: "button", onclick: () => foldHub(node.id) },
        folded ? "Unfold neighbours" : `Fold ${counted(leaves, "neighbour", "neighbours")}`) : null),
    pairs([...said(node, "id", node.id), ...said(node, "group", node.group), ...node.fields]),
    make("h3", {}, `Links ${count(seen.length)}`),
    note === "" ? null : make("p", { class: "soft" }, note),
    ...cards(seen.toSorted((a, b) => (b.last ?? -Infinity) - (a.last ?? -Infinity) || (a.id < b.id ? -1 : 1)), node.id),
  ].filter((part) => part !== null);
}

/** Return a row of our own, unless the fields say the same already. */
function said(node, name, value) {
  return node.fields.some(([field, own]) => field === name || own === value) ? [] : [[name, value]];
}

function groupSection(node) {
  return [
    heading("Group", node.label, `Group of ${counted(node.members.length, "entity", "entities")}`),
    make("div", { class: "actions" }, make("button", { type: "button", onclick: () => openGroup(node.id) }, "Open this group")),
    make("h3", {}, "Members"),
    make("ul", { class: "plain" }, node.members.map((member) => make("li", {}, entityButton(member.id)))),
  ];
}

function linkSection(link) {
  const all = link.joined ?? [link];
  return [
    make("header", { class: "subject" }, make("div", {},
      make("h2", {}, about.types[link.type].text), make("p", { class: "soft" }, about.types[link.type].meaning || link.type))),
    ...cards(all, null),
  ];
}

/** Return link cards, the first ones at once and the rest on request. */
function cards(all, self) {
  const made = all.slice(0, FEW_LINKS).map((link) => card(link, self));
  if (all.length <= FEW_LINKS) return made;
  const more = make("button", { type: "button", class: "more", onclick: () => more.replaceWith(...all.slice(FEW_LINKS).map((link) => card(link, self))) },
    `Show ${count(all.length - FEW_LINKS)} more links`);
  return [...made, more];
}

/** Return one link with date, grading, and the rows it rests on. */
function card(link, self) {
  const style = about.types[link.type];
  const ends = self === null ? [entityButton(link.from), arrow(link, link.from), entityButton(link.to)]
    : [arrow(link, self), entityButton(link.from === self ? link.to : link.from)];
  return make("article", { class: link.confirmed ? "card" : "card unconfirmed" },
    make("p", { class: "what" }, linkSign(style.light, style.dark, !link.confirmed), make("strong", { title: link.type }, style.text),
      link.confirmed ? null : make("span", { class: "tag" }, "unconfirmed")),
    make("p", { class: "ends" }, ends),
    pairs([
      ["date", link.first === null && link.last === null ? "not recorded" : link.first === link.last ? `${minute(link.first)} UTC` : `${minute(link.first)} to ${minute(link.last)} UTC`],
      ["records", count(link.records)],
      ["grading", link.grade || "not graded"],
      ["handling", link.handling],
      ...link.fields,
    ]),
    rows(link.evidence),
  );
}

function arrow(link, self) {
  const sign = !link.directed ? "—" : link.from === self ? "→" : "←";
  const said = !link.directed ? "with" : link.from === self ? "to" : "from";
  return make("span", { class: "arrow", role: "img", "aria-label": said }, sign);
}

function rows(evidence, few = FEW_ROWS) {
  if (evidence.length === 0) return make("p", { class: "soft" }, "No rows were exported with this link.");
  const list = make("ul", { class: "rows", "aria-label": "Exhibit and row" }, evidence.slice(0, few).map((row) => make("li", {}, row)));
  if (evidence.length > few) {
    const more = make("button", { type: "button", class: "more", onclick: () => {
      list.append(...evidence.slice(few).map((row) => make("li", {}, row)));
      more.remove();
    } }, `Show all ${count(evidence.length)} rows`);
    return make("div", {}, list, more);
  }
  return list;
}

function entityButton(id) {
  const node = nodes.get(id);
  return make("button", { type: "button", class: "entity", onclick: () => go(id) }, iconImage(node.icon), make("span", { class: "name" }, node.label));
}

function pathSection() {
  const steps = state.path.steps.map((step) => make("li", {},
    make("p", { class: "ends" }, entityButton(step.from), make("span", { class: "arrow" }, step.links.map((link) => linkText(link)).join(", ")), entityButton(step.to)),
    ...step.links.map((link) => rows(link.evidence))));
  return make("details", { class: "path", open: true },
    make("summary", {}, `Path: ${pathAnswer()}`),
    state.path.ways > 1 ? make("p", { class: "soft" }, "All shortest ways are marked in the chart; one of them step by step:") : null,
    make("ol", {}, steps),
    make("p", { class: "soft" }, "A way through records shows who could be asked about, not that anyone knows another."));
}

/** Return the first and last day any link was recorded. */
function dataPeriod() {
  return dated.length === 0 ? "no dates recorded" : `${day(earliest * DAY)} to ${day(latest * DAY)} UTC`;
}

/** What the chart is, when nothing is selected. */
function aboutSection() {
  const list = (title, sentences, name) => sentences.length === 0 ? []
    : [make("h3", {}, title), make("ul", { class: name }, sentences.map((sentence) => make("li", {}, sentence)))];
  return [
    heading(null, "About this chart", shownOf()),
    make("p", { class: "note" }, about.lead),
    about.protected === "" ? null : make("p", { class: "note protected" }, about.protected),
    about.cell_site === "" ? null : make("p", { class: "note" }, about.cell_site),
    ...list("Left out", about.left_out, "left-out"),
    ...list("Notes", about.notes, ""),
    make("h3", {}, "Reading it"),
    make("ul", {},
      make("li", {}, "Click an entity or a link for the rows behind it."),
      make("li", {}, "Solid lines are confirmed, dashed ones are not. An arrow says who acted on whom; a line without one has no direction."),
      make("li", {}, "Nearness on paper means few steps apart in the records, nothing else.")),
    make("h3", {}, "Made from"),
    pairs([
      ["case", about.case], ["data period", dataPeriod()], ["exported", `${about.exported} by ${about.exported_by}`],
      ["data hash", about.data_hash], ["audit head", about.audit_head],
    ]),
    ...(about.exhibits.length === 0 ? [] : [
      make("h3", {}, `Exhibits ${count(about.exhibits.length)}`),
      make("dl", { class: "wide" }, about.exhibits.flatMap(([name, rows_]) => [make("dt", {}, name), make("dd", {}, counted(rows_, "row", "rows"))])),
    ]),
  ].filter((part) => part !== null);
}
