/** What one sees at a glance: the headline, the notices, the connections. */
import { byId, el, keyed, setAttribute, setText, show } from './dom.js';
import { UNKNOWN, count, setTime, span } from './format.js';

/** Those of a meter, and of the account. */
const MOST_UNFOLDED = 4;
const SEVERITIES = { error: 'Error', warning: 'Warning', info: 'Note' };

/** Shows the headline. devices: the known ones without the bridge's own. */
export function showHeadline(status, devices) {
  const { state, title } = judge(status, devices);
  setAttribute(byId('headline'), 'data-state', state);
  setText(byId('headline-title'), title);
  setText(byId('headline-text'), summary(status, devices));
  document.title = `${title} – phasebridge`;
}

/** Shows that nothing is known for sure any more. */
export function showDisconnected() {
  setAttribute(byId('headline'), 'data-state', 'unknown');
  setText(byId('headline-title'), 'No connection to phasebridge');
  document.title = 'No connection – phasebridge';
}

function judge(status, devices) {
  const serious = status.notices.filter((notice) => notice.severity !== 'info');
  // A part may be broken before, or without, a notice about it.
  const broken = [status.broker, ...status.clouds].filter((part) => part.ok === false).length;
  const problems = serious.length || broken + devices.filter((device) => !device.online).length;
  if (problems) {
    const worst = broken || serious.some((notice) => notice.severity === 'error');
    return { state: worst ? 'bad' : 'warn', title: problemsTitle(problems) };
  }
  if (status.clouds.some((cloud) => cloud.ok === null)) {
    return { state: 'unknown', title: 'Starting' };
  }
  return devices.length === 0
    ? { state: 'unknown', title: 'No devices yet' }
    : { state: 'ok', title: 'Everything works' };
}

const problemsTitle = (n) => (n === 1 ? '1 thing needs attention' : `${n} things need attention`);

function summary(status, devices) {
  const offline = devices.filter((device) => !device.online).length;
  const sentence = status.broker.ok ? 'Values go to the MQTT broker' : 'The MQTT broker is away';
  const known = devices.length ? count(devices.length, 'device') : 'no devices';
  return `${sentence}; ${known}${offline ? `, ${offline} offline` : ''}.`;
}

/** Shows the notices, in the server's order: the worst first. */
export function showNotices(notices) {
  show(byId('notices'), notices.length > 0);
  keyed(byId('notices'), notices, ({ severity, title, since }) => severity + title + since, notice);
}

function notice({ severity }) {
  const title = el('strong', { dir: 'auto' });
  const text = el('p', { dir: 'auto' });
  const since = el('time', { 'data-style': 'since' });
  const head = el('p', { class: 'notice-head' },
    el('span', { class: 'badge' }, SEVERITIES[severity] ?? severity), title, since);
  return {
    node: el('li', { class: 'card notice', 'data-severity': severity }, head, text),
    update(data) {
      setText(title, data.title);
      setText(text, data.text);
      setTime(since, data.since);
    },
  };
}

/** Shows broker, Home Assistant and clouds. nameOf: a device's name by its id. */
export function showConnections(status, nameOf) {
  const cards = [broker(status.broker), homeAssistant(status.home_assistant, status.broker),
    ...status.clouds.map((cloud) => vendor(cloud, nameOf))];
  keyed(byId('connections'), cards, (card) => card.key, connection);
}

function broker({ ok, since, detail, address, origin, protocol }) {
  return { key: 'broker', title: 'MQTT broker', state: stateOf(ok),
    word: ok ? 'Connected' : 'Not connected', since, detail,
    about: [address, `MQTT ${protocol}`, `address from ${source(origin)}`].filter(Boolean).join(' · ') };
}

const source = (origin) => (origin === 'Supervisor' ? 'the Supervisor' : `the ${origin}`);

const PRESENCE = {
  online: ['ok', 'Online', ''],
  offline: ['bad', 'Offline', 'It said goodbye to the broker. When it is back, it is told everything again.'],
  not_seen: ['unknown', 'Not heard of yet', 'That is usual: Home Assistant says hello only when it starts.'],
  not_watched: ['unknown', 'Not watched', 'Discovery is switched off in the configuration.'],
};

function homeAssistant({ presence, since }, { ok: seen, since: unseenSince }) {
  const [state, word, about] = PRESENCE[presence] ?? ['unknown', presence, ''];
  if (!seen && (presence === 'online' || presence === 'offline')) {
    return { key: 'home-assistant', title: 'Home Assistant', state: 'unknown', word: 'Out of sight',
      since: unseenSince, detail: '', about: 'It is only seen through the MQTT broker.' };
  }
  return { key: 'home-assistant', title: 'Home Assistant', state, word, since, detail: '', about };
}

