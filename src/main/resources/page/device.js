/** The card of a device, made from its entities: of what kind it is, is seen from what it has. */
import { access, commandButton, outcomeLine, outcomeText } from './control.js';
import { el, keyed, setAttribute, setText, show } from './dom.js';
import { UNKNOWN, attributesText, number, setTime, valueText } from './format.js';
import { hasHistory, powerChart } from './history.js';
import { quotaText } from './overview.js';

/** What a meter measures on each phase, as rows of its table. */
const ROWS = [
  ['power', 'Power'], ['voltage', 'Voltage'], ['current', 'Current'],
  ['import_energy', 'Import'], ['export_energy', 'Export'],
  ['power_factor', 'Power factor'], ['frequency', 'Frequency'],
];
const COLUMNS = [['_a', 'A'], ['_b', 'B'], ['_c', 'C'], ['', 'Total'], ['_net', 'Net']];

/** Buttons that stand together; what the group's title says is left out of their texts. */
const PULSES = [['On for', /^On for /], ['Off for', /^Off for /]];

/** What may go wrong with the ones that want a second thought, by the start of their keys. */
const WARNINGS = [
  ['clear', 'What is cleared is gone for good.'],
  ['reboot', 'The device starts anew and drops its state: what it feeds may lose power.'],
  ['restart', 'It is away for a moment.'],
];

const isSensor = (entity) => entity.kind === 'sensor' || entity.kind === 'binary_sensor';
const isPrimary = (entity) => entity.category === 'primary';
const isSwitch = (entity) => entity.kind === 'switch';
const nameOf = (device, entity) => entity.name ?? (entity.kind === 'switch' ? 'Power' : device.name);

/** Returns the group of a device: "Meters", "Relays" or "Other devices". */
export function groupOf({ entities }) {
  if (entities.some((entity) => isSwitch(entity) && isPrimary(entity))) {
    return 'Relays';
  }
  return entities.some(({ key }) => /^(import_energy|last_upload)/.test(key)) ? 'Meters' : 'Other devices';
}

/** Creates a device's card. Items are {id, device, allowances, revision}: one for each change. */
export function deviceCard({ id, device: first }) {
  const relay = groupOf(first) === 'Relays';
  const title = el('h4', { dir: 'auto' });
  const model = el('p', { class: 'quiet', dir: 'auto' });
  const parts = [heroPart(relay), readingsPart(), tablePart(), controlsPart(), chartPart(id, relay),
    freshPart(), historyOfCommands(), historyOfEvents(), detailsPart()];
  const state = onlineLine();
  const node = el('article', { class: 'card device', id: `device-${id}`, 'data-group': groupOf(first) },
    el('header', {}, el('div', {}, title, model), state.node), ...parts.map((part) => part.node));
  let shown = null;
  return {
    node,
    update({ device, allowances, revision }) {
      if (revision === shown) {
        return;
      }
      shown = revision;
      setText(title, device.name);
      setText(model, [device.manufacturer, device.model].filter(Boolean).join(' · '));
      setAttribute(node, 'data-online', String(device.online));
      state.update(device);
      const columns = columnsOf(device);
      parts.forEach((part) => part.update({ ...device, allowances, columns }));
    },
  };
}

/** Creates the controls and settings of the bridge's own device. */
export function bridgePart() {
  const parts = [controlsPart(), historyOfCommands()];
  return {
    node: el('div', {}, ...parts.map((part) => part.node)),
    update: (device) => parts.forEach((part) => part.update(device)),
  };
}

function onlineLine() {
  const word = el('strong');
  const since = el('time', { 'data-style': 'since' });
  const node = el('p', { class: 'state' }, el('span', { class: 'mark', 'aria-hidden': 'true' }), word, ' ', since);
  return {
    node,
    update(device) {
      setAttribute(node, 'data-state', device.online ? 'ok' : 'bad');
      setText(word, device.online ? 'Online' : 'Offline');
      show(since, !device.online);
      setTime(since, device.since);
    },
  };
}

