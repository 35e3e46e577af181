// Building elements. Text goes in as text: no data is ever parsed as markup.

const SVG = "http://www.w3.org/2000/svg";

/** Return the element with an id. */
function byId(id) {
  return document.getElementById(id);
}

/** Make an HTML element; keys starting with `on` are listeners, the rest attributes. */
function make(tag, attributes, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

/** Make an SVG element. */
function makeSvg(tag, attributes, ...children) {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  for (const child of children.flat()) {
    if (child !== null && child !== undefined) element.append(child);
  }
  return element;
}

/** Return a number as it is read: 1,234. */
function count(number) {
  return number.toLocaleString("en-GB");
}

/** Return `1 link`, `2 links`. */
function counted(number, one, many) {
  return `${count(number)} ${number === 1 ? one : many}`;
}

/** Return seconds UTC as `2024-03-01 09:15`, or a dash. */
function minute(seconds) {
  return seconds === null ? "–" : new Date(seconds * 1000).toISOString().slice(0, 16).replace("T", " ");
}

/** Return seconds UTC as `2024-03-01`. */
function day(seconds) {
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}

/** Return the icon of a node as an image element. */
function iconImage(name) {
  return make("img", { src: about.kinds[name].uri, alt: "", width: 22, height: 22 });
}
