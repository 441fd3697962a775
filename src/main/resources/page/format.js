/** Numbers and times as the user's locale writes them, words in English. What is unknown is "–". */
import { setAttribute, setText } from './dom.js';

/** Stands for what nobody knows; never 0. */
export const UNKNOWN = '–';

/** How far the server's clock is ahead of this one, in ms: ages are counted by the server's. */
let ahead = 0;

/** Takes the server's time. */
export function setClock(iso) {
  ahead = Date.parse(iso) - Date.now();
}

/** Returns the server's time in ms. */
export const now = () => Date.now() + ahead;

/** What is rounded to 0 has no sign: nobody feeds in "-0 W". */
const withDigits = (least, most) => new Intl.NumberFormat(undefined,
  { minimumFractionDigits: least, maximumFractionDigits: most, signDisplay: 'negative' });
const NUMBERS = [0, 1, 2].map((digits) => withDigits(digits, digits));
const PLAIN = withDigits(0, 3);
const CLOCK = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const CLOCK_SECONDS = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
const DAY = new Intl.DateTimeFormat(undefined, {
  month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit',
});
const FULL = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' });

/** As many digits as help: a large number needs no small ones. */
const DIGITS = {
  voltage: () => 1,
  current: () => 2,
  power: (size) => (size < 100 ? 1 : 0),
  apparent_power: (size) => (size < 100 ? 1 : 0),
  energy: (size) => (size < 1000 ? 2 : size < 10000 ? 1 : 0),
  power_factor: () => 2,
  frequency: () => 2,
};

/** Returns a number without its unit. */
export function number(value, kind) {
  if (typeof value !== 'number') {
    return UNKNOWN;
  }
  const digits = DIGITS[kind]?.(Math.abs(value));
  return digits === undefined ? PLAIN.format(value) : NUMBERS[digits].format(value);
}

/** Returns a number with its unit; a no-break space between them. */
export function quantity(value, unit, kind) {
  const text = number(value, kind);
  return text === UNKNOWN || !unit ? text : `${text}\u00a0${unit}`;
}

/** Returns any entity's value as a text. */
export function valueText({ value, kind, key, unit, sensor_kind: sensorKind, options }) {
  if (value === null || value === undefined || value === '') {
    return UNKNOWN;
  }
  if (typeof value === 'number') {
    return quantity(value, unit, sensorKind);
  }
  if (kind === 'binary_sensor' && key.endsWith('cloud')) {
    return value === 'ON' ? 'Connected' : 'Not connected';
  }
  if (kind === 'switch' || kind === 'binary_sensor') {
    return value === 'ON' ? 'On' : 'Off';
  }
  return options?.find((option) => option.value === value)?.label ?? String(value);
}

/** Returns attributes as a text, such as "day: 93". */
export function attributesText(attributes) {
  return Object.entries(attributes ?? {})
    .map(([name, value]) => `${name.replaceAll('_', ' ')}: ${attributeText(value)}`)
    .join(' · ');
}

function attributeText(value) {
  if (Array.isArray(value)) {
    return value.map(attributeText).join(', ') || UNKNOWN;
  }
  if (value !== null && typeof value === 'object') {
    return Object.values(value).map(attributeText).join(' ');
  }
  return value === null ? UNKNOWN : typeof value === 'number' ? PLAIN.format(value) : String(value);
}

/** Returns the time of day, with the date unless it is today. */
export function timeOfDay(ms) {
  const date = new Date(ms);
  const today = date.toDateString() === new Date(now()).toDateString();
  return (today ? CLOCK : DAY).format(date);
}

/** Returns the time of day with seconds. */
export const exactTime = (iso) => CLOCK_SECONDS.format(new Date(iso));

/** Returns a span in its two largest units at most, such as "2 min 13 s". */
export function span(ms, exact = false) {
  const s = Math.max(0, Math.round(ms / 1000));
  if (s < 60) {
    return `${s} s`;
  }
  if (s < 3600) {
    return `${Math.floor(s / 60)} min` + (exact && s % 60 ? ` ${s % 60} s` : '');
  }
  if (s < 86400) {
    const minutes = Math.floor((s % 3600) / 60);
    return `${Math.floor(s / 3600)} h` + (exact && minutes ? ` ${minutes} min` : '');
  }
  const days = Math.floor(s / 86400);
  return days === 1 ? '1 day' : `${days} days`;
}

const ago = (ms) => (now() - ms < 3000 ? 'just now' : `${span(now() - ms)} ago`);

const STYLES = {
  ago,
  since: (ms) => `since ${timeOfDay(ms)} (${ago(ms)})`,
  in: (ms) => (ms > now() ? `in ${span(ms - now(), true)}` : 'due now'),
};

/** Shows a moment in a time element whose data-style says how; it counts on by itself. */
export function setTime(node, iso) {
  const ms = Date.parse(iso ?? '');
  if (Number.isNaN(ms)) {
    node.removeAttribute('datetime');
    node.removeAttribute('title');
    setText(node, UNKNOWN);
    return;
  }
  setAttribute(node, 'datetime', iso);
  setAttribute(node, 'title', FULL.format(new Date(ms)));
  setText(node, STYLES[node.dataset.style](ms));
}

/** Lets all shown times count on; call it each second. */
export function countOn() {
  for (const node of document.querySelectorAll('time[data-style][datetime]')) {
    setText(node, STYLES[node.dataset.style](Date.parse(node.dateTime)));
  }
}

/** Returns "1 thing" or "3 things". */
export const count = (n, one, many = `${one}s`) => `${PLAIN.format(n)} ${n === 1 ? one : many}`;
