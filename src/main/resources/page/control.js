/**
 * Commands to devices. A control shows that its command is under way and says how it ended; what
 * the device does is shown by its state alone, as soon as it is reported.
 */
import { byId, el, setAttribute, setText, show } from './dom.js';
import { span } from './format.js';

/** A vendor may take long, and the server answers in any case. */
const LONGEST_WAIT = 60_000;

const OUTCOMES = {
  confirmed: 'confirmed', accepted: 'accepted, not confirmed', refused: 'refused',
  failed: 'failed', timed_out: 'no answer in time',
};

/** Returns an outcome in words. */
export const outcomeText = (outcome) => OUTCOMES[outcome] ?? outcome;

/** What the server allows, and whether it can be reached; set by app.js. */
export const access = { commands: false, reason: '', token: '', connected: false };

/** A line that shows how the last command from this page ended. */
export function outcomeLine() {
  return el('p', { class: 'outcome', hidden: '' });
}

/**
 * A button that sends one command.
 *
 * label: its text; name: its full name, for whoever does not see its place; line: takes the outcome;
 * confirm: a sentence to be confirmed before, or null.
 */
export function commandButton({ device, key, payload, label, name, line, confirm = null, ...more }) {
  const spoken = name === label ? null : name;
  const node = el('button', { type: 'button', 'aria-label': spoken, ...more }, label);
  node.addEventListener('click', async () => {
    // Not "disabled", which would lose the focus.
    if (node.getAttribute('aria-busy') === 'true' || (confirm && !(await confirmed(name, confirm)))) {
      return;
    }
    await run(node, { device, key, payload: payload() }, name, line);
  });
  return node;
}

async function run(node, command, name, line) {
  setAttribute(node, 'aria-busy', 'true');
  tell(line, 'busy', `${name}: under way`);
  const start = performance.now();
  try {
    const { outcome, reason } = await send(command);
    const took = tookText(performance.now() - start);
    tell(line, outcome, `${name}: ${outcomeText(outcome)} after ${took}${reason ? `. ${reason}` : ''}`);
  } catch (failure) {
    tell(line, 'failed', `${name}: ${failure.message}`);
  } finally {
    setAttribute(node, 'aria-busy', null);
  }
}

const tookText = (ms) => (ms < 10_000 ? `${(ms / 1000).toFixed(1)} s` : span(ms));

async function send(command) {
  if (!access.connected) {
    throw new Error('not sent, since there is no connection to phasebridge.');
  }
  const answer = await post(command);
  const body = await answer.json().catch(() => null);
  if (!answer.ok || !body?.outcome) {
    throw new Error(body?.error ?? `the server answered ${answer.status}. Load the page again.`);
  }
  return body;
}

async function post(command) {
  try {
    return await fetch('api/command', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Phasebridge-Token': access.token },
      body: JSON.stringify(command),
      signal: AbortSignal.timeout(LONGEST_WAIT),
    });
  } catch {
    // It may have arrived, so nothing is sent again.
    throw new Error('phasebridge did not answer; whether the command was carried out is not known.');
  }
}

function tell(line, outcome, text) {
  show(line, true);
  setAttribute(line, 'data-outcome', outcome);
  setText(line, text);
  setText(byId('spoken'), text);
}

/** Asks in a dialog; the browser gives the focus back to the button. */
function confirmed(name, sentence) {
  const dialog = byId('confirm');
  setText(byId('confirm-title'), `${name}?`);
  setText(byId('confirm-text'), sentence);
  setText(byId('confirm-yes'), 'Yes, do it');
  dialog.returnValue = 'no';
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true });
  });
}
