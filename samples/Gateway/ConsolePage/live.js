// The socket by which the caller's own events come.
import { credential } from './access.js';

const first = 500;
const longest = 30000;

// What does not get better by trying again.
const endings = {
  tenant_inactive: 'The tenant is not active any more. What it showed was taken away.',
  revoked: 'The token was taken back. What it showed was taken away.',
  token_expired: 'The token has expired. What it showed was taken away. Enter another one.',
};
const passing = ['rate_limited', 'too_slow', 'dependency_unavailable'];

let socket = null;
let timer = 0;
let attempt = 0;

// told: connected(), happened(name, payload), waits(seconds), ended(words).
export function follow(told) {
  stop();
  connect(told);
}

export function stop() {
  const old = socket;
  socket = null;
  attempt = 0;
  clearTimeout(timer);
  old?.close();
}

function connect(told) {
  const mine = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws`);
  socket = mine;
  let patience = 20000;
  const hear = () => {
    clearTimeout(timer);
    timer = setTimeout(() => mine.close(), patience);
  };

  hear();
  mine.addEventListener('message', message => {
    if (mine !== socket) {
      return;
    }

    hear();
    const frame = read(message.data);
    if (frame?.event === 'connect.challenge') {
      mine.send(JSON.stringify({
        type: 'req', id: 'connect', method: 'connect',
        params: { minProtocol: 4, maxProtocol: 4, client: { id: 'console' }, auth: { token: credential() } },
      }));
    } else if (frame?.type === 'res' && frame.id === 'connect' && frame.ok === true) {
      patience = 3 * (frame.payload?.policy?.tickIntervalMs ?? 15000);
      told.connected();
    } else if (frame?.event === 'tick') {
      // It has held for a while: only now the next loss begins with a short wait.
      attempt = 0;
    } else if (frame?.type === 'event') {
      told.happened(frame.event, frame.payload);
    }
  });
  mine.addEventListener('close', event => {
    if (mine === socket) {
      clearTimeout(timer);
      closed(told, event);
    }
  });
}

function read(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function closed(told, { code, reason }) {
  socket = null;
  if ([1007, 1008, 1009].includes(code) && !passing.includes(reason)) {
    told.ended(endings[reason] ?? 'The gateway ended the connection. What it showed was taken away.');
    return;
  }

  // Not all pages of a gateway that starts anew at once.
  const wait = Math.min(longest, first * 2 ** attempt++) * (0.5 + Math.random() / 2);
  told.waits(Math.ceil(wait / 1000));
  timer = setTimeout(() => connect(told), wait);
}
