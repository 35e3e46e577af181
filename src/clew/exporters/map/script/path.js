// Shortest ways between two entities over the links that pass the filters: all of them, not one by chance.

function startPath() {
  byId("path-toggle").addEventListener("click", () => (state.path.picking ? clearPath() : startPicking()));
  byId("path-clear").addEventListener("click", clearPath);
  byId("path-bar").addEventListener("submit", (event) => event.preventDefault());
  byId("path-swap").addEventListener("click", () => setPath(state.path.to, state.path.from));
  for (const id of ["path-from", "path-to"]) {
    byId(id).addEventListener("change", () => setPath(byId("path-from").value || null, byId("path-to").value || null));
  }
  watch(showPath);
}

/** Fill the two choices the first time they are needed: thousands of options are slow to make. */
function offerEnds() {
  if (byId("path-from").options.length > 0) return;
  const sorted = [...nodes.values()].sort((a, b) => a.label.localeCompare(b.label));
  for (const [id, hint] of [["path-from", "click an entity"], ["path-to", "then another"]]) {
    byId(id).append(make("option", { value: "" }, hint), ...sorted.map((node) => make("option", { value: node.id }, node.label)));
  }
}

function startPicking() {
  state.path.picking = true;
  if (state.selected?.node && nodes.has(state.selected.node)) state.path.from = state.selected.node;
  say(state.path.from === null ? "Path: click the first entity" : "Path: click the second entity");
  changed();
}

/** Take a clicked node as the first or second end. */
function pickForPath(id) {
  if (!nodes.has(id)) return say("Open the group first: a path ends at an entity");
  if (state.path.from === null || (state.path.from !== null && state.path.to !== null)) setPath(id, null);
  else if (id !== state.path.from) setPath(state.path.from, id);
}

/** Set the ends of the path. */
function setPath(from, to) {
  Object.assign(state.path, { picking: true, from, to });
  findPath();
  openFor(state.path.nodes);
  changed();
  if (state.path.nodes.size > 0) fit([...state.path.nodes]);
}

function clearPath() {
  Object.assign(state.path, { picking: false, from: null, to: null });
  findPath();
  changed();
  say("Path cleared");
}

/** Work out every shortest way on visible links; keeps their nodes, links, one way step by step, and how many there are. */
function findPath() {
  const path = state.path;
  Object.assign(path, { nodes: new Set(), links: new Set(), steps: [], ways: 0 });
  if (path.from === null || path.to === null || path.from === path.to) return;
  const [near, ways] = distances(path.from);
  const [far] = distances(path.to);
  const length = near.get(path.to);
  if (length === undefined) return;
  path.ways = ways.get(path.to);
  for (const link of view.passing.values()) {
    for (const [a, b] of [[link.from, link.to], [link.to, link.from]]) {
      if (leadsOn(a, path) && leadsOn(b, path) && near.get(a) + 1 + far.get(b) === length) {
        path.links.add(link.id);
        path.nodes.add(a).add(b);
      }
    }
  }
  for (let at = path.from; at !== path.to; ) {
    const between = linksOf.get(at).filter((link) => path.links.has(link.id) && far.get(otherEnd(link, at)) === far.get(at) - 1);
    const next = between.map((link) => otherEnd(link, at)).sort()[0];
    path.steps.push({ from: at, to: next, links: between.filter((link) => otherEnd(link, at) === next) });
    at = next;
  }
}

/** Say whether a way may lead over a node: over any but a service number, which links strangers. */
function leadsOn(id, path) {
  return !nodes.get(id).service || id === path.from || id === path.to;
}

function otherEnd(link, id) {
  return link.from === id ? link.to : link.from;
}

/** Return steps from a node to every node it reaches, and the number of shortest ways there. */
function distances(start) {
  const steps = new Map([[start, 0]]);
  const ways = new Map([[start, 1]]);
  let edge = [start];
  while (edge.length > 0) {
    const next = [];
    for (const at of edge) {
      const others = new Set(linksOf.get(at).filter((link) => view.passing.has(link.id)).map((link) => otherEnd(link, at)));
      if (at !== start && nodes.get(at).service) continue; // a way may end at a service number, never lead through one
      for (const other of others) {
        if (!steps.has(other)) {
          steps.set(other, steps.get(at) + 1);
          ways.set(other, 0);
          next.push(other);
        }
        if (steps.get(other) === steps.get(at) + 1) ways.set(other, ways.get(other) + ways.get(at));
      }
    }
    edge = next;
  }
  return [steps, ways];
}

function pathAnswer() {
  const path = state.path;
  if (path.from === null || path.to === null) return "";
  if (path.steps.length === 0) return "no way on the links shown";
  return `${counted(path.steps.length, "step", "steps")}, ${counted(path.ways, "shortest way", "shortest ways")}`;
}

function showPath() {
  const path = state.path;
  byId("path-bar").hidden = !path.picking;
  if (!path.picking) return byId("path-toggle").setAttribute("aria-pressed", "false");
  offerEnds();
  byId("path-toggle").setAttribute("aria-pressed", "true");
  byId("path-from").value = path.from ?? "";
  byId("path-to").value = path.to ?? "";
  byId("path-answer").textContent = pathAnswer();
  if (path.to !== null) say(`Path: ${pathAnswer()}`);
}
