/** The status page: takes the server's events and hands them to the parts of the page. */
import { access } from './control.js';
import { bridgePart, deviceCard, groupOf } from './device.js';
import { byId, el, keyed, setText, show } from './dom.js';
import { countOn, now, setClock, timeOfDay } from './format.js';
import { addPoint, forgetHistory, moveCharts, setHistory } from './history.js';
import { addLines, clearLog, startLog } from './log.js';
import { showAbout, showConnections, showDisconnected, showHeadline, showNotices } from './overview.js';

const FIRST_RETRY = 2_000;
const LONGEST_RETRY = 30_000;
/** The server says something every 15 s at least. */
const LONGEST_SILENCE = 40_000;
/** A connection that is made anew tells everything at once. */
const FIRST_WORD = 10_000;
const MANY_DEVICES = 8;
const GROUPS = ['Meters', 'Relays', 'Other devices'];

let status = null;
const devices = new Map();
/** Counts the changes of each device, so that only changed cards are looked through. */
const revisions = new Map();
let statusRevision = 0;
let bridge = null;

let stream = null;
let retry = FIRST_RETRY;
let retryTimer = 0;
/** When the server said something last, by its clock; and until when it has to again, by ours. */
let heard = 0;
let due = 0;
let tries = 0;

/** What each event of the server does. */
const EVENTS = {
  status(data) {
    if (status && status.version !== data.version) {
      // After an update this is the page of another version.
      location.reload();
    }
    if (status && status.started !== data.started) {
      clearLog();
    }
    status = data;
    statusRevision += 1;
    setClock(data.now);
    Object.assign(access, data.access);
    [...devices.keys()].filter((id) => !data.devices.includes(id)).forEach(forget);
    showAbout(data);
    showNotices(data.notices);
  },
  device(data) {
    devices.set(data.id, data);
    changed(data.id);
  },
  gone({ id }) {
    forget(id);
  },
  history(data) {
    setHistory(data);
    changed(data.id);
  },
  point(data) {
    const entities = devices.get(data.id)?.entities ?? [];
    addPoint(data, (key) => entities.find((entity) => entity.key === key)?.name ?? key);
    changed(data.id);
  },
  log: addLines,
  alive(data) {
    setClock(data.now);
  },
};

const changed = (id) => revisions.set(id, (revisions.get(id) ?? 0) + 1);

function forget(id) {
  devices.delete(id);
  forgetHistory(id);
}

function connect() {
  clearTimeout(retryTimer);
  stream?.close();
  due = Date.now() + FIRST_WORD;
  stream = new EventSource('api/events');
  for (const [name, take] of Object.entries(EVENTS)) {
    stream.addEventListener(name, (event) => {
      take(JSON.parse(event.data));
      connected();
      showSoon();
    });
  }
  stream.onopen = () => {
    due = Date.now() + FIRST_WORD;
  };
  stream.onerror = broken;
}

function connected() {
  heard = now();
  due = Date.now() + LONGEST_SILENCE;
  retry = FIRST_RETRY;
  tries = 0;
  if (!access.connected) {
    access.connected = true;
    show(byId('banner'), false);
    document.body.classList.remove('stale');
    showSoon();
  }
}

function broken() {
  tries += 1;
  access.connected = false;
  document.body.classList.add('stale');
  showDisconnected();
  const values = status ? ` Values are from ${timeOfDay(heard)}.` : '';
  // Home Assistant's login to this page ends at some time, which looks like this too.
  const hint = tries > 3 ? ' If this lasts, open the page again.' : ' Trying again.';
  setText(byId('banner'), `No connection to phasebridge.${values}${hint}`);
  show(byId('banner'), true);
  // The browser tries again by itself after a cut, but not after an answer such as 401 or 503.
  if (stream.readyState === EventSource.CLOSED) {
    retryTimer = setTimeout(connect, retry);
    retry = Math.min(retry * 2, LONGEST_RETRY);
  }
}

let waiting = false;

/** Many events come at once: the page is changed once for all of them. */
function showSoon() {
  if (!waiting) {
    waiting = true;
    setTimeout(showAll, 20);
  }
}

function showAll() {
  waiting = false;
  if (!status) {
    return;
  }
  const shown = status.devices.map((id) => devices.get(id)).filter(Boolean);
  const others = shown.filter((device) => device.source !== 'bridge');
  if (access.connected) {
    showHeadline(status, others);
  }
  showConnections(status, (id) => devices.get(id)?.name ?? id);
  showDevices(others);
  showBridge(shown.find((device) => device.source === 'bridge'));
}

function showDevices(list) {
  setText(byId('read-only'), access.reason || 'This page shows, but does not switch.');
  show(byId('read-only'), !access.commands);
  setText(byId('no-devices'), status.clouds.length
    ? 'No devices are known yet. They appear as soon as a cloud has named them.'
    : 'Nothing is set up yet: enter the token of your IAMMETER account, or the app id and secret of ThingBoot, in the configuration.');
  show(byId('no-devices'), list.length === 0);
  show(byId('find'), list.length > MANY_DEVICES);
  const wanted = byId('find').hidden ? '' : byId('find-text').value.trim().toLowerCase();
  const found = list.filter((device) => `${device.name} ${device.id}`.toLowerCase().includes(wanted))
    .map((device) => ({ id: device.id, device, allowances: allowancesOf(device.id),
      revision: `${statusRevision}.${revisions.get(device.id)}` }));
  const groups = GROUPS.map((title) => ({ title, items: found.filter(({ device }) => groupOf(device) === title) }));
  keyed(byId('devices'), groups.filter(({ items }) => items.length), ({ title }) => title, group);
}

const allowancesOf = (id) =>
  status.clouds.flatMap((cloud) => cloud.allowances).filter((allowance) => allowance.device === id);

function group({ title }) {
  const grid = el('div', { class: 'grid', 'data-group': title });
  return {
    node: el('div', {}, el('h3', {}, title), grid),
    update: ({ items }) => keyed(grid, items, ({ id }) => id, deviceCard),
  };
}

function showBridge(device) {
  if (device && !bridge) {
    bridge = bridgePart();
    byId('bridge').append(bridge.node);
  }
  if (device) {
    bridge.update(device);
  }
}

/** A connection can die without a word; what is shown must not look alive then. */
function noticeSilence() {
  if (Date.now() > due && access.connected) {
    broken();
  }
  if (Date.now() > due && stream.readyState === EventSource.OPEN) {
    connect();
  }
}

/** A phone that slept may have lost the connection without having heard of it. */
function wakeUp() {
  if (document.visibilityState === 'visible' && Date.now() > due) {
    connect();
  }
}

startLog();
byId('find-text').addEventListener('input', showSoon);
document.addEventListener('visibilitychange', wakeUp);
window.addEventListener('online', wakeUp);
setInterval(countOn, 1000);
setInterval(noticeSilence, 5_000);
setInterval(moveCharts, 60_000);
connect();
