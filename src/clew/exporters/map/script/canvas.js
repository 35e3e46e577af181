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
let touched = false; // the reader has moved or zoomed the picture: do not fit it again by ourselves
let coarse = 1; // growth vis-network knows of, in steps, so that a zoom does not touch every item each frame

const SMALLEST_ICON_PX = 13;
const bitmaps = new Map(); // icon name to a drawn canvas: an SVG would be drawn anew each frame

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
    // Nodes are clear discs for clicks and arrow tips; their icons are drawn over them at a readable size.
    nodes: { shape: "dot", size: about.radius, borderWidth: 0, chosen: false, color: "rgba(0,0,0,0)" },
    edges: {
      chosen: false, smooth: false, selectionWidth: 0, hoverWidth: 0,
      arrows: { to: { scaleFactor: 0.55 } }, arrowStrikethrough: false, selfReference: { size: 18 },
    },
  });
  network.still = still;
  loadIcons();
  network.on("beforeDrawing", drawBehind);
  network.on("afterDrawing", drawLabels);
  network.on("click", clicked);
  network.on("doubleClick", doubleClicked);
  network.on("dragStart", () => { moving = true; });
  network.on("dragEnd", dragged);
  network.on("zoom", zoomed);
}

async function loadIcons() {
  await Promise.all(Object.entries(about.kinds).map(async ([name, kind]) => {
    const image = new Image();
    image.src = kind.uri;
    await image.decode();
    const canvas = make("canvas", { width: 96, height: 96 });
    canvas.getContext("2d").drawImage(image, 0, 0, 96, 96);
    bitmaps.set(name, canvas);
  }));
  network.redraw();
}

/** Return how much larger than the chart's own measure things are drawn when it is zoomed out. */
function growth() {
  return Math.min(1.55, Math.max(1, SMALLEST_ICON_PX / (about.radius * network.getScale())));
}

/** Return the radius of a node's icon, in the chart's measure. */
function reach(node) {
  return about.radius * growth() * (node.members ? 1.35 : 1);
}

/** Bring what is drawn up to the view; only what differs is touched. */
function draw() {
  bend = bends(view.links);
  settle(drawnNodes, [...view.nodes.values()].map(nodeLook));
  settle(drawnLinks, [...view.links.values()].map(linkLook));
  network.redraw();
}

const stamps = new Map(); // what was drawn last, by set and id

function settle(set, wanted) {
  const known = stamps.get(set) ?? new Map();
  const next = new Map();
  const news = [];
  for (const item of wanted) {
    const stamp = JSON.stringify(item);
    next.set(item.id, stamp);
    if (known.get(item.id) !== stamp) news.push(item);
  }
  const gone = [...known.keys()].filter((id) => !next.has(id));
  if (gone.length > 0) set.remove(gone);
  if (news.length > 0) set.update(news);
  stamps.set(set, next);
}

/** Say whether a path, when there is one, leaves an item out. */
function aside(id, kind) {
  return state.path.nodes.size > 0 && !state.path[kind].has(id);
}

function nodeLook(node) {
  return {
    id: node.id, x: node.x, y: node.y, size: about.radius * coarse * (node.members ? 1.35 : 1),
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
    color: { color: stroke.colour, opacity: stroke.opacity }, width: stroke.width * coarse ** 1.4,
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
  touched = true;
  for (const [id, { x, y }] of Object.entries(network.getPositions(event.nodes))) moved(view.nodes.get(id), Math.round(x), Math.round(y));
  network.redraw();
}

/** Keep where the reader has put a node; a folded group takes its members along. */
function moved(node, x, y) {
  for (const member of node.members ?? []) {
    member.x += x - node.x;
    member.y += y - node.y;
  }
  for (const same of [node, nodes.get(node.id)]) if (same) Object.assign(same, { x, y });
}

let zoomTimer = 0;

function zoomed() {
  moving = true;
  touched = true;
  clearTimeout(zoomTimer);
  zoomTimer = setTimeout(() => { moving = false; settleSize(); }, 160);
}

/** Tell vis-network the size things are drawn at now. */
function settleSize() {
  const wanted = about.size === "big" ? 1 : [1, 1.15, 1.35, 1.55].findLast((step) => step <= growth() + 0.01);
  if (wanted === coarse) return network.redraw();
  coarse = wanted;
  draw();
}

/** Show the whole chart, or some nodes of it, between the panels. */
function fit(ids) {
  const drawn = (ids ?? [...view.nodes.keys()]).map((id) => view.nodes.get(id)).filter(Boolean);
  const box = frame(drawn);
  const room = byId("canvas").getBoundingClientRect();
  if (room.width < 80 || room.height < 80) return; // hidden, as while printing
  if (state.groups === "outline") Object.assign(box, { top: box.top - 40, bottom: box.bottom + 20, left: box.left - 20, right: box.right + 20 });
  const above = state.path.picking ? 50 : 0; // the path's own bar
  const scale = Math.min((room.width - 40) / (box.right - box.left), (room.height - 44 - above) / (box.bottom - box.top), ids ? 1.1 : 1.4);
  glide({ x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 + (6 - above / 2) / scale }, scale, ids !== undefined);
}

/** Bring one node to the middle, near enough to read its label. */
function centre(id) {
  const node = view.nodes.get(id);
  if (node) glide(node, Math.max(network.getScale(), 0.8), true);
}

function glide(position, scale, smoothly) {
  touched = smoothly;
  const animation = network.still || !smoothly ? false : { duration: 260, easingFunction: "easeInOutQuad" };
  network.moveTo({ position: { x: position.x, y: position.y }, scale, animation });
  setTimeout(settleSize, animation === false ? 0 : 300);
}

/** Zoom by a factor about the middle. */
function zoomBy(factor) {
  glide(network.getViewPosition(), Math.min(4, Math.max(0.05, network.getScale() * factor)), true);
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
