// The chart as a vector picture with marking, legend and footer: for SVG and PNG files and for print.

const INK = "#16202b";
const SOFT = "#4a5561";
let grow = 1; // icons and labels on paper, where the layout leaves them room for it

/** Return the view as an SVG element that needs nothing else. Always on white: it is meant for paper. */
function picture() {
  const drawn = [...view.nodes.values()];
  const box = frame(drawn);
  if (state.groups === "outline") Object.assign(box, { top: box.top - 40, bottom: box.bottom + 20, left: box.left - 20, right: box.right + 20 });
  const [across, down] = [Math.max(700, box.right - box.left + 40), Math.max(320, box.bottom - box.top)];
  grow = across > 1200 ? 1.25 : 1;
  const unit = Math.max(1, across / 1250); // bars and small print grow with the chart, or nobody reads them on paper
  const [bar, side] = [26 * unit, 230 * unit];
  const width = across + side;
  const svg = makeSvg("svg", { xmlns: SVG, "font-family": FONT, role: "img" });
  const head = heads(unit, bar);
  const top = bar + head.height;
  const legend = legendGroup(across, unit, top);
  const middle_ = Math.max(down, legend.height);
  const body = chartGroup(drawn, (across - (box.right - box.left)) / 2 - box.left, top + (middle_ - (box.bottom - box.top)) / 2 - box.top);
  const foot = footGroup(width, unit, top + middle_ + 6 * unit);
  const height = top + middle_ + 6 * unit + foot.height + bar;
  svg.setAttribute("viewBox", `0 0 ${round(width)} ${round(height)}`);
  svg.setAttribute("width", round(width));
  svg.setAttribute("height", round(height));
  svg.append(
    makeSvg("title", {}, `${about.marking}: ${about.title}`),
    symbols(), makeSvg("rect", { width: round(width), height: round(height), fill: "#fff" }),
    body, head.element, legend.element, foot.element,
    markingBar(width, 0, bar, unit), markingBar(width, height - bar, bar, unit),
  );
  return svg;
}

function round(number) {
  return Math.round(number * 10) / 10;
}

function words(text, x, y, size, more) {
  return makeSvg("text", { x: round(x), y: round(y), "font-size": round(size), fill: INK, ...more }, text);
}

function markingBar(width, y, height, unit) {
  return makeSvg("g", { class: "marking-bar" },
    makeSvg("rect", { x: 0, y: round(y), width: round(width), height: round(height), fill: "#7c1414" }),
    words(about.marking, width / 2, y + height * 0.7, 14 * unit, { "text-anchor": "middle", fill: "#fff", "font-weight": 700, "letter-spacing": unit }));
}

function heads(unit, top) {
  return {
    height: 62 * unit,
    element: makeSvg("g", {},
      words(about.title, 18 * unit, top + 28 * unit, 19 * unit, { "font-weight": 700 }),
      words(`Case ${about.case}. ${shownOf()}.`, 18 * unit, top + 47 * unit, 12.5 * unit, { fill: SOFT })),
  };
}

/** Return icons and arrow heads defined once. */
function symbols() {
  const used = new Set([...view.nodes.values()].map((node) => node.icon));
  const icons = [...used].map((name) => {
    const icon = about.kinds[name];
    return makeSvg("symbol", { id: `icon-${name}`, viewBox: "0 0 48 48" },
      makeSvg("path", { d: icon.shape, fill: icon.colour, stroke: "#fff", "stroke-width": 1.6 }),
      makeSvg("g", { transform: icon.glyph },
        icon.solid ? makeSvg("path", { d: icon.solid, fill: "#fff" }) : null,
        icon.line ? makeSvg("path", { d: icon.line, fill: "none", stroke: "#fff", "stroke-width": 2.6, "stroke-linecap": "round", "stroke-linejoin": "round" }) : null));
  });
  const tips = [...new Set([...view.links.values()].map((link) => paper(link)))].map((colour) =>
    makeSvg("marker", { id: `tip-${colour.slice(1)}`, viewBox: "0 0 10 10", refX: 9, refY: 5, markerWidth: 9, markerHeight: 9, markerUnits: "userSpaceOnUse", orient: "auto" },
      makeSvg("path", { d: "M0 0.8L10 5L0 9.2z", fill: colour })));
  return makeSvg("defs", {}, icons, tips);
}

