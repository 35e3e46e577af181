// Where lines run. vis-network bends its curves by this rule; pictures and labels follow the same.

/** Return how far each link bends, by id: parallel links fan out, a single one is straight. */
function bends(lines) {
  const between = new Map();
  for (const link of lines.values()) {
    if (link.from === link.to) continue;
    const key = link.from < link.to ? `${link.from}\n${link.to}` : `${link.to}\n${link.from}`;
    if (between.has(key)) between.get(key).push(link);
    else between.set(key, [link]);
  }
  const bend = new Map();
  for (const parallel of between.values()) {
    const step = Math.min(0.22, 0.9 / parallel.length);
    parallel.forEach((link, place) => {
      const off = (place - (parallel.length - 1) / 2) * step;
      bend.set(link.id, link.from < link.to ? off : -off);
    });
  }
  return bend;
}

/** Return the control point of the curve between two points; a positive `bend` turns clockwise, 0 gives the middle. */
function via(from, to, bend) {
  const angle = Math.atan2(from.y - to.y, to.x - from.x) + (0.5 + 0.5 * bend) * Math.PI;
  const length = (0.5 + 0.5 * Math.abs(bend)) * Math.hypot(to.x - from.x, to.y - from.y);
  return { x: from.x + length * Math.sin(angle), y: from.y + length * Math.cos(angle) };
}

/** Return the point half way along the curve. */
function middle(from, to, bend) {
  const over = via(from, to, bend);
  return { x: 0.25 * from.x + 0.5 * over.x + 0.25 * to.x, y: 0.25 * from.y + 0.5 * over.y + 0.25 * to.y };
}

/** Return the outline round points with room to spare, as a list of points (monotone chain). */
function outline(points, room) {
  const ring = [];
  for (const point of points) {
    for (let step = 0; step < 12; step += 1) {
      const angle = (step * Math.PI) / 6;
      ring.push({ x: point.x + room * Math.cos(angle), y: point.y + room * Math.sin(angle) });
    }
  }
  ring.sort((a, b) => a.x - b.x || a.y - b.y);
  const half = (sorted) => {
    const hull = [];
    for (const point of sorted) {
      while (hull.length > 1 && cross(hull.at(-2), hull.at(-1), point) <= 0) hull.pop();
      hull.push(point);
    }
    hull.pop();
    return hull;
  };
  return [...half(ring), ...half(ring.toReversed())];
}

function cross(a, b, c) {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

/** Return left, top, right and bottom of the drawn nodes with their labels. */
function frame(drawn) {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const node of drawn) {
    const half = Math.max(about.radius, ...node.lines.map((line) => line.length * about.label_px * 0.29)) + 12;
    box.left = Math.min(box.left, node.x - half);
    box.right = Math.max(box.right, node.x + half);
    box.top = Math.min(box.top, node.y - about.radius - 12);
    box.bottom = Math.max(box.bottom, node.y + about.radius + 14 + node.lines.length * (about.label_px + 3));
  }
  return Number.isFinite(box.left) ? box : { left: -200, top: -100, right: 200, bottom: 100 };
}
