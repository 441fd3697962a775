/** Charts of the power over the last 24 hours. */
import { el, setAttribute, setText } from './dom.js';
import { number, now, quantity } from './format.js';

const SPAN = 24 * 3600;
const MOST_POINTS = 5000;

/** Lines differ by their dashes too, not by colour alone. */
const DASHES = [[], [7, 3], [2, 3], [9, 3, 2, 3], []];

const seriesOf = new Map();
const charts = new Map();
const tickTime = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });

/** The mean or the largest power of a day is a power too, but says nothing about this moment. */
const MEASURED = /^(active_)?power(_(a|b|c|net))?$/;

/** Takes the whole history of a device: [{key, name, points: [[epoch seconds, watts or null]]}]. */
export function setHistory({ id, series }) {
  seriesOf.set(id, series.filter(({ key }) => MEASURED.test(key)).map(({ key, name, points }) => ({
    key, name: name ?? key, points: points.map(([x, y]) => ({ x, y })),
  })));
  charts.get(id)?.changed();
}

/** Takes one moment more of a device; a device's first one starts its history. */
export function addPoint({ id, at, values }, nameOf) {
  const lines = seriesOf.get(id) ?? [];
  seriesOf.set(id, lines);
  for (const [key, y] of Object.entries(values).filter(([name]) => MEASURED.test(name))) {
    let line = lines.find((known) => known.key === key);
    if (!line) {
      line = { key, name: nameOf(key), points: [] };
      lines.push(line);
    }
    append(line.points, { x: at, y });
  }
  charts.get(id)?.changed();
}

function append(points, point) {
  // What seems to come later was taken before the clock was set back.
  while (points.at(-1)?.x > point.x) {
    points.pop();
  }
  const last = points.at(-1);
  // The first moments after the history may be part of it.
  if (last?.x !== point.x || last.y !== point.y) {
    points.push(point);
  }
  const start = now() / 1000 - SPAN;
  while (points.length > MOST_POINTS || points[0]?.x < start) {
    points.shift();
  }
}

/** Returns whether there is something to draw for a device. */
export const hasHistory = (id) => (seriesOf.get(id) ?? []).some((line) => line.points.length > 0);

/** Forgets a device. */
export function forgetHistory(id) {
  seriesOf.delete(id);
  charts.get(id)?.stop();
  charts.delete(id);
}

/** Moves the charts' time on. */
export function moveCharts() {
  charts.forEach((chart) => chart.changed());
}

/** Draws only what is seen: there may be many devices. */
const sight = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    charts.get(target.dataset.device)?.seen(isIntersecting);
  }
}, { rootMargin: '200px' });

// Colours are read by script, so a change of the theme has to be heard of.
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
  charts.forEach((chart) => chart.recolor());
});

/** Creates the figure for a device; it draws itself as soon as it is seen. */
export function powerChart(id) {
  charts.get(id)?.stop();
  const canvas = el('canvas', { role: 'img', 'aria-label': 'Chart of the power', 'data-points': 0 });
  const words = el('figcaption', { class: 'quiet' });
  const frame = el('div', { class: 'chart', 'data-device': id }, canvas);
  let visible = false;
  let waiting = false;
  let chart = null;

  function draw() {
    waiting = false;
    if (!visible || !hasHistory(id) || !globalThis.Chart) {
      return;
    }
    const lines = seriesOf.get(id);
    chart ??= new Chart(canvas, settings());
    chart.data.datasets = lines.map((line, index) => dataset(line, index, lines.length));
    chart.options.scales.x.max = now() / 1000;
    chart.options.scales.x.min = chart.options.scales.x.max - SPAN;
    chart.options.plugins.legend.display = lines.length > 1;
    chart.update('none');
    describe(lines);
  }

  function describe(lines) {
    setAttribute(canvas, 'data-points', lines.reduce((sum, line) => sum + line.points.length, 0));
    const text = summary(mainLine(lines));
    setText(words, text);
    setAttribute(canvas, 'aria-label', `Chart of the power over the last 24 hours. ${text}`);
  }

  function changed() {
    if (!waiting) {
      waiting = true;
      requestAnimationFrame(draw);
    }
  }

  charts.set(id, {
    changed,
    seen(isVisible) {
      visible = isVisible;
      changed();
    },
    recolor() {
      chart?.destroy();
      chart = null;
      changed();
    },
    stop() {
      sight.unobserve(frame);
      chart?.destroy();
    },
  });
  sight.observe(frame);
  return el('figure', {}, words, frame);
}

/** The total if there is one, else the first. */
const mainLine = (lines) => lines.find((line) => line.key === 'power') ?? lines[0];

function summary({ points }) {
  const values = points.map((point) => point.y).filter((y) => y !== null);
  if (values.length === 0) {
    return 'Power over the last 24 hours: no values yet.';
  }
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return `Power over the last 24 hours: ${watts(low)} to ${watts(high)}.`;
}

const watts = (value) => quantity(value, 'W', 'power');

const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function dataset(line, index, all) {
  const total = all === 1 || line.key === 'power';
  const stroke = color(total ? '--line-total' : `--line-${(index % 4) + 1}`);
  return {
    label: line.name,
    data: line.points,
    borderColor: stroke,
    backgroundColor: stroke,
    borderDash: total ? [] : DASHES[(index % 4) + 1] ?? [],
    borderWidth: total ? 2 : 1.5,
    pointRadius: 0,
    pointHitRadius: 8,
    order: total ? 0 : 1,
  };
}

/** Built anew with each theme. */
function settings() {
  const text = color('--quiet');
  const grid = color('--line');
  return {
    type: 'line',
    data: { datasets: [] },
    options: {
      animation: false,
      font: { family: 'system-ui, sans-serif', size: 12 },
      parsing: false,
      normalized: true,
      maintainAspectRatio: false,
      interaction: { mode: 'nearest', axis: 'x', intersect: false },
      scales: {
        x: { type: 'linear', grid: { color: grid }, afterBuildTicks: hours,
          ticks: { color: text, maxRotation: 0, autoSkip: true, callback: (x) => clock(x) } },
        y: { grid: { color: grid }, grace: '5%',
          ticks: { color: text, maxTicksLimit: 5, callback: (y) => `${number(y, '')} W` } },
      },
      plugins: {
        // A flat box is a line that shows its dashes.
        legend: { labels: { color: text, boxWidth: 28, boxHeight: 0 },
          // Hiding lines would work by mouse only.
          onClick: null },
        tooltip: { callbacks: {
          title: (items) => (items.length ? clock(items[0].parsed.x) : ''),
          label: (item) => `${item.dataset.label}: ${watts(item.parsed.y)}`,
        } },
      },
    },
  };
}

const clock = (seconds) => tickTime.format(new Date(seconds * 1000));

/** A linear axis knows no hours: puts a tick at every full third one of the user's clock. */
function hours(axis) {
  const first = new Date(axis.min * 1000);
  first.setMinutes(0, 0, 0);
  first.setHours(Math.ceil((first.getHours() + 1) / 3) * 3);
  axis.ticks = [];
  for (let at = first; at / 1000 <= axis.max; at.setHours(at.getHours() + 3)) {
    axis.ticks.push({ value: at / 1000 });
  }
}
