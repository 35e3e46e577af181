// Labels, outlines and badges over and under the chart. Labels keep a readable size at every zoom;
// one that would cover another waits until there is room for it, so no two are ever mixed up.

const FONT = '"Segoe UI", "Helvetica Neue", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif';
const SMALLEST_LABEL_PX = 10.5;
const LARGEST_LABEL_PX = 17;
const LINK_LABEL_PX = 10.5;

/** Draw group outlines and halos behind the chart. */
function drawBehind(context) {
  if (state.groups === "outline") for (const [name, members] of groupMembers()) drawOutline(context, name, members);
  for (const id of state.hits) ring(context, id, colours().mark);
  if (state.selected?.node) ring(context, state.selected.node, colours().accent);
  for (const id of [state.path.from, state.path.to]) if (id !== null) ring(context, id, colours().accent);
}

function ring(context, id, colour) {
  const node = view.nodes.get(id);
  if (node === undefined) return;
  context.beginPath();
  context.arc(node.x, node.y, about.radius + 8, 0, 2 * Math.PI);
  context.fillStyle = colour;
  context.globalAlpha = 0.45;
  context.fill();
  context.globalAlpha = 1;
  context.lineWidth = 2.5;
  context.strokeStyle = colour;
  context.stroke();
}

/** Return the drawn members of each group, by name. */
function groupMembers() {
  const members = new Map();
  for (const node of view.nodes.values()) {
    if (node.group === "" || node.members) continue;
    if (members.has(node.group)) members.get(node.group).push(node);
    else members.set(node.group, [node]);
  }
  return members;
}

function drawOutline(context, name, members) {
  const hull = outline(members, about.radius + 30);
  context.beginPath();
  hull.forEach((point, i) => (i === 0 ? context.moveTo(point.x, point.y) : context.lineTo(point.x, point.y)));
  context.closePath();
  context.globalAlpha = 0.5;
  context.fillStyle = colours().hull;
  context.fill();
  context.globalAlpha = 1;
  context.lineWidth = 1.5;
  context.strokeStyle = colours().hullLine;
  context.stroke();
  const top = hull.reduce((best, point) => (point.y < best.y ? point : best));
  const size = Math.max(13, 12 / network.getScale());
  context.font = `600 ${size}px ${FONT}`;
  context.textAlign = "center";
  context.textBaseline = "bottom";
  context.fillStyle = colours().soft;
  context.fillText(name, top.x, top.y - 4);
}

/** Draw labels and badges over the chart. */
function drawLabels(context) {
  const scale = network.getScale();
  const taken = new Taken(24 / scale);
  const seen = inSight();
  for (const node of seen) taken.add(node.x - about.radius, node.y - about.radius, node.x + about.radius, node.y + about.radius);
  if (state.nodeLabels) for (const node of seen) drawNodeLabel(context, node, scale, taken);
  for (const node of seen) if (node.inside > 0) drawBadge(context, node);
  if (state.linkLabels && !(moving && about.size !== "full")) drawLinkLabels(context, scale, taken);
}

/** Return the nodes inside the window, most telling first: selected, on the path, found, many links. */
function inSight() {
  const room = byId("canvas").getBoundingClientRect();
  const from = network.DOMtoCanvas({ x: -80, y: -80 });
  const to = network.DOMtoCanvas({ x: room.width + 80, y: room.height + 80 });
  const weight = (node) =>
    (state.selected?.node === node.id ? 1e9 : 0) + (state.path.nodes.has(node.id) ? 1e8 : 0) + (state.hits.has(node.id) ? 1e7 : 0) + (linksOf.get(node.id)?.length ?? 1e6);
  return [...view.nodes.values()]
    .filter((node) => node.x > from.x && node.x < to.x && node.y > from.y && node.y < to.y)
    .sort((a, b) => weight(b) - weight(a) || (a.id < b.id ? -1 : 1));
}

function drawNodeLabel(context, node, scale, taken) {
  const size = Math.min(LARGEST_LABEL_PX, Math.max(SMALLEST_LABEL_PX, about.label_px * scale)) / scale;
  const strong = state.selected?.node === node.id || state.hits.has(node.id);
  context.font = `${strong ? "600 " : ""}${size}px ${FONT}`;
  const width = Math.max(...node.lines.map((line) => widthOf(context, line)));
  const top = node.y + about.radius + 3 / scale;
  const box = [node.x - width / 2, top, node.x + width / 2, top + node.lines.length * size * 1.18];
  if (aside(node.id, "nodes")) return;
  if (!taken.free(...box)) return;
  taken.add(...box);
  write(context, node.lines, node.x, top, size, scale, colours().text);
}

