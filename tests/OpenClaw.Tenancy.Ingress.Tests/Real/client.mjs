// Goes through one tenant's day with the official client: connect, chat, history, list, abort, reconnect. Prints what it saw as one line of JSON.
import { pathToFileURL } from 'node:url';
import { randomUUID } from 'node:crypto';

const [, , library, url, token, canary] = process.argv;
const { GatewayClient } = await import(pathToFileURL(library).href);
const seen = { events: [], gaps: [], closes: [], canaries: [], states: {} };
const key = `agent:main:official-${canary}`;
const waiting = new Map();
const speaking = new Map();

const connect = () => new Promise((resolve, reject) => {
  const client = new GatewayClient({
    url, token, minProtocol: 4, maxProtocol: 4, scopes: ['operator.read', 'operator.write'], caps: ['tool-events'],
    onHelloOk: hello => resolve({ client, hello }),
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
    },
  });
  client.start();
});

const turn = async (client, text) => {
  const idempotencyKey = randomUUID();
  const ended = new Promise(resolve => waiting.set(idempotencyKey, resolve));
  const begun = new Promise(resolve => speaking.set(idempotencyKey, resolve));
  await client.request('chat.send', { sessionKey: key, message: text, idempotencyKey }, { timeoutMs: 120000 });
  return { idempotencyKey, begun, ended };
};

const guard = setTimeout(() => { console.error('hang', JSON.stringify(seen).slice(0, 4000)); process.exit(3); }, 280000);
const { client, hello } = await connect();
seen.hello = hello;
await client.request('sessions.create', { key, label: `official-${canary}` }, { timeoutMs: 120000 });
await client.request('sessions.messages.subscribe', { key }, { timeoutMs: 120000 });
const first = await turn(client, `say ${canary}`);
seen.final = await first.ended;
seen.history = await client.request('chat.history', { sessionKey: key, limit: 20 }, { timeoutMs: 120000 });
seen.list = await client.request('sessions.list', {}, { timeoutMs: 120000 });
const slow = await turn(client, `say ${canary.replace('canary-', 'canary-slow-')}`);
// Before it speaks its message is not kept yet.
await slow.begun;
seen.abort = await client.request('chat.abort', { sessionKey: key, runId: slow.idempotencyKey }, { timeoutMs: 120000 });
seen.aborted = await slow.ended;
seen.refused = await client.request('config.get', {}, { timeoutMs: 120000 }).then(() => 'answered', error => error.code ?? String(error));
seen.admin = await client.request('config.set', { raw: '{}' }, { timeoutMs: 120000 }).then(() => 'answered', error => error.code ?? error.gatewayCode ?? String(error));
client.stop();
const again = await connect();
seen.after = await again.client.request('chat.history', { sessionKey: key, limit: 20 }, { timeoutMs: 120000 });
again.client.stop();
clearTimeout(guard);
console.log(JSON.stringify(seen));
process.exit(0);
