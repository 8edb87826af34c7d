// Goes through one tenant's day: connect, chat, history, list, abort, and all of it found by another connection.
import { ask, canary, connect, seen, tell, turn } from './official.mjs';

const asked = { scopes: ['operator.read', 'operator.write'], caps: ['tool-events'] };
const key = `agent:main:official-${canary}`;
const { client, hello } = await connect(asked);
seen.hello = hello;
await ask(client, 'sessions.create', { key, label: `official-${canary}` });
await ask(client, 'sessions.messages.subscribe', { key });
const first = await turn(client, key, `say ${canary}`);
seen.final = await first.ended;
seen.history = await ask(client, 'chat.history', { sessionKey: key, limit: 20 });
seen.list = await ask(client, 'sessions.list');
const slow = await turn(client, key, `say ${canary.replace('canary-', 'canary-slow-')}`);
// Before it speaks its message is not kept yet.
await slow.begun;
seen.abort = await ask(client, 'chat.abort', { sessionKey: key, runId: slow.idempotencyKey });
seen.aborted = await slow.ended;
seen.refused = await ask(client, 'config.get').then(() => 'answered', error => error.code ?? String(error));
seen.admin = await ask(client, 'config.set', { raw: '{}' }).then(() => 'answered', error => error.code ?? error.gatewayCode ?? String(error));
client.stop();
const again = await connect(asked);
seen.after = await ask(again.client, 'chat.history', { sessionKey: key, limit: 20 });
again.client.stop();
tell();
