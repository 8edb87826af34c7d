// Loses its connection in the middle of a turn, is connected again by the official client itself, and goes on.
import { subscribe } from 'node:diagnostics_channel';
import { ask, canary, connect, nextHello, seen, tell, turn } from './official.mjs';

const sockets = [];
subscribe('net.client.socket', ({ socket }) => sockets.push(socket));
// Not by the canary: the model is told of its session, and would take it for what was said.
const key = `agent:main:reconnect-${canary.slice('canary-'.length)}`;
const { client } = await connect({ scopes: ['operator.read', 'operator.write'], caps: ['tool-events'] });
await ask(client, 'sessions.create', { key });
await ask(client, 'sessions.messages.subscribe', { key });
seen.first = await (await turn(client, key, `say ${canary}-first`)).ended;
const slow = await turn(client, key, `say ${canary.replace('canary-', 'canary-slow-')}`);
await slow.begun;
const again = nextHello();
// Either the socket goes from under the client, or whoever reads this line lets the other side end it.
if (process.argv[6] === 'socket') sockets.at(-1).destroy();
console.log('cut');
seen.hello = await again;
console.log('back');
await ask(client, 'sessions.messages.subscribe', { key });
seen.waited = await ask(client, 'agent.wait', { runId: slow.idempotencyKey, timeoutMs: 60000 });
seen.history = await ask(client, 'chat.history', { sessionKey: key, limit: 20 });
seen.last = await (await turn(client, key, `say ${canary}-last`)).ended;
seen.sockets = sockets.length;
client.stop();
tell();
