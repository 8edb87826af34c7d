// What a token shows: a tenant's own things to its members, more of them to its admins, and the platform's to its operators.
import { enter, isOpen, Late, leave, Refusal } from './access.js';
import { clearLists, showPeople, showTenants } from './lists.js';
import { follow, stop } from './live.js';
import { byId, say } from './page.js';
import { clearSessions, readSessions, showEvent, showLive } from './sessions.js';
import { clearTrail, isShown, newest, older, openTrail, own, platform, said, showGrants, turnTo } from './trail.js';
import { clearUsage, readUsage, showUsage } from './usage.js';

let counting = 0;

// Who has used nothing of a tenant's, because he is of none, may be the platform's operator.
async function open() {
  say('Reading.');
  const usage = await readUsage();
  await (usage !== null ? openTenant(usage) : openPlatform());
}

async function openTenant(usage) {
  showUsage(usage);
  await readSessions();
  const isAdmin = await openTrail(own);
  if (isAdmin) {
    await showPeople();
  }

  byId('view').hidden = false;
  showLive('Connecting.');
  follow({ connected, happened, waits, ended: end });
  if (isAdmin) {
    said();
  } else {
    say('This token reads no trail: that takes an admin of the tenant.');
  }
}

async function openPlatform() {
  if (!await openTrail(platform)) {
    throw new Refusal(403, 'This token reads nothing here. It takes a member of a tenant, or an operator of the platform.');
  }

  await showTenants();
  await showGrants();
  byId('view').hidden = false;
  said();
}

// What happened while nobody listened stands in the lists.
function connected() {
  showLive('Live.');
  attend(readSessions());
  count();
}

function happened(name, payload) {
  showEvent(name, payload);
  if (name === 'chat' && payload?.state !== 'delta') {
    count();
  }
}

function waits(seconds) {
  showLive(`The connection was lost. Trying again in ${seconds} s.`);
}

// Once, however many runs end meanwhile.
function count() {
  counting ||= setTimeout(() => {
    counting = 0;
    attend(readUsage().then(usage => usage !== null && showUsage(usage)));
  }, 500);
}

async function attend(work) {
  try {
    await work;
  } catch (refusal) {
    // What comes late is of another token, and of a gateway that is busy the next event brings it.
    if (refusal instanceof Refusal && refusal.status === 401) {
      end(refusal.message);
    }
  }
}

// Takes everything away that a token has shown, and the token.
function forget() {
  stop();
  leave();
  clearTimeout(counting);
  counting = 0;
  clearSessions();
  clearUsage();
  clearLists();
  clearTrail();
  byId('token').value = '';
  byId('view').hidden = true;
  byId('forget').disabled = true;
  say('Enter a token to begin.');
}

function end(words) {
  forget();
  say(words);
}

function refuse(refusal) {
  if (!(refusal instanceof Late)) {
    end(refusal instanceof Refusal ? refusal.message : 'The answer could not be read.');
  }
}

byId('open').addEventListener('submit', event => {
  event.preventDefault();
  const typed = byId('token').value.trim();
  forget();
  if (!/^[\x21-\x7e]+$/.test(typed)) {
    say('That is no token.');
    return;
  }

  enter(typed);
  byId('forget').disabled = false;
  open().catch(refuse);
});

byId('filter').addEventListener('submit', event => {
  event.preventDefault();
  if (isOpen() && isShown()) {
    turnTo(null).catch(refuse);
  }
});

byId('older').addEventListener('click', () => older().catch(refuse));
byId('newest').addEventListener('click', () => newest().catch(refuse));
byId('tenants-again').addEventListener('click', () => showTenants().catch(refuse));
byId('forget').addEventListener('click', forget);

// A page that the browser keeps for going back keeps nothing of it.
addEventListener('pagehide', forget);
