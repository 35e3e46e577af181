// From the choices to what is seen: which nodes and links pass the filters, and what is folded into what.

/** What is seen now; replaced as a whole by `look`. */
let view = { passing: new Map(), nodes: new Map(), links: new Map(), unlinked: 0 };

function linkPasses(link) {
  if (state.hiddenTypes.has(link.type)) return false;
  if (link.confirmed ? state.hideConfirmed : state.hideUnconfirmed) return false;
  if (state.hiddenKinds.has(nodes.get(link.from).icon) || state.hiddenKinds.has(nodes.get(link.to).icon)) return false;
  if (link.first === null && link.last === null) return state.undated;
  const first = link.first ?? link.last;
  const last = link.last ?? link.first;
  return (state.from === null || last >= state.from) && (state.to === null || first <= state.to);
}

/** Work out the view from the state. */
function look() {
  const passing = new Map();
  const degree = new Map();
  for (const link of links.values()) {
    if (!linkPasses(link)) continue;
    passing.set(link.id, link);
    for (const end of new Set([link.from, link.to])) degree.set(end, (degree.get(end) ?? 0) + 1);
  }
  const kept = new Map();
  let unlinked = 0;
  for (const node of nodes.values()) {
    if (state.hiddenKinds.has(node.icon)) continue;
    if (!degree.has(node.id) && linksOf.get(node.id).length > 0 && !state.keepUnlinked) unlinked += 1;
    else kept.set(node.id, node);
  }
  const home = foldedInto(kept, passing);
  view = { passing, kept, unlinked, home, ...folded(kept, passing, home) };
}

/** Return, for each node folded away, the id of what it is folded into. */
function foldedInto(kept, passing) {
  const home = new Map();
  if (state.groups === "fold") {
    for (const node of kept.values()) {
      if (node.group !== "" && !state.openGroups.has(node.group)) home.set(node.id, `group:${node.group}`);
    }
  }
  for (const hub of state.foldedHubs) {
    if (!kept.has(hub) || home.has(hub)) continue;
    for (const leaf of leavesOf(hub, passing)) if (kept.has(leaf) && !home.has(leaf)) home.set(leaf, hub);
  }
  return home;
}

/** Return the neighbours of a node whose only visible neighbour it is. */
function leavesOf(id, passing) {
  const others = new Set();
  for (const link of linksOf.get(id)) {
    const other = link.from === id ? link.to : link.from;
    if (other !== id && passing.has(link.id)) others.add(other);
  }
  return [...others].filter((other) =>
    linksOf.get(other).every((link) => !passing.has(link.id) || link.from === id || link.to === id),
  );
}

/** Return nodes and links as drawn: real ones, groups that stand for their members, links joined between groups. */
function folded(kept, passing, home) {
  const drawn = new Map();
  const members = new Map();
  for (const node of kept.values()) {
    const into = home.get(node.id);
    if (into === undefined) drawn.set(node.id, { ...node, inside: 0 });
    else members.set(into, [...(members.get(into) ?? []), node]);
  }
  for (const [into, inside] of members) {
    if (drawn.has(into)) drawn.get(into).inside = inside.length;
    else drawn.set(into, groupNode(into, inside));
  }
  const lines = new Map();
  for (const link of passing.values()) {
    const from = home.get(link.from) ?? link.from;
    const to = home.get(link.to) ?? link.to;
    if (from === link.from && to === link.to) lines.set(link.id, link);
    else if (from !== to) join(lines, link, from, to);
  }
  return { nodes: drawn, links: lines };
}

function groupNode(id, inside) {
  const name = inside[0].group;
  const mean = (axis) => Math.round(inside.reduce((sum, node) => sum + node[axis], 0) / inside.length);
  return {
    id, label: name, lines: [...wrapped(name, 24).slice(0, 2), counted(inside.length, "entity", "entities")],
    x: mean("x"), y: mean("y"), icon: "Group", kind: "Group", protected: false, group: name, fields: [], members: inside, inside: 0,
  };
}

function join(lines, link, from, to) {
  const [one, other] = [from, to].sort();
  const id = `joined:${one}|${other}|${link.type}`;
  const known = lines.get(id);
  if (known === undefined) {
    lines.set(id, { ...link, id, from: one, to: other, directed: false, joined: [link] });
    return;
  }
  known.joined.push(link);
  known.records += link.records;
  known.confirmed &&= link.confirmed;
}

/** Return every fold opened that hides one of these nodes. */
function openFor(ids) {
  for (const id of ids) {
    const into = view.home.get(id);
    if (into === undefined) continue;
    if (into.startsWith("group:")) state.openGroups.add(nodes.get(id).group);
    else state.foldedHubs.delete(into);
  }
}

/** Say in one line what is filtered, for the footer and every picture. */
function filterState() {
  const said = [];
  const kinds = [...state.hiddenKinds].map((name) => about.kinds[name].title);
  const types = [...state.hiddenTypes].map((name) => about.types[name].text);
  if (kinds.length > 0) said.push(`without ${kinds.join(", ")}`);
  if (types.length > 0) said.push(`without links "${types.join('", "')}"`);
  if (state.hideConfirmed) said.push("without confirmed links");
  if (state.hideUnconfirmed) said.push("without unconfirmed links");
  if (state.from !== null || state.to !== null) {
    said.push(`links from ${state.from === null ? "start" : day(state.from)} to ${state.to === null ? "end" : day(state.to)} UTC`);
  }
  if (!state.undated) said.push("without undated links");
  if (view.unlinked > 0) said.push(`${counted(view.unlinked, "entity", "entities")} that lost their links hidden`);
  if (view.home.size > 0) said.push(`${counted(view.home.size, "entity", "entities")} folded`);
  return said.length === 0 ? "no filter" : said.join("; ");
}

/** Say how much of the chart is seen: n of N. */
function shownOf() {
  return `${count(view.kept.size)} of ${counted(nodes.size, "entity", "entities")}, ${count(view.passing.size)} of ${counted(links.size, "link", "links")}`;
}
