// Who and what there is: a tenant's members and keys for its admins, tenants and connections for operators.
import { find } from './access.js';
import { byId, empty, fill, put } from './page.js';

const most = 200;

const memberColumns = [
  ['Member', m => m.id],
  ['Role', m => m.role],
  ['Joined', m => m.joined_at],
];

const keyColumns = [
  ['Key', k => k.id],
  ['Label', k => k.label],
  ['Role', k => k.role],
  ['Scopes', k => (k.scopes ?? []).join(' ')],
  ['User', k => k.user_id],
  ['Created', k => k.created_at],
  ['Expires', k => k.expires_at],
  ['Revoked', k => k.revoked_at],
  ['Last used', k => k.last_used_at],
];

const tenantColumns = [
  ['Tenant', t => t.id],
  ['Name', t => t.name],
  ['Status', t => t.status],
  ['Connections', t => t.connections],
  ['Region', t => t.region],
  ['Created', t => t.created_at],
];

export async function showPeople() {
  const members = await find(`/api/v1/members?limit=${most}`);
  if (members !== null) {
    list('members', memberColumns, members.members, members.next_cursor);
  }

  const keys = await find(`/api/v1/keys?limit=${most}`);
  if (keys !== null) {
    list('keys', keyColumns, keys.keys, keys.next_cursor);
  }
}

// Counts of connections and nothing else of anybody's.
export async function showTenants() {
  const page = await find(`/api/v1/tenants?limit=${most}`);
  if (page === null) {
    return;
  }

  const connections = await find('/api/v1/connections');
  const counts = new Map((connections?.tenants ?? []).map(c => [c.tenant_id, c.connections]));
  const tenants = page.tenants.map(t => ({ ...t, connections: connections === null ? '' : counts.get(t.id) ?? 0 }));
  list('tenants', tenantColumns, tenants, page.next_cursor);
}

export function clearLists() {
  for (const id of ['members', 'keys', 'tenants']) {
    empty(`${id}-view`, id, `${id}-status`);
  }
}

function list(id, columns, rows, more) {
  fill(id, columns, rows);
  put(`${id}-status`, rows.length === 0 ? 'None.' : more ? `The first ${rows.length}.` : `${rows.length} in all.`);
  byId(`${id}-view`).hidden = false;
}
