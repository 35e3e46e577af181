// Links over time: a histogram with a from and a to, by slider, by date field, or by keyboard.

const DAY = 86400;
const BARS = 72;
const dated = [...links.values()].filter((link) => link.first !== null || link.last !== null);
const firstDay = Math.floor(dated.reduce((least, link) => Math.min(least, link.first ?? link.last), Infinity) / DAY);
const lastDay = Math.floor(dated.reduce((most, link) => Math.max(most, link.last ?? link.first), -Infinity) / DAY);

function startDates() {
  const undated = links.size - dated.length;
  if (dated.length === 0) {
    byId("dates").hidden = true;
    return;
  }
  byId("undated-label").hidden = undated === 0;
  byId("undated-text").textContent = counted(undated, "link without a date", "links without a date");
  byId("undated").addEventListener("change", () => { state.undated = byId("undated").checked; changed(); });
  for (const range of [byId("from-range"), byId("to-range")]) range.max = String(lastDay - firstDay);
  byId("from-range").addEventListener("input", () => choose(firstDay + Number(byId("from-range").value), toDay()));
  byId("to-range").addEventListener("input", () => choose(fromDay(), firstDay + Number(byId("to-range").value)));
  byId("from-day").addEventListener("change", () => choose(typed("from-day") ?? firstDay, toDay()));
  byId("to-day").addEventListener("change", () => choose(fromDay(), typed("to-day") ?? lastDay));
  byId("all-dates").addEventListener("click", () => choose(firstDay, lastDay));
  const middleDay = Math.round((firstDay + lastDay) / 2);
  byId("axis").append(...[firstDay, middleDay, lastDay].map((number) => make("span", {}, day(number * DAY))));
  watch(showDates);
}

function typed(id) {
  const time = Date.parse(`${byId(id).value}T00:00:00Z`);
  return Number.isNaN(time) ? null : Math.floor(time / 1000 / DAY);
}

function fromDay() {
  return state.from === null ? firstDay : Math.floor(state.from / DAY);
}

function toDay() {
  return state.to === null ? lastDay : Math.floor(state.to / DAY);
}

/** Keep links active on days `from` to `to`, both included. The full span is no filter at all. */
function choose(from, to) {
  const [low, high] = [Math.max(firstDay, Math.min(from, to)), Math.min(lastDay, Math.max(from, to))];
  state.from = low <= firstDay ? null : low * DAY;
  state.to = high >= lastDay ? null : high * DAY + DAY - 1;
  changed();
}

function showDates() {
  byId("from-range").value = String(fromDay() - firstDay);
  byId("to-range").value = String(toDay() - firstDay);
  byId("from-range").setAttribute("aria-valuetext", day(fromDay() * DAY));
  byId("to-range").setAttribute("aria-valuetext", day(toDay() * DAY));
  byId("from-day").value = day(fromDay() * DAY);
  byId("to-day").value = day(toDay() * DAY);
  byId("undated").checked = state.undated;
  byId("all-dates").disabled = state.from === null && state.to === null;
  drawHistogram();
}

function drawHistogram() {
  const span = lastDay - firstDay + 1;
  const bars = Math.min(BARS, span);
  const [all, seen] = [new Array(bars).fill(0), new Array(bars).fill(0)];
  const bar = (seconds) => Math.min(bars - 1, Math.floor(((Math.floor(seconds / DAY) - firstDay) * bars) / span));
  for (const link of dated) {
    for (let i = bar(link.first ?? link.last); i <= bar(link.last ?? link.first); i += 1) {
      all[i] += 1;
      if (view.passing.has(link.id)) seen[i] += 1;
    }
  }
  const most = Math.max(...all, 1);
  const rect = (value, i, name) => makeSvg("rect", { x: i + 0.08, width: 0.84, y: 1 - value / most, height: value / most, class: name });
  const histogram = byId("histogram");
  histogram.setAttribute("viewBox", `0 0 ${bars} 1`);
  const inside = (i) => ((i + 1) * span) / bars > fromDay() - firstDay && (i * span) / bars < toDay() - firstDay + 1;
  histogram.replaceChildren(...all.map((value, i) => rect(value, i, "all")), ...seen.map((value, i) => rect(inside(i) ? value : 0, i, "seen")));
}
