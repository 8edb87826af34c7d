// The operator's view of a trail. Whatever a tenant wrote becomes text, and never markup.

const byId = id => document.getElementById(id);

const own = { name: "the tenant's", path: '/api/v1/audit' };
const platform = { name: "the platform's", path: '/api/v1/platform/audit' };
const grants = '/api/v1/break-glass?open=true';

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

// SECURITY: the token lives here alone: not in storage, a cookie, the address or the document.
let token = null;
let trail = null;
let cursor = null;

// An answer counts only for whoever asked last: what comes late is of another token or another page.
let turn = 0;

class Refusal extends Error {
  constructor(status, words) {
    super(words);
    this.status = status;
  }
}

function words(response) {
  switch (response.status) {
    case 400: return 'The gateway does not take this filter.';
    case 401: return 'The token was not accepted: it is wrong, has expired or was taken back. Enter another one.';
    case 403: return "This token reads no trail. It takes an admin of the tenant, or an operator of the platform.";
    case 404: return 'The gateway does not offer this.';
    case 429: return 'Too many requests. Try again later.';
    case 503: return `The gateway cannot answer now. Try again in ${Number(response.headers.get('Retry-After')) || 1} s.`;
    default: return `The gateway answered ${response.status}.`;
  }
}

async function get(path) {
  let response;
  try {
    response = await fetch(path, {
      headers: { Authorization: `Bearer ${token}` },
      cache: 'no-store', credentials: 'omit', redirect: 'error', referrerPolicy: 'no-referrer',
    });
  } catch {
    throw new Refusal(0, 'The gateway does not answer.');
  }

  if (!response.ok) {
    throw new Refusal(response.status, words(response));
  }

  try {
    return await response.json();
  } catch {
    throw new Refusal(0, 'The answer broke off.');
  }
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

// The tenant's own trail first; who has none may be the platform's operator.
async function read(from) {
  if (trail !== null) {
    return [trail, await get(trail.path + query(from))];
  }

  try {
    return [own, await get(own.path + query(from))];
  } catch (refusal) {
    if (refusal.status !== 403) {
      throw refusal;
    }

    return [platform, await get(platform.path + query(from))];
  }
}

async function show(from) {
  const mine = ++turn;
  say('Reading.');
  try {
    const [found, page] = await read(from);
    if (mine !== turn) {
      return;
    }

    trail = found;
    cursor = page.next_cursor ?? null;
    showChain(page.chain);
    fill('records', recordColumns, page.records);
    byId('older').disabled = cursor === null;
    byId('newest').disabled = from === null;
    byId('view').hidden = false;
    say(page.records.length === 0 ? 'No records on this page.' : `${page.records.length} records on this page.`);
    await showGrants(mine);
  } catch (refusal) {
    if (mine === turn) {
      refuse(refusal);
    }
  }
}

async function showGrants(mine) {
  byId('grants-view').hidden = trail !== platform;
  if (trail !== platform) {
    return;
  }

  let open = [];
  let told;
  try {
    open = (await get(grants)).grants;
    told = open.length === 0 ? 'None is open.' : `${open.length} pending or open.`;
  } catch (refusal) {
    told = refusal.message;
  }

  if (mine === turn) {
    fill('grants', grantColumns, open);
    byId('grants-status').textContent = told;
  }
}

function showChain(chain) {
  byId('trail').textContent = trail.name;
  byId('length').textContent = chain.length;
  byId('head').textContent = chain.head;
  const state = byId('state');
  state.textContent = chain.verified === true ? 'verified' : `BROKEN at record ${chain.broken_at}`;
  state.className = chain.verified === true ? 'good' : 'bad';
}

// What was shown is not left standing beside a refusal: it may no longer be so.
function refuse(refusal) {
  clear();
  if (refusal.status === 401) {
    token = null;
    byId('forget').disabled = true;
  }

  say(refusal instanceof Refusal ? refusal.message : 'The answer could not be read.');
}

function clear() {
  turn++;
  [trail, cursor] = [null, null];
  for (const id of ['trail', 'length', 'head', 'state', 'grants-status']) {
    byId(id).textContent = '';
  }

  byId('records').replaceChildren();
  byId('grants').replaceChildren();
  byId('grants-view').hidden = true;
  byId('older').disabled = true;
  byId('newest').disabled = true;
}

function forget() {
  clear();
  token = null;
  for (const id of ['token', 'run', 'actor', 'outcome']) {
    byId(id).value = '';
  }

  byId('view').hidden = true;
  byId('forget').disabled = true;
  say('Enter a token to begin.');
}

function say(text) {
  byId('status').textContent = text;
}

function more(record) {
  const shown = ['issuer', 'delegate', 'delegate_issuer', 'effective_tenant', 'target_tenant', 'grant_id', 'detail', 'stated_reason', 'way',
    'suppressed', 'correlation_id', 'trace_id', 'hash'];
  return [
    ...shown.filter(name => record[name] !== undefined).map(name => `${name} ${record[name]}`),
    ...Object.entries(record.details ?? {}).map(([name, value]) => `details.${name} ${value}`),
  ].join('\n');
}

// SECURITY: text that turns round or hides what stands beside it is written by its number.
function plain(value) {
  return String(value ?? '').replace(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, c => `\\u{${c.codePointAt(0).toString(16)}}`);
}

function element(name, role, text) {
  const made = document.createElement(name);
  made.setAttribute('role', role);
  made.textContent = text;
  return made;
}

// The roles are said, for a narrow screen shows the table as a list of blocks.
function fill(id, columns, rows) {
  const head = element('thead', 'rowgroup', '');
  const titles = element('tr', 'row', '');
  for (const [title] of columns) {
    const cell = element('th', 'columnheader', title);
    cell.scope = 'col';
    titles.append(cell);
  }

  head.append(titles);
  const body = element('tbody', 'rowgroup', '');
  for (const row of rows) {
    const line = element('tr', 'row', '');
    for (const [title, value] of columns) {
      const cell = element('td', 'cell', plain(value(row)));
      cell.dataset.label = title;
      cell.classList.toggle('denied', title === 'Outcome' && row.outcome !== 'allowed');
      line.append(cell);
    }

    body.append(line);
  }

  byId(id).replaceChildren(head, body);
}

byId('open').addEventListener('submit', event => {
  event.preventDefault();
  const typed = byId('token').value.trim();
  forget();
  if (!/^[\x21-\x7e]+$/.test(typed)) {
    say('That is no token.');
    return;
  }

  token = typed;
  byId('forget').disabled = false;
  show(null);
});

byId('filter').addEventListener('submit', event => {
  event.preventDefault();
  if (token !== null) {
    show(null);
  }
});

byId('older').addEventListener('click', () => show(cursor));
byId('newest').addEventListener('click', () => show(null));
byId('forget').addEventListener('click', forget);

// A page that the browser keeps for going back keeps nothing of it.
addEventListener('pagehide', forget);
