// The trail of the caller's tenant or of the platform, and the platform's open grants.
import { find, get, Late, Refusal } from './access.js';
import { byId, empty, fill, put, say } from './page.js';

export const own = { name: "the tenant's", path: '/api/v1/audit' };
export const platform = { name: "the platform's", path: '/api/v1/platform/audit' };

const recordColumns = [
  ['No.', r => r.sequence],
  ['Time', r => r.occurred_at],
  ['Outcome', r => r.outcome],
  ['Reason', r => r.reason_code],
  ['Action', r => r.action],
  ['Actor', r => r.actor],
  ['Resource', r => r.resource_id],
  ['Run', r => r.run_id],
  ['More', more],
];

const grantColumns = [
  ['Grant', g => g.grant_id],
  ['Status', g => g.status],
  ['Target', g => g.target_tenant],
  ['Requester', g => g.requester],
  ['Approver', g => g.approver],
  ['Scopes', g => g.scopes.join(' ')],
  ['Ticket', g => g.ticket],
  ['Reason', g => g.reason],
  ['Requested', g => g.requested_at],
  ['Expires', g => g.expires_at],
];

let trail = null;
let cursor = null;

// A page counts only when it is the last that was asked for.
let turn = 0;

// False where the caller reads no such trail.
export async function openTrail(whose) {
  const mine = ++turn;
  const page = await find(whose.path + query(null));
  if (page === null) {
    return false;
  }

  if (mine === turn) {
    trail = whose;
    showPage(page, null);
    byId('trail-view').hidden = false;
  }

  return true;
}

// Another page. What the gateway refuses is left to whoever asked, when it is of the token and not of the page.
export async function turnTo(from) {
  const mine = ++turn;
  say('Reading.');
  try {
    const page = await get(trail.path + query(from));
    if (mine === turn) {
      showPage(page, from);
      said();
    }
  } catch (refusal) {
    if (mine !== turn || refusal instanceof Late) {
      return;
    }

    if (refusal instanceof Refusal && refusal.status === 401) {
      throw refusal;
    }

    // What was shown is not left standing beside a refusal: it may no longer be so.
    clearPage();
    say(refusal instanceof Refusal ? refusal.message : 'The answer could not be read.');
  }
}

export const isShown = () => trail !== null;
export const older = () => turnTo(cursor);
export const newest = () => turnTo(null);

export function said() {
  const count = byId('records').querySelectorAll('tbody tr').length;
  say(count === 0 ? 'No records on this page.' : `${count} records on this page.`);
}

export async function showGrants() {
  const open = await find('/api/v1/break-glass?open=true');
  if (open !== null) {
    fill('grants', grantColumns, open.grants);
    put('grants-status', open.grants.length === 0 ? 'None is open.' : `${open.grants.length} pending or open.`);
    byId('grants-view').hidden = false;
  }
}

export function clearTrail() {
  turn++;
  trail = null;
  clearPage();
  for (const id of ['run', 'actor', 'outcome']) {
    byId(id).value = '';
  }

  empty('trail-view');
  empty('grants-view', 'grants', 'grants-status');
}

function clearPage() {
  cursor = null;
  for (const id of ['trail', 'length', 'head', 'state', 'records']) {
    byId(id).replaceChildren();
  }

  byId('older').disabled = true;
  byId('newest').disabled = true;
}

function query(from) {
  const wanted = new URLSearchParams();
  for (const [name, id] of [['run_id', 'run'], ['actor', 'actor'], ['outcome', 'outcome'], ['limit', 'limit']]) {
    if (byId(id).value !== '') {
      wanted.set(name, byId(id).value);
    }
  }

  if (from !== null) {
    wanted.set('cursor', from);
  }

  return `?${wanted}`;
}

function showPage(page, from) {
  cursor = page.next_cursor ?? null;
  showChain(page.chain);
  fill('records', recordColumns, page.records);
  byId('older').disabled = cursor === null;
  byId('newest').disabled = from === null;
}

function showChain(chain) {
  put('trail', trail.name);
  put('length', chain.length);
  put('head', chain.head);
  put('state', chain.verified === true ? 'verified' : `BROKEN at record ${chain.broken_at}`);
  byId('state').className = chain.verified === true ? 'good' : 'bad';
}

function more(record) {
  const shown = ['issuer', 'delegate', 'delegate_issuer', 'effective_tenant', 'target_tenant', 'grant_id', 'detail', 'stated_reason', 'way',
    'suppressed', 'correlation_id', 'trace_id', 'hash'];
  return [
    ...shown.filter(name => record[name] !== undefined).map(name => `${name} ${record[name]}`),
    ...Object.entries(record.details ?? {}).map(([name, value]) => `details.${name} ${value}`),
  ].join('\n');
}