function write(context, lines, x, y, size, scale, colour) {
  context.textAlign = "center";
  context.textBaseline = "top";
  context.lineJoin = "round";
  context.lineWidth = 3.5 / scale;
  context.strokeStyle = colours().page;
  context.fillStyle = colour;
  lines.forEach((line, i) => {
    context.strokeText(line, x, y + i * size * 1.18);
    context.fillText(line, x, y + i * size * 1.18);
  });
}

function drawBadge(context, node) {
  const text = `+${count(node.inside)}`;
  context.font = `600 12px ${FONT}`;
  const half = Math.max(11, widthOf(context, text) / 2 + 5);
  const [x, y] = [node.x + about.radius * 0.8, node.y - about.radius * 0.8];
  context.beginPath();
  context.roundRect(x - half, y - 10, 2 * half, 20, 10);
  context.fillStyle = colours().text;
  context.fill();
  context.fillStyle = colours().page;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(text, x, y + 1);
}

/** Return what is written on a link: its type in words, how often. */
function linkText(link) {
  const text = about.types[link.type].text;
  return link.records > 1 ? `${text} ×${count(link.records)}` : text;
}

function drawLinkLabels(context, scale, taken) {
  const size = LINK_LABEL_PX * Math.max(1, Math.min(1.3, scale)) / scale;
  context.font = `${size}px ${FONT}`;
  const lines = [...view.links.values()].sort((a, b) => Number(state.path.links.has(b.id)) - Number(state.path.links.has(a.id)));
  for (const link of lines) {
    if (aside(link.id, "links") || link.from === link.to) continue;
    const from = view.nodes.get(link.from);
    const to = view.nodes.get(link.to);
    const text = linkText(link);
    const width = widthOf(context, text);
    if (Math.hypot(to.x - from.x, to.y - from.y) < width + 2 * about.radius + 6 / scale) continue;
    const at = middle(from, to, bend.get(link.id) ?? 0);
    let angle = Math.atan2(to.y - from.y, to.x - from.x);
    if (Math.abs(angle) > Math.PI / 2) angle += Math.PI;
    const across = (Math.abs(Math.cos(angle)) * width + Math.abs(Math.sin(angle)) * size) / 2;
    const down = (Math.abs(Math.sin(angle)) * width + Math.abs(Math.cos(angle)) * size) / 2;
    const box = [at.x - across, at.y - down, at.x + across, at.y + down];
    if (!taken.free(...box)) continue;
    taken.add(...box);
    context.save();
    context.translate(at.x, at.y);
    context.rotate(angle);
    write(context, [text], 0, -size / 2, size, scale, linkStroke(link).colour);
    context.restore();
  }
}

const widths = new Map();

/** Return the width of a text in the context's font; measured once per 100 px of font, then scaled. */
function widthOf(context, text) {
  const [, weight, size] = /^(600 )?([\d.]+)px/.exec(context.font) ?? [null, "", "13"];
  const key = `${weight ?? ""}${text}`;
  if (!widths.has(key)) {
    const font = context.font;
    context.font = `${weight ?? ""}100px ${FONT}`;
    widths.set(key, context.measureText(text).width / 100);
    context.font = font;
  }
  return widths.get(key) * Number(size);
}

/** Rectangles already written on, in a grid so that thousands of labels are placed in one frame. */
class Taken {
  constructor(cell) {
    this.cell = cell * 4;
    this.cells = new Map();
  }

  *keys(left, top, right, bottom) {
    for (let x = Math.floor(left / this.cell); x <= Math.floor(right / this.cell); x += 1) {
      for (let y = Math.floor(top / this.cell); y <= Math.floor(bottom / this.cell); y += 1) yield `${x},${y}`;
    }
  }

  free(left, top, right, bottom) {
    for (const key of this.keys(left, top, right, bottom)) {
      for (const box of this.cells.get(key) ?? []) {
        if (left < box[2] && right > box[0] && top < box[3] && bottom > box[1]) return false;
      }
    }
    return true;
  }

  add(...box) {
    for (const key of this.keys(...box)) {
      if (this.cells.has(key)) this.cells.get(key).push(box);
      else this.cells.set(key, [box]);
    }
  }
}