/** The one thing to see: a relay's position, and the power. */
function heroPart(relay) {
  const position = el('span', { class: 'position' });
  const power = el('span', { class: 'power' });
  const old = el('span', { class: 'quiet' }, 'last known');
  const node = el('p', { class: 'hero' }, relay ? position : '', power, old);
  return {
    node,
    update(device) {
      const main = mainSwitch(device);
      const measured = mainPower(device);
      setAttribute(position, 'data-position', main?.value ?? 'unknown');
      setText(position, main?.value ?? UNKNOWN);
      setAttribute(position, 'title', main?.value ? null : 'unknown');
      setText(power, measured ? valueText(measured) : '');
      show(old, !device.online && typeof measured?.value === 'number');
      show(node, Boolean(relay || measured));
    },
  };
}

const mainSwitch = (device) => device.entities.find((entity) => isSwitch(entity) && isPrimary(entity));

function mainPower({ entities }) {
  const powers = entities.filter((entity) => isSensor(entity) && isPrimary(entity) && entity.sensor_kind === 'power');
  const named = (key) => powers.find((entity) => entity.key === key);
  return named('power') ?? named('power_net') ?? named('active_power') ?? null;
}

/** Returns the columns of a meter with several phases, none for other devices. */
function columnsOf({ entities }) {
  const keys = new Set(entities.filter(isSensor).map((entity) => entity.key));
  const has = (suffix) => ROWS.some(([metric]) => keys.has(metric + suffix));
  return ['_a', '_b', '_c'].some(has) ? COLUMNS.filter(([suffix]) => has(suffix)) : [];
}

const isInTable = ({ columns }, { key }) =>
  columns.some(([suffix]) => ROWS.some(([metric]) => metric + suffix === key));

/** What is measured and stands neither above nor in the table. */
function readingsPart() {
  const node = el('dl', { class: 'readings' });
  return {
    node,
    update(device) {
      const hero = mainPower(device);
      const items = device.entities.filter((entity) =>
        isSensor(entity) && isPrimary(entity) && entity !== hero && !isInTable(device, entity));
      keyed(node, items, (entity) => entity.key, reading);
      show(node, items.length > 0);
    },
  };
}

function reading() {
  const label = el('dt');
  const value = el('dd', { dir: 'auto' });
  const more = el('dd', { class: 'quiet' });
  return {
    node: el('div', {}, label, value, more),
    update(entity) {
      setText(label, entity.name ?? entity.key);
      showValue(value, entity);
      setText(more, moreText(entity));
      show(more, more.textContent !== '');
    },
  };
}

function moreText({ kind, key, value, attributes }) {
  if (kind === 'update') {
    const newest = attributes?.latest_version ?? value;
    return newest === value ? '' : `newest: ${newest}`;
  }
  // The list of commands tells more.
  return key === 'last_command' ? '' : attributesText(attributes);
}

function showValue(node, entity) {
  if (entity.sensor_kind === 'timestamp') {
    const time = node.firstElementChild ?? node.appendChild(el('time', { 'data-style': 'ago' }));
    setTime(time, entity.value);
  } else {
    setText(node, valueText(entity));
  }
}

/** Phases side by side. */
function tablePart() {
  const head = el('tr');
  const body = el('tbody');
  const node = el('div', { class: 'scroll', tabindex: 0, role: 'group' },
    el('table', {}, el('thead', {}, head), body));
  return {
    node,
    update(device) {
      const { columns } = device;
      show(node, columns.length > 0);
      setAttribute(node, 'aria-label', `Phases of ${device.name}`);
      keyed(head, [['first', 'Phase'], ...columns], ([suffix]) => suffix, headCell);
      keyed(body, rowsOf(device, columns), (row) => row.metric, tableRow);
    },
  };
}

function rowsOf({ entities }, columns) {
  const byKey = new Map(entities.map((entity) => [entity.key, entity]));
  return ROWS.map(([metric, text]) => {
    const cells = columns.map(([suffix]) => ({ suffix, entity: byKey.get(metric + suffix) }));
    return { metric, text, cells, unit: cells.find(({ entity }) => entity)?.entity.unit };
  }).filter((row) => row.cells.some(({ entity }) => entity));
}

const headCell = ([, text]) => ({ node: el('th', { scope: 'col' }, text), update() {} });

