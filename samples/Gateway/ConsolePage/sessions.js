// The sessions of the caller's tenant, and what happens in them.
import { find, Late } from './access.js';
import { byId, empty, fill, put } from './page.js';

const shown = 50;
const longestText = 2000;

const sessionColumns = [
  ['Session', s => s.session_id],
  ['Title', s => s.title],
  ['Agent', s => s.agent_id],
  ['Updated', s => s.updated_at],
];

const eventColumns = [
  ['Time', e => e.time],
  ['Event', e => e.name],
  ['Session', e => e.session],
  ['Run', e => e.run],
  ['State', e => e.state],
  ['Text', e => e.text],
];

let known = new Set();
let events = new Map();
let drawing = 0;
let reading = 0;

export async function readSessions() {
  const page = await find(`/api/v1/sessions?limit=${shown}`);
  if (page === null) {
    return;
  }

  known = new Set(page.sessions.map(s => s.session_id));
  fill('sessions', sessionColumns, page.sessions);
  put('sessions-status', page.sessions.length === 0 ? 'None yet.' : page.next_cursor ? `The newest ${page.sessions.length}.` : `${page.sessions.length} in all.`);
  byId('sessions-view').hidden = false;
}

// One line for each run and each approval, the last to say something on top.
export function showEvent(name, payload) {
  const line = name === 'chat' ? chat(payload) : approval(name, payload?.approval);
  if (line === null) {
    return;
  }

  events.delete(line.key);
  events.set(line.key, line);
  if (events.size > shown) {
    events.delete(events.keys().next().value);
  }

  drawing ||= setTimeout(draw, 50);
  if (line.session !== undefined && !known.has(line.session)) {
    readSoon();
  }
}

export function showLive(text) {
  put('live-status', text);
}

export function clearSessions() {
  clearTimeout(drawing);
  clearTimeout(reading);
  [drawing, reading] = [0, 0];
  [known, events] = [new Set(), new Map()];
  empty('sessions-view', 'sessions', 'sessions-status', 'live', 'live-status');
}

function draw() {
  drawing = 0;
  fill('live', eventColumns, [...events.values()].reverse());
}

// A session that is new, once, however many events it has meanwhile.
function readSoon() {
  reading ||= setTimeout(() => {
    reading = 0;
    readSessions().catch(refusal => {
      if (!(refusal instanceof Late)) {
        put('sessions-status', refusal.message);
      }
    });
  }, 250);
}

function chat(payload) {
  if (typeof payload?.runId !== 'string') {
    return null;
  }

  const key = `run ${payload.runId}`;
  const said = payload.message?.content ?? '';
  const text = payload.state === 'delta' ? (events.get(key)?.text ?? '') + said : said || (events.get(key)?.text ?? '');
  return { key, time: new Date().toISOString(), name: 'chat', session: payload.sessionKey, run: payload.runId, state: payload.state, text: text.slice(-longestText) };
}

function approval(name, asked) {
  if (typeof asked?.id !== 'string') {
    return null;
  }

  return { key: `approval ${asked.id}`, time: new Date().toISOString(), name, run: asked.runId, state: asked.status, text: asked.decision ?? '' };
}
