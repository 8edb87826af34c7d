// How the page shows things. Whatever a tenant wrote becomes text, and never markup.

export const byId = id => document.getElementById(id);

export function say(text) {
  byId('status').textContent = text;
}

// SECURITY: text that turns round or hides what stands beside it is written by its number.
export function plain(value) {
  return String(value ?? '').replace(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, c => `\\u{${c.codePointAt(0).toString(16)}}`);
}

export function put(id, value) {
  byId(id).textContent = plain(value);
}

function element(name, role, text) {
  const made = document.createElement(name);
  made.setAttribute('role', role);
  made.textContent = text;
  return made;
}

// The roles are said, for a narrow screen shows the table as a list of blocks.
export function fill(id, columns, rows) {
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

// Takes away what a section shows: its texts, its tables, and itself.
export function empty(view, ...ids) {
  for (const id of ids) {
    byId(id).replaceChildren();
  }

  byId(view).hidden = true;
}
