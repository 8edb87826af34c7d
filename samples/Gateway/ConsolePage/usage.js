// What the caller's tenant used in thirty days, and what it may still use today.
import { find } from './access.js';
import { byId, empty, fill, put } from './page.js';

const svg = 'http://www.w3.org/2000/svg';
const [width, height] = [600, 120];
const day = 24 * 60 * 60 * 1000;

const sums = [
  ['Tokens', u => u.total_tokens],
  ['In', u => u.input],
  ['Out', u => u.output],
  ['Messages', u => u.message_count],
  ['Tools', u => u.tool_calls],
  ['Cost', u => u.total_cost],
];

const limitColumns = [
  ['What', l => l.name],
  ['Warned from', l => l.soft],
  ['At most', l => l.hard],
  ['Remains', l => l.remaining],
];

// Null where the caller is of no tenant, or may not read it.
export const readUsage = () => find('/api/v1/usage');

export function showUsage(report) {
  const used = report.daily.filter(d => d.count > 0);
  draw(report, used);
  fill('usage-days', [['Day', d => d.date], ...sums], used);
  fill('usage-models', [['Provider', m => m.provider], ['Model', m => m.model], ...sums], report.by_model);
  put('usage-tenant', report.tenant_id);
  put('usage-tokens', report.totals.total_tokens);
  put('usage-messages', report.totals.message_count);
  put('usage-cost', report.totals.total_cost);
  showLimits(report.limits);
  byId('usage-view').hidden = false;
}

export function clearUsage() {
  empty('usage-view', 'usage-bars', 'usage-days', 'usage-models', 'usage-tenant', 'usage-tokens', 'usage-messages', 'usage-cost',
    'usage-chart-title', 'usage-chart-desc', 'usage-caption', 'limits', 'limits-status');
}

function showLimits({ soft, hard, remaining }) {
  const names = [...new Set([...Object.keys(soft), ...Object.keys(hard)])];
  fill('limits', limitColumns, names.map(name => ({ name, soft: soft[name], hard: hard[name], remaining: remaining[name] })));
  byId('limits').hidden = names.length === 0;
  put('limits-status', names.length === 0 ? 'Nothing is limited.' : 'Of today, in UTC.');
}

function draw(report, used) {
  const from = Date.parse(report.from);
  const days = Math.round((Date.parse(report.to) - from) / day) + 1;
  const most = used.reduce((best, d) => (best === null || d.total_tokens > best.total_tokens ? d : best), null);
  const bars = used.map(d => bar(d, Math.round((Date.parse(d.date) - from) / day), width / days, most.total_tokens));
  byId('usage-bars').replaceChildren(...bars);
  const range = `${report.from} to ${report.to}`;
  put('usage-chart-title', `Tokens used each day, ${range}`);
  const told = most === null
    ? 'Nothing was used.'
    : `${used.length} of ${days} days with use, ${report.totals.total_tokens} tokens in all, the most on ${most.date}: ${most.total_tokens}.`;
  put('usage-chart-desc', told);
  put('usage-caption', `${range}. ${told}`);
}

function bar(used, place, step, most) {
  // A day on which something was done shows, also when it took no token.
  const tall = Math.max(2, most === 0 ? 0 : used.total_tokens / most * height);
  const made = document.createElementNS(svg, 'rect');
  const sizes = { x: place * step + step * 0.1, y: height - tall, width: step * 0.8, height: tall };
  for (const [name, value] of Object.entries(sizes)) {
    made.setAttribute(name, value.toFixed(2));
  }

  made.dataset.day = used.date;
  made.dataset.tokens = used.total_tokens;
  const title = document.createElementNS(svg, 'title');
  title.textContent = `${used.date}: ${used.total_tokens} tokens`;
  made.append(title);
  return made;
}