/** Return the colour of a link on paper. */
function paper(link) {
  return state.path.links.has(link.id) ? COLOURS.light.accent : about.types[link.type].light;
}

function chartGroup(drawn, x, y) {
  const group = makeSvg("g", { transform: `translate(${round(x)} ${round(y)})` });
  if (state.groups === "outline") {
    for (const [name, members] of groupMembers()) {
      const hull = outline(members, about.radius + 30);
      const top = hull.reduce((best, point) => (point.y < best.y ? point : best));
      group.append(
        makeSvg("path", { d: `M${hull.map((point) => `${round(point.x)} ${round(point.y)}`).join("L")}z`, fill: "#eef2f6", "fill-opacity": 0.7, stroke: "#b9c5d2" }),
        words(name, top.x, top.y - 5, 12.5, { "text-anchor": "middle", fill: SOFT, "font-weight": 600 }));
    }
  }
  const paths = bends(view.links);
  for (const link of view.links.values()) group.append(linkShape(link, paths.get(link.id) ?? 0));
  for (const node of drawn) group.append(nodeShape(node));
  const taken = new Taken(24);
  for (const node of drawn) takeNode(taken, node);
  if (state.linkLabels) for (const link of view.links.values()) group.append(linkWords(link, paths.get(link.id) ?? 0, taken) ?? "");
  for (const node of drawn) if (!aside(node.id, "nodes")) group.append(...nodeWords(node));
  return group;
}

/** Keep link labels off an icon and the label below it. */
function takeNode(taken, node) {
  const [radius, size] = [about.radius * grow, about.label_px * grow];
  const half = Math.max(radius, ...node.lines.map((line) => line.length * size * 0.28));
  taken.add(node.x - radius, node.y - radius, node.x + radius, node.y + radius + 2);
  taken.add(node.x - half, node.y + radius + 2, node.x + half, node.y + radius + 2 + node.lines.length * size * 1.2);
}

function linkShape(link, bend_) {
  const [from, to] = [view.nodes.get(link.from), view.nodes.get(link.to)];
  const colour = paper(link);
  const stroke = {
    fill: "none", stroke: colour, "stroke-width": round(linkStroke(link).width), "stroke-opacity": aside(link.id, "links") ? FADED : 0.85,
    "stroke-dasharray": link.confirmed ? null : "7 6", "marker-end": link.directed ? `url(#tip-${colour.slice(1)})` : null,
  };
  if (from === to) return makeSvg("circle", { cx: from.x + 20, cy: from.y - 20, r: 18, ...stroke, "marker-end": null });
  const over = via(from, to, bend_);
  const end = edgeOf(over, to);
  const start = edgeOf(over, from);
  return makeSvg("path", { d: `M${round(start.x)} ${round(start.y)}Q${round(over.x)} ${round(over.y)} ${round(end.x)} ${round(end.y)}`, ...stroke });
}

/** Return the point where a line from `over` meets the icon at `node`. */
function edgeOf(over, node) {
  const length = Math.hypot(over.x - node.x, over.y - node.y) || 1;
  const away = Math.min(about.radius * grow + 2, length * 0.9);
  return { x: node.x + ((over.x - node.x) / length) * away, y: node.y + ((over.y - node.y) / length) * away };
}

function nodeShape(node) {
  const size = 2 * about.radius * grow * (node.members ? 1.35 : 1);
  return makeSvg("use", {
    href: `#icon-${node.icon}`, x: round(node.x - size / 2), y: round(node.y - size / 2), width: round(size), height: round(size),
    opacity: aside(node.id, "nodes") ? FADED : null,
  });
}

const HALO = { stroke: "#fff", "stroke-width": 3, "stroke-linejoin": "round", "paint-order": "stroke" };

function nodeWords(node) {
  const size = about.label_px * grow;
  const top = node.y + about.radius * grow + size;
  const lines = node.lines.map((line, i) => words(line, node.x, top + i * size * 1.15, size, { "text-anchor": "middle", ...HALO }));
  if (node.inside > 0) lines.push(words(`+${node.inside} folded`, node.x, node.y - about.radius * grow - 4, 11 * grow, { "text-anchor": "middle", "font-weight": 700, ...HALO }));
  return lines;
}

