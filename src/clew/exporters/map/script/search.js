// Search over labels and fields, hidden entities included; numbers match however they are spaced or prefixed.

const MOST_RESULTS = 200;
const haystacks = new Map([...nodes.values()].map((node) => [node.id, haystack(node)]));

function plain(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").replaceAll("ł", "l").replaceAll("đ", "d").toLowerCase();
}

function haystack(node) {
  const parts = [node.label, about.kinds[node.icon].title, node.group, ...node.fields.flat()];
  return { text: plain(parts.join(" \n ")), digits: parts.map((part) => part.replace(/[^\d]/g, "")).join(" ") };
}

/** Return the nodes a query finds: every word somewhere, or its digits in a number. */
function find(query) {
  const words = plain(query).split(/\s+/).filter((word) => word !== "");
  const digits = /[a-z]/i.test(query) ? "" : query.replace(/[^\d]/g, "").replace(/^0+/, "");
  return [...nodes.values()].filter((node) => {
    const hay = haystacks.get(node.id);
    return words.every((word) => hay.text.includes(word)) || (digits.length >= 4 && hay.digits.includes(digits));
  });
}

function startSearch() {
  const query = byId("query");
  query.addEventListener("input", () => showResults(query.value));
  query.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && state.hits.size > 0) go([...state.hits][0]);
    if (event.key === "ArrowDown") byId("results").querySelector("button")?.focus();
  });
}

function showResults(text) {
  const found = text.trim() === "" ? [] : find(text);
  const starts = plain(text.trim());
  found.sort((a, b) => Number(plain(b.label).startsWith(starts)) - Number(plain(a.label).startsWith(starts)) || a.label.localeCompare(b.label));
  state.hits = new Set(found.map((node) => node.id));
  byId("results-section").hidden = text.trim() === "";
  byId("results-count").textContent = found.length > MOST_RESULTS ? `${MOST_RESULTS} of ${count(found.length)}` : count(found.length);
  byId("results").replaceChildren(...found.slice(0, MOST_RESULTS).map((node) =>
    make("li", {}, make("button", { type: "button", class: "entity", onclick: () => go(node.id) },
      iconImage(node.icon), make("span", { class: "name" }, node.label), view.kept.has(node.id) ? null : make("span", { class: "count" }, "filtered out")))));
  if (text.trim() !== "") say(counted(found.length, "result", "results"));
  network.redraw();
}

/** Open what hides a node, select it and bring it to the middle. */
function go(id) {
  openFor([id]);
  if (!view.kept.has(id)) say("This entity is filtered out; its evidence is shown all the same");
  select({ node: id });
  centre(id);
}
