// Links over time: a histogram with a from and a to, by slider, by date field, or by keyboard.

const DAY = 86400;
const BARS = 72;
const dated = [...links.values()].filter((link) => link.first !== null || link.last !== null);
const begins = dated.map((link) => Math.floor((link.first ?? link.last) / DAY)).sort((a, b) => a - b);
const ends = dated.map((link) => Math.floor((link.last ?? link.first) / DAY)).sort((a, b) => a - b);
const [earliest, latest] = [begins[0], ends.at(-1)];
const [firstDay, lastDay] = axisDays();

/** Return the first and last day of the axis: all days, or, when a few old records would squeeze the rest, those of most links. */
function axisDays() {
  const part = (days, share) => days[Math.round(share * (days.length - 1))];
  const [low, high] = [part(begins, 0.1), part(ends, 0.9)];
  const span = high - low + 1;
  return latest - earliest > 4 * span && span > 1 ? [Math.max(earliest, low - Math.ceil(span * 0.1)), Math.min(latest, high + Math.ceil(span * 0.1))] : [earliest, latest];
}

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
  byId("from-range").addEventListener("input", () => choose(slid("from-range", earliest), toDay()));
  byId("to-range").addEventListener("input", () => choose(fromDay(), slid("to-range", latest)));
  byId("from-day").addEventListener("change", () => choose(typed("from-day") ?? earliest, toDay()));
  byId("to-day").addEventListener("change", () => choose(fromDay(), typed("to-day") ?? latest));
  byId("all-dates").addEventListener("click", () => choose(earliest, latest));
  const middleDay = Math.round((firstDay + lastDay) / 2);
  const [before, after] = [begins.filter((number) => number < firstDay).length, ends.filter((number) => number > lastDay).length];
  byId("axis").append(
    make("span", {}, day(firstDay * DAY) + (before === 0 ? "" : ` (${counted(before, "link begins", "links begin")} earlier, from ${day(earliest * DAY)})`)),
    make("span", {}, day(middleDay * DAY)),
    make("span", {}, (after === 0 ? "" : `(${counted(after, "link ends", "links end")} later, to ${day(latest * DAY)}) `) + day(lastDay * DAY)));
  watch(showDates);
}

/** Return the day a slider stands at; at its end it stands for everything beyond as well. */
function slid(id, open) {
  const place = Number(byId(id).value);
  return place === (id === "from-range" ? 0 : lastDay - firstDay) ? open : firstDay + place;
}

function typed(id) {
  const time = Date.parse(`${byId(id).value}T00:00:00Z`);
  return Number.isNaN(time) ? null : Math.floor(time / 1000 / DAY);
}

function fromDay() {
  return state.from === null ? earliest : Math.floor(state.from / DAY);
}

function toDay() {
  return state.to === null ? latest : Math.floor(state.to / DAY);
}

/** Keep links active on days `from` to `to`, both included. The full span is no filter at all. */
function choose(from, to) {
  const [low, high] = [Math.min(from, to), Math.max(from, to)];
  state.from = low <= earliest ? null : low * DAY;
  state.to = high >= latest ? null : high * DAY + DAY - 1;
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
  const bar = (seconds) => Math.max(0, Math.min(bars - 1, Math.floor(((Math.floor(seconds / DAY) - firstDay) * bars) / span)));
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