function tableRow({ text }) {
  const unit = el('span', { class: 'quiet' });
  const node = el('tr', {}, el('th', { scope: 'row' }, text, ' ', unit));
  const cells = new Map();
  return {
    node,
    update(row) {
      setText(unit, row.unit ?? '');
      for (const { suffix, entity } of row.cells) {
        const cell = cells.get(suffix) ?? node.appendChild(el('td'));
        cells.set(suffix, cell);
        // A column that does not measure this stays empty: nothing is missing there.
        setText(cell, entity ? number(entity.value, entity.sensor_kind) : '');
        setAttribute(cell, 'data-key', entity?.key);
      }
    },
  };
}

/** The buttons of a device: its switches, its pulses, and the rarer ones folded. */
function controlsPart() {
  const line = outcomeLine();
  const always = el('div', { class: 'groups' });
  const rare = el('div', { class: 'groups' });
  const more = el('details', {}, el('summary', {}, 'More controls'), rare);
  const node = el('div', { class: 'controls' }, always, line, more);
  return {
    node,
    update(device) {
      show(node, access.commands && device.entities.some(isControl));
      const groups = access.commands ? groupsOf(device) : [];
      const [usual, unusual] = [groups.filter((group) => !group.rare), groups.filter((group) => group.rare)];
      keyed(always, usual, (group) => group.title, (group) => controlGroup(group, line));
      keyed(rare, unusual, (group) => group.title, (group) => controlGroup(group, line));
      show(more, unusual.length > 0);
    },
  };
}

const isControl = ({ kind }) => ['switch', 'button', 'select'].includes(kind);

function groupsOf(device) {
  const groups = new Map();
  for (const entity of device.entities.filter(isControl)) {
    const place = placeOf(device, entity);
    const group = groups.get(place.title) ?? { ...place, device, items: [] };
    group.items.push({ entity, label: place.label });
    groups.set(place.title, group);
  }
  return [...groups.values()];
}

function placeOf(device, entity) {
  const name = nameOf(device, entity);
  const pulse = PULSES.find(([, pattern]) => pattern.test(name));
  if (pulse && isPrimary(entity)) {
    return { title: pulse[0], rare: false, label: name.replace(pulse[1], '') };
  }
  if (isSwitch(entity)) {
    return { title: name, rare: !isPrimary(entity), label: name };
  }
  if (entity.kind === 'select') {
    return { title: 'Settings', rare: true, label: name };
  }
  const titles = { primary: 'Actions', diagnostic: 'Ask the device', config: 'Clear and restart' };
  return { title: titles[entity.category], rare: !isPrimary(entity), label: name };
}

function controlGroup({ title, device }, line) {
  const buttons = el('div', { class: 'buttons' });
  return {
    node: el('div', { class: 'group', role: 'group', 'aria-label': `${device.name}: ${title}` },
      el('span', { class: 'label' }, title), buttons),
    update(group) {
      keyed(buttons, group.items, ({ entity }) => entity.key, (item) => control(group.device, item, line));
    },
  };
}

function control(device, { entity, label }, line) {
  const common = { device: device.id, key: entity.key, line };
  const name = nameOf(device, entity);
  if (isSwitch(entity)) {
    return position(common, name);
  }
  if (entity.kind === 'select') {
    return choice(common, name, entity.options ?? []);
  }
  const node = commandButton({ ...common, label, name, payload: () => 'PRESS', confirm: warning(device, entity) });
  return { node, update() {} };
}

function warning(device, { key, category }) {
  if (category !== 'config') {
    return null;
  }
  const [, text] = WARNINGS.find(([start]) => key.startsWith(start)) ?? [null, 'This changes the device.'];
  return `${device.name}: ${text}`;
}

/**
 * Two buttons instead of a toggle: what a press does never depends on whether the state has just
 * changed, and an unknown state needs no lie.
 */
function position(common, name) {
  const [on, off] = [['ON', 'On'], ['OFF', 'Off']].map(([value, label]) =>
    commandButton({ ...common, label, name: `${name} ${label.toLowerCase()}`, payload: () => value, class: 'half' }));
  return {
    node: el('span', { class: 'switch', 'data-key': common.key }, on, off),
    update({ entity }) {
      setAttribute(on, 'aria-pressed', String(entity.value === 'ON'));
      setAttribute(off, 'aria-pressed', String(entity.value === 'OFF'));
    },
  };
}

