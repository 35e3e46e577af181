// Starting the page and wiring what is left: toolbar, keyboard, theme, menus.

function startPage() {
  state.dark = matchMedia("(prefers-color-scheme: dark)").matches;
  watch(look);
  watch(findPath);
  startCanvas();
  startFilters();
  startDates();
  startSearch();
  startPath();
  startList();
  startSaving();
  startTools();
  watch(draw);
  watch(showEvidence);
  watch(showPage);
  byId("link-labels").checked = state.linkLabels;
  byId("groups-pick").hidden = ![...nodes.values()].some((node) => node.group !== "");
  say(opening());
  changed();
  fit();
  new ResizeObserver(() => (touched ? network.redraw() : fit())).observe(byId("canvas"));
}

function opening() {
  const left = about.left_out.length === 0 ? "" : ` Left out: ${about.left_out.join(" ")}`;
  return `${counted(nodes.size, "entity", "entities")}, ${counted(links.size, "link", "links")}.${left}`;
}

function startTools() {
  byId("fit").addEventListener("click", () => fit());
  byId("zoom-in").addEventListener("click", () => zoomBy(1.3));
  byId("zoom-out").addEventListener("click", () => zoomBy(1 / 1.3));
  byId("groups").addEventListener("change", () => { state.groups = byId("groups").value; state.openGroups.clear(); state.selected = null; changed(); });
  byId("node-labels").addEventListener("change", () => { state.nodeLabels = byId("node-labels").checked; changed(); });
  byId("link-labels").addEventListener("change", () => { state.linkLabels = byId("link-labels").checked; changed(); });
  byId("keep-unlinked").addEventListener("change", () => { state.keepUnlinked = byId("keep-unlinked").checked; changed(); });
  byId("fold-leaves").addEventListener("click", foldAll);
  byId("unfold").addEventListener("click", unfoldAll);
  byId("reset").addEventListener("click", resetFilters);
  byId("theme").addEventListener("click", () => { state.dark = !state.dark; changed(); });
  byId("filters-toggle").addEventListener("click", toggleFilters);
  byId("panel-close").addEventListener("click", () => select(null));
  document.addEventListener("keydown", pressed);
  document.addEventListener("click", (event) => closeMenus(event.target));
}

function foldAll() {
  for (const id of view.nodes.keys()) if (nodes.has(id) && leavesOf(id, view.passing).length > 1) state.foldedHubs.add(id);
  changed();
  say(`${counted(view.home.size, "entity", "entities")} folded into their only neighbour`);
}

function unfoldAll() {
  state.foldedHubs.clear();
  state.groups = "off";
  changed();
}

function toggleFilters() {
  const open = byId("filters").classList.toggle("open");
  byId("filters-toggle").setAttribute("aria-expanded", String(open));
}

function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(except) || except?.closest?.("div button")) menu.open = false;
  }
}

const ON_CANVAS = {
  ArrowLeft: () => panBy(-60, 0), ArrowRight: () => panBy(60, 0), ArrowUp: () => panBy(0, -60), ArrowDown: () => panBy(0, 60),
  "+": () => zoomBy(1.3), "=": () => zoomBy(1.3), "-": () => zoomBy(1 / 1.3), 0: () => fit(),
};

function pressed(event) {
  const typing = event.target.matches?.("input:not([type=checkbox]):not([type=range]), select, textarea");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    byId("query").focus();
    byId("query").select();
  } else if (event.key === "Escape") {
    escape(event);
  } else if (byId("canvas").contains(event.target) && Object.hasOwn(ON_CANVAS, event.key) && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    ON_CANVAS[event.key]();
  }
}

/** Undo the nearest thing: an open menu, the query, the path, the selection. */
function escape(event) {
  const menu = document.querySelector("details.menu[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  } else if (event.target === byId("query") && byId("query").value !== "") {
    byId("query").value = "";
    showResults("");
  } else if (state.path.picking) clearPath();
  else if (state.selected !== null) select(null);
}

function showPage() {
  document.documentElement.dataset.theme = state.dark ? "dark" : "light";
  byId("theme").setAttribute("aria-pressed", String(state.dark));
  byId("groups").value = state.groups;
  byId("canvas").setAttribute("aria-label", `${about.title}: ${shownOf()}`);
  byId("provenance").textContent = `${provenance()} Shown: ${shownOf()}. Filter: ${filterState()}.`;
}

startPage();
