// Lets a run of one tenant ask whether it may run a command, looks at what it asks in every way, and gives it leave.
import { ask, canary, connect, seen, tell, turn } from './official.mjs';

const key = `agent:main:approver-${canary}`;
let told, over;
const asking = new Promise(resolve => { told = resolve; });
const resolving = new Promise(resolve => { over = resolve; });
const { client } = await connect({ scopes: process.argv[6].split(','), caps: ['tool-events', 'exec-approvals'] }, event => {
  if (event.event === 'exec.approval.requested') told(event.payload);
  if (event.event === 'exec.approval.resolved') over(event.payload);
});
await ask(client, 'sessions.create', { key, label: `approver-${canary}` });
await ask(client, 'sessions.messages.subscribe', { key });
const run = await turn(client, key, `say ${canary}`);
seen.told = await asking;
seen.pending = await ask(client, 'exec.approval.list');
seen.got = await ask(client, 'exec.approval.get', { id: seen.told.id });
seen.resolved = await ask(client, 'exec.approval.resolve', { id: seen.told.id, decision: 'allow-once' });
seen.over = await resolving;
seen.final = await run.ended;
seen.left = await ask(client, 'exec.approval.list');
client.stop();
tell();
