// What the page knows: the chart as it was exported, and what the reader has chosen to see of it.

const chart = JSON.parse(document.getElementById("chart-data").textContent);
const about = chart.about;

const nodes = new Map(chart.nodes.map((node) => [node.id, { id: node.id, label: node.label, x: node.x, y: node.y, ...node.d }]));
const links = new Map(chart.links.map((link) => [link.id, { id: link.id, from: link.from, to: link.to, ...link.d }]));

// Links by end, so that a click or a path never walks the whole chart.
const linksOf = new Map([...nodes.keys()].map((id) => [id, []]));
for (const link of links.values()) {
  linksOf.get(link.from).push(link);
  if (link.to !== link.from) linksOf.get(link.to).push(link);
}

const state = {
  hiddenKinds: new Set(), // icon names, so that protected persons are a kind of their own
  hiddenTypes: new Set(),
  hideConfirmed: false,
  hideUnconfirmed: false,
  from: null, // seconds UTC, null for open
  to: null,
  undated: true,
  keepUnlinked: false,
  foldedHubs: new Set(),
  groups: "off", // off, outline, fold
  openGroups: new Set(), // groups opened again while the others stay folded
  selected: null, // {node: id} or {link: id}
  path: { picking: false, from: null, to: null, nodes: new Set(), links: new Set(), steps: [], ways: 0 },
  hits: new Set(),
  nodeLabels: true,
  linkLabels: about.size !== "big",
  dark: false,
  list: false,
};

const watchers = [];

/** Call `watcher` after every change of the state. */
function watch(watcher) {
  watchers.push(watcher);
}

/** Tell everyone the state has changed. */
function changed() {
  for (const watcher of watchers) watcher();
}

/** Say something to everyone, readers of the screen included. */
function say(text) {
  document.getElementById("status").textContent = text;
}
