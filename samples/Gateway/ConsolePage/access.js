// What the gateway is asked, and by whom.

// SECURITY: the token lives here alone: not in storage, a cookie, the address or the document.
let token = null;
let visit = 0;

export class Refusal extends Error {
  constructor(status, words) {
    super(words);
    this.status = status;
  }

  // The caller has no right to it, or the gateway does not offer it: then the page shows nothing of it.
  get isHidden() {
    return this.status === 403 || this.status === 404;
  }
}

// An answer that came when another token, or none, was in its place.
export class Late extends Error {}

export function enter(typed) {
  visit++;
  token = typed;
}

export function leave() {
  visit++;
  token = null;
}

export const isOpen = () => token !== null;

// SECURITY: for the first frame of the socket and nothing else.
export const credential = () => token;

function words(response) {
  switch (response.status) {
    case 400: return 'The gateway does not take this filter.';
    case 401: return 'The token was not accepted: it is wrong, has expired or was taken back. Enter another one.';
    case 403: return 'This token reads nothing here. It takes a member of a tenant, or an operator of the platform.';
    case 404: return 'The gateway does not offer this.';
    case 429: return 'Too many requests. Try again later.';
    case 503: return `The gateway cannot answer now. Try again in ${Number(response.headers.get('Retry-After')) || 1} s.`;
    default: return `The gateway answered ${response.status}.`;
  }
}

async function ask(path) {
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

export async function get(path) {
  const mine = visit;
  const [answer, refusal] = await ask(path).then(found => [found, null], caught => [null, caught]);
  if (mine !== visit) {
    throw new Late();
  }

  if (refusal !== null) {
    throw refusal;
  }

  return answer;
}

// Null where the caller has no right to it.
export async function find(path) {
  try {
    return await get(path);
  } catch (refusal) {
    if (refusal instanceof Refusal && refusal.isHidden) {
      return null;
    }

    throw refusal;
  }
}