/** A list and a button: a list alone would send a command for each press of an arrow key. */
function choice(common, name, options) {
  const list = el('select', {}, ...options.map(({ value, label }) => el('option', { value }, label)));
  const state = el('span', { class: 'quiet', dir: 'auto' });
  const button = commandButton({ ...common, label: 'Set', name: `Set ${name}`, payload: () => list.value });
  let shown;
  return {
    node: el('span', { class: 'choice' }, el('label', {}, name, ' ', list), button, state),
    update({ entity }) {
      setText(state, `now: ${valueText(entity)}`);
      // The list follows the device, but not while somebody chooses.
      if (entity.value !== shown && document.activeElement !== list) {
        shown = entity.value;
        list.value = entity.value ?? '';
      }
    },
  };
}

/** The chart; a relay's is folded, since its position matters more. */
function chartPart(id, folded) {
  const chart = powerChart(id);
  const node = folded ? el('details', {}, el('summary', {}, 'Power over the last 24 hours'), chart) : chart;
  return { node, update: () => show(node, hasHistory(id)) };
}

/** How old the values are and when new ones come. */
function freshPart() {
  const at = el('time', { 'data-style': 'ago' });
  const next = el('time', { 'data-style': 'in' });
  const left = el('span');
  const quota = el('span', {}, ' · next reading ', next, ' · ', left);
  return {
    node: el('p', { class: 'quiet' }, 'Values from ', at, quota),
    update({ at: taken, allowances = [] }) {
      setTime(at, taken);
      const readings = readingsLeft(allowances);
      show(quota, Boolean(readings));
      setTime(next, readings?.next);
      setText(left, readings ? `calls: ${quotaText(readings)}` : '');
    },
  };
}

/** What is left for readings, which the server names first; of several spans the tightest. */
function readingsLeft(allowances) {
  const first = allowances.find((one) => one.next);
  return allowances.filter(({ title }) => title === first?.title).toSorted((a, b) => a.left - b.left)[0];
}

/** A folded list whose head shows the latest entry. item: its title and class, from an entry. */
function latestPart(title, entriesOf, item) {
  const latest = el('span', { class: 'quiet' });
  const list = el('ol', { class: 'plain entries' });
  const node = el('details', {}, el('summary', {}, title, ' ', latest), list);
  return {
    node,
    update(device) {
      const entries = entriesOf(device);
      show(node, entries.length > 0);
      setText(latest, entries.length ? item(device, entries[0]).short : '');
      keyed(list, entries, (entry) => JSON.stringify(entry), (entry) => entryPart(item(device, entry), entry.at));
    },
  };
}

function entryPart({ text, reason, outcome }, at) {
  const time = el('time', { 'data-style': 'ago' });
  setTime(time, at);
  const more = reason ? [el('p', { class: 'quiet', dir: 'auto' }, reason)] : [];
  const node = el('li', { 'data-outcome': outcome }, el('p', {}, text, ' ', time), ...more);
  return { node, update() {} };
}

const historyOfCommands = () => latestPart('Last commands', (device) => device.commands, (device, entry) => {
  const entity = device.entities.find(({ key }) => key === entry.key);
  const name = entity ? nameOf(device, entity) : entry.key;
  const wanted = entry.payload === 'PRESS' ? '' : ` ${entry.payload}`;
  const short = `${name}${wanted}: ${outcomeText(entry.outcome)}`;
  return { short, text: `${short}, ${number(entry.ms, '')} ms,`, reason: entry.reason, outcome: entry.outcome };
});

const EVENT_WORDS = { press_end: 'pressed', boot: 'started', online: 'came online', offline: 'went offline' };

const historyOfEvents = () => latestPart('Last events', (device) => device.events, (device, entry) => {
  const name = device.entities.find(({ key }) => key === entry.name)?.name;
  const word = EVENT_WORDS[entry.event_type] ?? entry.event_type;
  const short = name && name.toLowerCase() !== entry.event_type ? `${name} ${word}` : word;
  return { short, text: `${short},`, reason: null, outcome: null };
});

/** What only somebody who looks for it wants to see. */
function detailsPart() {
  const list = el('dl', { class: 'readings' });
  const node = el('details', {}, el('summary', {}, 'Details'), list);
  return {
    node,
    update(device) {
      const items = device.entities.filter((entity) =>
        !isPrimary(entity) && (isSensor(entity) || isSwitch(entity) || ['update', 'select'].includes(entity.kind)));
      keyed(list, items, (entity) => entity.key, reading);
      show(node, items.length > 0);
    },
  };
}
