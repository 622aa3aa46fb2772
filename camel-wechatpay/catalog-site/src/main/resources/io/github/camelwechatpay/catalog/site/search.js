'use strict';

// Finds what has all words in its path, name or fields; a field alone counts less. The search is in the address: #q=words
(() => {
  const MOST = 100;
  const input = document.getElementById('q');
  const results = document.getElementById('results');
  const status = document.getElementById('status');
  const entries = CATALOG.map(([kind, subject, name, href, fields]) => {
    const title = `${kind} ${subject} ${name}`.toLowerCase();
    return { kind, subject, name, href, title, all: `${title} ${fields.toLowerCase()}` };
  });

  function element(tag, text) {
    const made = document.createElement(tag);
    made.textContent = text;
    return made;
  }

  function line({ kind, subject, name, href }) {
    const link = document.createElement('a');
    link.href = href;
    const badge = element('span', kind);
    badge.className = `kind ${kind}`;
    link.append(badge, ' ', element('code', subject), ' ', name);
    const item = document.createElement('li');
    item.append(link);
    return item;
  }

  function find(text) {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length === 0) {
      return [];
    }
    const inAll = entries.filter(({ all }) => words.every(word => all.includes(word)));
    const inTitle = ({ title }) => words.every(word => title.includes(word));
    return [...inAll.filter(inTitle), ...inAll.filter(entry => !inTitle(entry))];
  }

  function show() {
    const found = find(input.value);
    results.replaceChildren(...found.slice(0, MOST).map(line));
    status.textContent = input.value.trim() === '' ? ''
      : `${found.length} found${found.length > MOST ? `, the first ${MOST} are shown` : ''}`;
  }

  function asked() {
    const inHash = new URLSearchParams(location.hash.slice(1)).get('q');
    return inHash ?? new URLSearchParams(location.search).get('q') ?? '';
  }

  function read() {
    if (asked() !== input.value) {
      input.value = asked();
    }
    show();
  }

  input.addEventListener('input', () => {
    location.replace(`#q=${encodeURIComponent(input.value)}`);
    show();
  });
  input.form.addEventListener('submit', event => event.preventDefault());
  window.addEventListener('hashchange', read);
  read();
})();