function vendor(cloud, nameOf) {
  const last = cloud.last_failure;
  return { key: `cloud ${cloud.name}`, title: `${cloud.title} cloud`, state: stateOf(cloud.ok),
    word: { true: 'Connected', false: 'Not working', null: 'No answer yet' }[cloud.ok],
    since: cloud.since, detail: cloud.detail, about: '',
    // While it lasts, the failure is what the detail says.
    failure: last && last.text !== cloud.detail ? last : null,
    channels: cloud.channels,
    allowances: cloud.allowances.map((one) => ({ ...one, owner: one.device && nameOf(one.device) })),
  };
}

const stateOf = (ok) => (ok === null || ok === undefined ? 'unknown' : ok ? 'ok' : 'bad');

function connection({ title }) {
  const state = stateLine();
  const detail = el('p', { class: 'detail', dir: 'auto' });
  const about = el('p', { class: 'quiet' });
  const failedAt = el('time', { 'data-style': 'ago' });
  const failure = el('span', { dir: 'auto' });
  const failed = el('p', { class: 'quiet' }, 'Last problem ', failedAt, ': ', failure);
  const channels = el('ul', { class: 'plain' });
  const quota = el('ul', { class: 'plain' });
  const folded = el('details', { hidden: '' }, el('summary', {}, 'Calls left'), quota);
  return {
    node: el('article', { class: 'card' }, el('h3', {}, title),
      state.node, detail, about, failed, channels, folded),
    update(data) {
      state.update(data);
      toggleText(detail, data.detail);
      toggleText(about, data.about);
      show(failed, Boolean(data.failure));
      setTime(failedAt, data.failure?.at);
      setText(failure, data.failure?.text ?? '');
      keyed(channels, data.channels ?? [], (channel) => channel.title, channelItem);
      keyed(quota, data.allowances ?? [], (one) => `${one.device} ${one.title} ${one.window_seconds}`, allowance);
      showQuotas(folded, data.allowances?.length ?? 0);
    },
  };
}

/** Many devices have many quotas: those stay folded until somebody asks. */
function showQuotas(folded, number) {
  if (folded.hidden) {
    folded.open = number <= MOST_UNFOLDED;
  }
  show(folded, number > 0);
}

function toggleText(node, text) {
  setText(node, text ?? '');
  show(node, Boolean(text));
}

/** A state as a mark and a word, with its time: never by colour alone. */
function stateLine() {
  const word = el('strong');
  const since = el('time', { 'data-style': 'since' });
  const node = el('p', { class: 'state' },
    el('span', { class: 'mark', 'aria-hidden': 'true' }), word, ' ', since);
  return {
    node,
    update(data) {
      setAttribute(node, 'data-state', data.state);
      setText(word, data.word);
      show(since, Boolean(data.since));
      setTime(since, data.since);
    },
  };
}

function channelItem({ title }) {
  const state = stateLine();
  const detail = el('p', { class: 'detail', dir: 'auto' });
  return {
    node: el('li', {}, el('span', { class: 'label' }, title), state.node, detail),
    update({ ok, since, detail: text }) {
      state.update({ state: stateOf(ok), word: ok ? 'Works' : 'Does not work', since });
      toggleText(detail, text);
    },
  };
}

const WINDOWS = { 60: 'minute', 3600: 'hour', 86400: 'day' };

/** Returns "7 of 12 left per hour". */
export const quotaText = ({ left, limit, window_seconds: seconds }) =>
  `${left} of ${limit} left per ${WINDOWS[seconds] ?? span(seconds * 1000)}`;

function allowance() {
  const title = el('span', { class: 'label', dir: 'auto' });
  const left = el('span');
  const meter = el('meter', { min: 0 });
  const next = el('time', { 'data-style': 'in' });
  const call = el('span', { class: 'quiet' }, ' next call ', next);
  return {
    node: el('li', {}, title, el('p', { class: 'quota' }, left, meter, call)),
    update(data) {
      const name = data.owner ? `${data.title}, ${data.owner}` : data.title;
      setText(title, name);
      setText(left, quotaText(data));
      setAttribute(meter, 'aria-label', `Calls left: ${name}`);
      setAttribute(meter, 'max', data.limit);
      setAttribute(meter, 'low', data.limit / 5);
      setAttribute(meter, 'value', data.left);
      show(call, Boolean(data.next));
      setTime(next, data.next);
    },
  };
}

/** Shows what the page knows of phasebridge itself. */
export function showAbout(status) {
  setText(byId('version'), status.version || UNKNOWN);
  setTime(byId('started'), status.started);
}