/** Return the label of a link where it has room of its own, else nothing: the list and the panel have them all. */
function linkWords(link, bend_, taken) {
  const [from, to] = [view.nodes.get(link.from), view.nodes.get(link.to)];
  const text = linkText(link);
  const half = text.length * 2.7 * grow;
  if (from === to || aside(link.id, "links") || Math.hypot(to.x - from.x, to.y - from.y) < 2 * (half + about.radius * grow)) return null;
  const at = middle(from, to, bend_);
  let angle = Math.atan2(to.y - from.y, to.x - from.x);
  if (Math.abs(angle) > Math.PI / 2) angle += Math.PI;
  const across = Math.abs(Math.cos(angle)) * half + Math.abs(Math.sin(angle)) * 6 * grow;
  const down = Math.abs(Math.sin(angle)) * half + Math.abs(Math.cos(angle)) * 6 * grow;
  const box = [at.x - across, at.y - down, at.x + across, at.y + down];
  if (!taken.free(...box)) return null;
  taken.add(...box);
  const turn = `translate(${round(at.x)} ${round(at.y)}) rotate(${round((angle * 180) / Math.PI)})`;
  return words(text, 0, 3.5 * grow, 10.5 * grow, { "text-anchor": "middle", fill: paper(link), transform: turn, ...HALO });
}

/** Return the legend as a column: every kind and link type that is drawn, with its count. */
function legendGroup(left, unit, top) {
  const group = makeSvg("g", {});
  let y = top + 4 * unit;
  const title = (text) => {
    y += 22 * unit;
    group.append(words(text, left, y, 11.5 * unit, { "font-weight": 700, fill: SOFT }));
    y += 4 * unit;
  };
  const put = (sign, text, number) => {
    y += 20.5 * unit;
    group.append(sign, words(text, left + 28 * unit, y, 12 * unit), words(count(number), left + 205 * unit, y, 12 * unit, { "text-anchor": "end", fill: SOFT }));
  };
  const stroke = (colour, dashed) => makeSvg("line", {
    x1: round(left), x2: round(left + 20 * unit), y1: round(y + 16.5 * unit), y2: round(y + 16.5 * unit), stroke: colour, "stroke-width": round(2.4 * unit),
    "stroke-dasharray": dashed ? `${round(4 * unit)} ${round(3 * unit)}` : null,
  });
  title("ENTITIES");
  for (const [name, number] of tally([...view.nodes.values()].map((node) => node.icon))) {
    put(makeSvg("use", { href: `#icon-${name}`, x: round(left), y: round(y + 6.5 * unit), width: round(18 * unit), height: round(18 * unit) }), about.kinds[name].title, number);
  }
  title("LINKS");
  for (const [name, number] of tally([...view.links.values()].map((link) => link.type))) put(stroke(about.types[name].light, false), about.types[name].text, number);
  const unconfirmed = [...view.links.values()].filter((link) => !link.confirmed).length;
  if (unconfirmed > 0) put(stroke(INK, true), "dashed: unconfirmed", unconfirmed);
  return { element: group, height: y - top + 16 * unit };
}

/** Return the footer: what was left out, what is filtered, who made it, from which data, and that it is an assessment. */
function footGroup(width, unit, top) {
  const sentences = [
    ...about.left_out.map((sentence) => `Left out: ${sentence}`),
    ...(about.cell_site === "" ? [] : [about.cell_site]),
    `Filter: ${filterState()}.`,
    provenance(),
  ];
  const across = Math.floor((width - 36 * unit) / (5.9 * unit));
  const lines = sentences.flatMap((sentence) => wrapped(sentence, across));
  return {
    height: (lines.length * 15 + 16) * unit,
    element: makeSvg("g", {}, lines.map((line, i) => words(line, 18 * unit, top + (i + 1) * 15 * unit, 11 * unit, { fill: SOFT }))),
  };
}

function wrapped(sentence, across) {
  const lines = [""];
  for (const word of sentence.split(" ")) {
    if (lines.at(-1).length + word.length + 1 > across && lines.at(-1) !== "") lines.push("");
    lines[lines.length - 1] += lines.at(-1) === "" ? word : ` ${word}`;
  }
  return lines;
}

/** Say who made this, when, from which data. */
function provenance() {
  return `Case ${about.case}. Data period ${dataPeriod()}. Exported ${about.exported} by ${about.exported_by}. Data ${about.data_hash.slice(0, 16)}. ${about.assessment[0].toUpperCase()}${about.assessment.slice(1)}.`;
}
