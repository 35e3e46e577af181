// Filters that are the legend at once: every kind and type with its look, its count, and a switch.

/** Build one filter row. `only` shows this one and hides its siblings. */
function filterRow(id, sign, title, hint, toggle, only) {
  const box = make("input", { type: "checkbox", checked: true, "data-filter": id, onchange: toggle });
  return make("li", { title: hint },
    make("label", {}, box, sign, make("span", { class: "name" }, title), make("span", { class: "count", "data-count": id })),
    make("button", { type: "button", class: "only", onclick: only, "aria-label": `Only ${title}` }, "only"),
  );
}

/** Return a short stroke that looks like the links of a type. */
function linkSign(light, dark, dashed) {
  const stroke = (colour, name) =>
    makeSvg("line", { x1: 1, y1: 7, x2: 23, y2: 7, stroke: colour, "stroke-width": 2.5, "stroke-dasharray": dashed ? "4 3" : null, class: name });
  return makeSvg("svg", { width: 24, height: 14, viewBox: "0 0 24 14", "aria-hidden": "true" }, stroke(light, "on-light"), stroke(dark, "on-dark"));
}

function startFilters() {
  const kinds = tally([...nodes.values()].map((node) => node.icon));
  for (const name of kinds.keys()) {
    byId("kind-filters").append(filterRow(`kind:${name}`, iconImage(name), about.kinds[name].title, null,
      () => flip(state.hiddenKinds, name), () => onlyOne(state.hiddenKinds, kinds, name)));
  }
  const types = tally([...links.values()].map((link) => link.type));
  for (const name of types.keys()) {
    const style = about.types[name];
    byId("type-filters").append(filterRow(`type:${name}`, linkSign(style.light, style.dark, false), style.text, `${name}: ${style.meaning}`,
      () => flip(state.hiddenTypes, name), () => onlyOne(state.hiddenTypes, types, name)));
  }
  byId("certainty-filters").append(
    filterRow("certainty:confirmed", linkSign("#16202b", "#e8edf2", false), "Confirmed", "solid line",
      () => certain("hideConfirmed", !state.hideConfirmed), () => onlyCertain(true)),
    filterRow("certainty:unconfirmed", linkSign("#16202b", "#e8edf2", true), "Unconfirmed", "dashed line",
      () => certain("hideUnconfirmed", !state.hideUnconfirmed), () => onlyCertain(false)),
  );
  watch(showCounts);
}

/** Count values, most frequent first, ties by name. */
function tally(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return new Map([...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)));
}

function flip(hidden, name) {
  if (!hidden.delete(name)) hidden.add(name);
  changed();
}

function onlyOne(hidden, all, name) {
  const alone = !hidden.has(name) && hidden.size === all.size - 1;
  hidden.clear();
  if (!alone) for (const other of all.keys()) if (other !== name) hidden.add(other);
  changed();
}

function certain(which, hide) {
  state[which] = hide;
  changed();
}

function onlyCertain(confirmed) {
  state.hideConfirmed = !confirmed;
  state.hideUnconfirmed = confirmed;
  changed();
}

/** Write `seen of all` behind each filter and set its switch. */
function showCounts() {
  const seen = tally([
    ...[...view.kept.values()].map((node) => `kind:${node.icon}`),
    ...[...view.passing.values()].flatMap((link) => [`type:${link.type}`, `certainty:${link.confirmed ? "confirmed" : "unconfirmed"}`]),
  ]);
  const all = tally([
    ...[...nodes.values()].map((node) => `kind:${node.icon}`),
    ...[...links.values()].flatMap((link) => [`type:${link.type}`, `certainty:${link.confirmed ? "confirmed" : "unconfirmed"}`]),
  ]);
  for (const place of document.querySelectorAll("[data-count]")) {
    const id = place.getAttribute("data-count");
    const [some, whole] = [seen.get(id) ?? 0, all.get(id) ?? 0];
    place.textContent = some === whole ? count(whole) : `${count(some)} of ${count(whole)}`;
  }
  for (const box of document.querySelectorAll("[data-filter]")) {
    const [what, name] = box.getAttribute("data-filter").split(/:(.*)/s);
    box.checked = what === "kind" ? !state.hiddenKinds.has(name) : what === "type" ? !state.hiddenTypes.has(name)
      : !(name === "confirmed" ? state.hideConfirmed : state.hideUnconfirmed);
  }
}

/** Show everything again. */
function resetFilters() {
  state.hiddenKinds.clear();
  state.hiddenTypes.clear();
  Object.assign(state, { hideConfirmed: false, hideUnconfirmed: false, from: null, to: null, undated: true });
  changed();
  say("All filters reset");
}
