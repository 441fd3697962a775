/**
 * Making and changing elements. Text from outside goes in as text only, since names come from
 * vendors; and a node is touched only where something differs, so that neither the focus nor an
 * open part of the page is lost.
 */

/** Creates an element with attributes (null: none; "on...": a listener) and children. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) {
      node.addEventListener(name.slice(2), value);
    } else {
      setAttribute(node, name, value);
    }
  }
  node.append(...children);
  return node;
}

/** Returns the element of the page with this id. */
export const byId = (id) => document.getElementById(id);

/** Sets the text if it differs. */
export function setText(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

/** Sets an attribute if it differs; null, undefined and false remove it. */
export function setAttribute(node, name, value) {
  if (value === null || value === undefined || value === false) {
    node.removeAttribute(name);
  } else if (node.getAttribute(name) !== String(value)) {
    node.setAttribute(name, value);
  }
}

/** Shows a node or hides it. */
export function show(node, visible) {
  if (node.hidden === visible) {
    node.hidden = !visible;
  }
}

const partsOf = new WeakMap();

/**
 * Lets a parent have one part for each item, in their order. A part is {node, update}; it stays as
 * long as an item has its key, and is moved only if it stands in the wrong place.
 */
export function keyed(parent, items, keyOf, create) {
  const parts = partsOf.get(parent) ?? new Map();
  partsOf.set(parent, parts);
  const wanted = new Map(items.map((item) => [keyOf(item), item]));
  for (const [key, part] of parts) {
    if (!wanted.has(key)) {
      part.node.remove();
      parts.delete(key);
    }
  }
  let place = parent.firstElementChild;
  for (const [key, item] of wanted) {
    const part = parts.get(key) ?? create(item);
    parts.set(key, part);
    if (part.node === place) {
      place = place.nextElementSibling;
    } else {
      parent.insertBefore(part.node, place);
    }
    part.update(item);
  }
}
