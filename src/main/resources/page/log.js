/** The last lines of the log. */
import { byId, el, setAttribute, setText, show } from './dom.js';
import { exactTime } from './format.js';

const MOST_LINES = 500;
const WORDS = { trace: 'trace', debug: 'debug', info: 'info', warn: 'warning', error: 'error' };

let waiting = [];
let last = 0;
let paused = false;

/** Makes the controls work. */
export function startLog() {
  byId('log-level').addEventListener('change', filter);
  byId('log-order').addEventListener('change', turn);
  byId('log-pause').addEventListener('click', pause);
  filter();
}

/** Forgets all lines: another process numbers its own. */
export function clearLog() {
  waiting = [];
  last = 0;
  byId('log').replaceChildren();
}

/** Takes lines, the earliest first; some may be known. */
export function addLines(lines) {
  const fresh = lines.filter((line) => line.number > last);
  if (fresh.length === 0) {
    return;
  }
  last = fresh.at(-1).number;
  waiting = [...waiting, ...fresh].slice(-MOST_LINES);
  if (paused) {
    showPause();
  } else {
    flush();
  }
}

const newestFirst = () => byId('log-order').value === 'first';

function flush() {
  const list = byId('log');
  const items = waiting.map(item);
  waiting = [];
  if (newestFirst()) {
    list.prepend(...items.reverse());
  } else {
    const box = byId('log-box');
    const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 40;
    list.append(...items);
    // Whoever reads older lines stays there.
    box.scrollTop = atEnd ? box.scrollHeight : box.scrollTop;
  }
  while (list.childElementCount > MOST_LINES) {
    (newestFirst() ? list.lastElementChild : list.firstElementChild).remove();
  }
  showEmpty();
}

function item({ at, level, subject, message }) {
  return el('li', { 'data-level': level },
    el('time', { datetime: at, title: new Date(at).toString() }, exactTime(at)),
    el('span', { class: 'level' }, WORDS[level] ?? level),
    el('span', { class: 'subject' }, ...breakable(subject)),
    el('span', { class: 'message', dir: 'auto' }, message));
}

/** A long subject goes on in a second line after its dot, not within a word. */
function breakable(subject) {
  const [first, ...rest] = subject.split(/(?<=\.)/);
  return [first, ...rest.flatMap((part) => [el('wbr'), part])];
}

function filter() {
  setAttribute(byId('log'), 'data-level', byId('log-level').value);
  showEmpty();
}

function showEmpty() {
  const shown = [...byId('log').children].some((line) => line.checkVisibility());
  show(byId('log-empty'), !shown);
}

function turn() {
  const list = byId('log');
  list.append(...[...list.children].reverse());
  byId('log-box').scrollTop = newestFirst() ? 0 : byId('log-box').scrollHeight;
}

function pause() {
  paused = !paused;
  setAttribute(byId('log-pause'), 'aria-pressed', String(paused));
  if (!paused) {
    flush();
  }
  showPause();
}

function showPause() {
  const news = waiting.length ? ` (${waiting.length} new)` : '';
  setText(byId('log-pause'), paused ? `Paused${news}` : 'Pause');
}
