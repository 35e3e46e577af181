// The chart on screen: vis-network draws and moves what the view holds.

const COLOURS = {
  light: { page: "#ffffff", text: "#16202b", soft: "#5b6672", accent: "#b3123f", mark: "#ffd24d", hull: "#e9eef4", hullLine: "#b9c5d2" },
  dark: { page: "#10151b", text: "#e8edf2", soft: "#a5b0bc", accent: "#ff7a9c", mark: "#c99a1d", hull: "#1b232c", hullLine: "#3c4a58" },
};
const FADED = 0.15;

let network = null;
let drawnNodes = null;
let drawnLinks = null;
let bend = new Map();
let moving = false;

/** Return the colours of the page now. */
function colours() {
  return state.dark ? COLOURS.dark : COLOURS.light;
}

/** Start drawing. Nothing moves by itself: places were worked out before the page was written. */
function startCanvas() {
  drawnNodes = new vis.DataSet();
  drawnLinks = new vis.DataSet();
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  network = new vis.Network(byId("canvas"), { nodes: drawnNodes, edges: drawnLinks }, {
    physics: { enabled: false },
    layout: { improvedLayout: false },
    interaction: {
      hover: false, multiselect: false, keyboard: false, selectConnectedEdges: false, zoomSpeed: 0.7,
      hideEdgesOnDrag: about.size === "big", hideEdgesOnZoom: about.size === "big",
    },
    nodes: { shape: "image", size: about.radius, chosen: false, font: { size: 0 }, shapeProperties: { interpolation: true } },
    edges: {
      chosen: false, smooth: false, selectionWidth: 0, hoverWidth: 0,
      arrows: { to: { scaleFactor: 0.55 } }, arrowStrikethrough: false, selfReference: { size: 18 },
    },
  });
  network.still = still;
  network.on("beforeDrawing", drawBehind);
  network.on("afterDrawing", drawLabels);
  network.on("click", clicked);
  network.on("doubleClick", doubleClicked);
  network.on("dragStart", () => { moving = true; });
  network.on("dragEnd", dragged);
  network.on("zoom", zoomed);
}

/** Bring what is drawn up to the view; only what differs is touched. */
function draw() {
  bend = bends(view.links);
  settle(drawnNodes, [...view.nodes.values()].map(nodeLook));
  settle(drawnLinks, [...view.links.values()].map(linkLook));
  network.redraw();
}

function settle(set, wanted) {
  const known = new Map(set.get().map((item) => [item.id, item.stamp]));
  const news = [];
  for (const item of wanted) {
    item.stamp = JSON.stringify(item);
    if (known.get(item.id) !== item.stamp) news.push(item);
    known.delete(item.id);
  }
  set.remove([...known.keys()]);
  set.update(news);
}

/** Say whether a path, when there is one, leaves an item out. */
function aside(id, kind) {
  return state.path.nodes.size > 0 && !state.path[kind].has(id);
}

function nodeLook(node) {
  return {
    id: node.id, x: node.x, y: node.y, image: about.kinds[node.icon].uri,
    size: node.members ? about.radius * 1.35 : about.radius,
    opacity: aside(node.id, "nodes") ? FADED : 1,
  };
}

/** Return colour and width of a link now. */
function linkStroke(link) {
  const onPath = state.path.links.has(link.id);
  const selected = state.selected !== null && (state.selected.link === link.id || state.selected.node === link.from || state.selected.node === link.to);
  const style = about.types[link.type];
  const width = 1.3 + Math.min(3, Math.log10(Math.max(1, link.records)) * 1.1);
  return {
    colour: onPath ? colours().accent : state.dark ? style.dark : style.light,
    width: onPath ? width + 2.4 : selected ? width + 1.6 : width,
    opacity: aside(link.id, "links") ? FADED : selected || onPath ? 1 : 0.72,
  };
}

function linkLook(link) {
  const stroke = linkStroke(link);
  const off = bend.get(link.id) ?? 0;
  return {
    id: link.id, from: link.from, to: link.to, arrows: link.directed ? "to" : "", dashes: link.confirmed ? false : [7, 6],
    color: { color: stroke.colour, opacity: stroke.opacity }, width: stroke.width,
    smooth: off === 0 ? false : { enabled: true, type: off > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(off) },
  };
}

function clicked(event) {
  const node = event.nodes[0];
  const link = node === undefined ? event.edges[0] : undefined;
  if (node !== undefined && state.path.picking) pickForPath(node);
  else select(node !== undefined ? { node } : link !== undefined ? { link } : null);
}

function doubleClicked(event) {
  const node = event.nodes[0];
  if (node === undefined) return;
  if (view.nodes.get(node)?.members) openGroup(node);
  else foldHub(node);
}

function dragged(event) {
  moving = false;
  const at = network.getPositions(event.nodes);
  for (const [id, place] of Object.entries(at)) {
    const node = view.nodes.get(id);
    const real = nodes.get(id);
    if (real) Object.assign(real, { x: Math.round(place.x), y: Math.round(place.y) });
    for (const member of node?.members ?? []) {
      member.x += Math.round(place.x) - node.x;
      member.y += Math.round(place.y) - node.y;
    }
  }
  if (event.nodes.length > 0) changed();
  else network.redraw();
}

let zoomTimer = 0;

function zoomed() {
  moving = true;
  clearTimeout(zoomTimer);
  zoomTimer = setTimeout(() => { moving = false; network.redraw(); }, 160);
}

/** Show the whole chart, or some nodes of it, between the panels. */
function fit(ids) {
  const drawn = (ids ?? [...view.nodes.keys()]).map((id) => view.nodes.get(id)).filter(Boolean);
  const box = frame(drawn);
  const room = byId("canvas").getBoundingClientRect();
  const scale = Math.min(room.width / (box.right - box.left + 24), room.height / (box.bottom - box.top + 24), ids ? 1.1 : 1.4);
  glide({ x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 }, scale);
}

/** Bring one node to the middle, near enough to read its label. */
function centre(id) {
  const node = view.nodes.get(id);
  if (node) glide(node, Math.max(network.getScale(), 0.8));
}

function glide(position, scale) {
  const animation = network.still || document.hidden ? false : { duration: 260, easingFunction: "easeInOutQuad" };
  network.moveTo({ position: { x: position.x, y: position.y }, scale, animation });
}

/** Zoom by a factor about the middle. */
function zoomBy(factor) {
  glide(network.getViewPosition(), Math.min(4, Math.max(0.05, network.getScale() * factor)));
}

/** Move the picture by screen pixels. */
function panBy(x, y) {
  const at = network.getViewPosition();
  const scale = network.getScale();
  network.moveTo({ position: { x: at.x + x / scale, y: at.y + y / scale }, scale, animation: false });
}

/** Fold or unfold the single-link neighbours of a node. */
function foldHub(id) {
  if (state.foldedHubs.has(id)) state.foldedHubs.delete(id);
  else if (leavesOf(id, view.passing).length > 0) state.foldedHubs.add(id);
  else return;
  changed();
}

/** Open one folded group. Its members stand where they stood: only their drawing was folded. */
function openGroup(id) {
  state.openGroups.add(view.nodes.get(id).group);
  state.selected = null;
  changed();
}
