// Icons, labels, outlines and badges over and under the chart. Labels keep a readable size at every zoom;
// one that would cover another waits until there is room for it, so no two are ever mixed up.

const FONT = '"Segoe UI", "Helvetica Neue", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif';
const SMALLEST_LABEL_PX = 10.5;
const LARGEST_LABEL_PX = 17;
const LINK_LABEL_PX = 10.5;
const LABELS_IN_MOTION = 120; // a large picture keeps up with the hand; the others come when it rests

/** Draw group outlines and halos behind the chart. */
function drawBehind(context) {
  if (state.groups === "outline") for (const members of groupMembers().values()) drawOutline(context, members);
  for (const id of state.hits) ring(context, id, colours().mark);
  if (state.selected?.node) ring(context, state.selected.node, colours().accent);
  for (const id of [state.path.from, state.path.to]) if (id !== null) ring(context, id, colours().accent);
}

function ring(context, id, colour) {
  const node = view.nodes.get(id);
  if (node === undefined) return;
  context.beginPath();
  context.arc(node.x, node.y, reach(node) * 1.36, 0, 2 * Math.PI);
  context.fillStyle = colour;
  context.globalAlpha = 0.45;
  context.fill();
  context.globalAlpha = 1;
  context.lineWidth = 2 / network.getScale();
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

function drawOutline(context, members) {
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
}

/** Write a group's name on its outline, where it covers no icon. */
function drawGroupName(context, name, members, scale, taken) {
  const hull = outline(members, about.radius + 30);
  const size = 12 / scale;
  context.font = `600 ${size}px ${FONT}`;
  const [half, height] = [(widthOf(context, name, true) * size) / 2, size * 1.3];
  const spots = hull.toSorted((a, b) => a.y - b.y).flatMap((point) => [[point.x, point.y - height], [point.x, point.y + 2 / scale]]);
  const free = spots.find(([x, y]) => taken.free(x - half, y, x + half, y + height)) ?? spots[0];
  taken.add(free[0] - half, free[1], free[0] + half, free[1] + height);
  write(context, [name], free[0], free[1], size, scale, colours().soft);
}

/** Draw icons, labels and badges over the lines. */
function drawLabels(context) {
  const scale = network.getScale();
  const taken = new Taken(24 / scale);
  const room = windowed(0);
  const seen = inSight();
  for (const node of seen.toReversed()) drawIcon(context, node, taken);
  if (state.groups === "outline") for (const [name, members] of groupMembers()) drawGroupName(context, name, members, scale, taken);
  const named = moving && about.size !== "full" ? seen.slice(0, LABELS_IN_MOTION) : seen;
  if (state.nodeLabels) for (const node of named) drawNodeLabel(context, node, scale, taken, room);
  for (const node of seen) if (node.inside > 0) drawBadge(context, node);
  if (state.linkLabels && !(moving && about.size !== "full")) drawLinkLabels(context, scale, taken);
}

function drawIcon(context, node, taken) {
  const half = reach(node);
  taken.add(node.x - half, node.y - half, node.x + half, node.y + half);
  const bitmap = bitmaps.get(node.icon);
  if (bitmap === undefined) return;
  context.globalAlpha = aside(node.id, "nodes") ? FADED : 1;
  context.drawImage(bitmap, node.x - half, node.y - half, 2 * half, 2 * half);
  context.globalAlpha = 1;
}

/** Return the part of the chart the window shows, with a margin in screen pixels. */
function windowed(margin) {
  const room = byId("canvas").getBoundingClientRect();
  const from = network.DOMtoCanvas({ x: -margin, y: -margin });
  const to = network.DOMtoCanvas({ x: room.width + margin, y: room.height + margin });
  return { left: from.x, top: from.y, right: to.x, bottom: to.y };
}

/** Return the nodes inside the window, most telling first: selected, on the path, found, many links. */
function inSight() {
  const near = windowed(80);
  const weight = (node) =>
    (state.selected?.node === node.id ? 1e9 : 0) + (state.path.nodes.has(node.id) ? 1e8 : 0) + (state.hits.has(node.id) ? 1e7 : 0) + (linksOf.get(node.id)?.length ?? 1e6);
  return [...view.nodes.values()]
    .filter((node) => node.x > near.left && node.x < near.right && node.y > near.top && node.y < near.bottom)
    .sort((a, b) => weight(b) - weight(a) || (a.id < b.id ? -1 : 1));
}

function drawNodeLabel(context, node, scale, taken, room) {
  if (aside(node.id, "nodes")) return;
  const size = Math.min(LARGEST_LABEL_PX, Math.max(SMALLEST_LABEL_PX, about.label_px * scale)) / scale;
  const strong = state.selected?.node === node.id || state.hits.has(node.id);
  const width = Math.max(...node.lines.map((line) => widthOf(context, line, strong))) * size;
  const height = node.lines.length * size * 1.18;
  for (const [x, top] of besides(node, width, height, scale)) {
    const box = [x - width / 2, top, x + width / 2, top + height];
    if (box[0] < room.left || box[2] > room.right || !taken.free(...box)) continue;
    taken.add(...box);
    context.font = `${strong ? "600 " : ""}${size}px ${FONT}`;
    write(context, node.lines, x, top, size, scale, colours().text);
    return;
  }
}

/** Return where a label may stand, best first: below its icon, right, left, above; as middle and top. */
function besides(node, width, height, scale) {
  const away = reach(node) + 2 / scale;
  const level = node.y - height / 2;
  return [[node.x, node.y + away], [node.x + away + width / 2, level], [node.x - away - width / 2, level], [node.x, node.y - away - height]];
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
  const half = Math.max(11, (widthOf(context, text, true) * 12) / 2 + 5);
  const [x, y] = [node.x + reach(node) * 0.8, node.y - reach(node) * 0.8];
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
    const width = widthOf(context, text) * size;
    if (Math.hypot(to.x - from.x, to.y - from.y) < width + 2 * about.radius * growth() + 6 / scale) continue;
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
    context.fillStyle = colours().page; // a halo leaves the line showing between the words
    context.fillRect(-width / 2 - 2 / scale, -size / 2, width + 4 / scale, size);
    write(context, [text], 0, -size / 2, size, scale, linkStroke(link).colour);
    context.restore();
  }
}

const widths = new Map();

/** Return the width of a text per pixel of font size; each text is measured once. */
function widthOf(context, text, strong = false) {
  const key = strong ? `\n${text}` : text;
  let width = widths.get(key);
  if (width === undefined) {
    const font = context.font;
    context.font = `${strong ? "600 " : ""}100px ${FONT}`;
    width = context.measureText(text).width / 100;
    context.font = font;
    widths.set(key, width);
  }
  return width;
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
