// A tenant's session with the official client, and what it sees.
import { pathToFileURL } from 'node:url';
import { randomUUID } from 'node:crypto';

export const [, , library, url, token, canary] = process.argv;
const { GatewayClient } = await import(pathToFileURL(library).href);
export const seen = { events: [], gaps: [], closes: [], canaries: [], states: {} };
const waiting = new Map();
const speaking = new Map();
const greeted = [];
const guard = setTimeout(() => { console.error('hang', JSON.stringify(seen).slice(0, 4000)); process.exit(3); }, 280000);

export const connect = (asked, onEvent = () => {}) => new Promise((resolve, reject) => {
  const client = new GatewayClient({
    url, token, minProtocol: 4, maxProtocol: 4, ...asked,
    onHelloOk: hello => {
      greeted.splice(0).forEach(told => told(hello));
      resolve({ client, hello });
    },
    onConnectError: reject,
    onClose: (code, reason) => seen.closes.push([code, String(reason)]),
    onGap: gap => seen.gaps.push(gap),
    onEvent: event => {
      seen.events.push(event.event);
      for (const found of JSON.stringify(event).matchAll(/canary-[a-z0-9-]+/g)) if (!seen.canaries.includes(found[0])) seen.canaries.push(found[0]);
      const payload = event.payload;
      if (event.event === 'chat' && payload.state === 'delta') speaking.get(payload.runId)?.();
      if (event.event === 'chat' && ['final', 'aborted', 'error'].includes(payload.state)) {
        seen.states[payload.runId] = payload.state;
        waiting.get(payload.runId)?.(payload);
      }
      onEvent(event);
    },
  });
  client.start();
});

/// The hello of the next connection, whoever opens it.
export const nextHello = () => new Promise(resolve => greeted.push(resolve));

export const ask = (client, method, parameters = {}) => client.request(method, parameters, { timeoutMs: 120000 });

export const turn = async (client, sessionKey, message) => {
  const idempotencyKey = randomUUID();
  const ended = new Promise(resolve => waiting.set(idempotencyKey, resolve));
  const begun = new Promise(resolve => speaking.set(idempotencyKey, resolve));
  await ask(client, 'chat.send', { sessionKey, message, idempotencyKey });
  return { idempotencyKey, begun, ended };
};

/// Prints what was seen as one line of JSON, and ends.
export const tell = () => {
  clearTimeout(guard);
  console.log(JSON.stringify(seen));
  process.exit(0);
};
