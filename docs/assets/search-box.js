/* Suggestions under the search boxes of every page (combobox of the ARIA patterns). The engine is fetched when a reader
   turns to a box, so a page that is only read pays nothing; without it the form leads to the search page as ever. */
(function () {
  'use strict';

  const SCRIPTS = ['search/index.js', 'search-russian.js', 'search-plan.js', 'search-ranking.js', 'search-engine.js', 'search-client.js', 'search-rows.js'];
  const MOST = 6, SHORTEST = 2;
  // The search page answers in full as one types.
  const boxes = document.getElementById('search-app') ? [] : Array.from(document.querySelectorAll('form.pr-search'));

  function load(address) {
    return new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.src = address;
      script.async = false; // in this order
      script.onload = resolve;
      script.onerror = reject;
      document.head.append(script);
    });
  }

  let fetching;
  function client(root) {
    if ((navigator.connection || {}).saveData) return Promise.reject(new Error('data are dear'));
    if (!fetching) {
      fetching = Promise.all(SCRIPTS.map((name) => load(root + '/assets/' + name))).then(() => new window.PraktikiClient.Client(root));
      fetching.catch(() => { fetching = undefined; });
    }
    return fetching;
  }

  class Box {
    constructor(form, number) {
      this.form = form;
      this.root = (form.dataset.root || '.').replace(/\/$/, '');
      this.input = form.querySelector('input[type=search]');
      this.list = document.createElement('ul');
      this.list.className = 'pr-suggest';
      this.list.id = 'pr-suggest-' + number;
      this.list.hidden = true;
      this.list.setAttribute('role', 'listbox');
      this.list.setAttribute('aria-label', 'Подсказки');
      form.append(this.list);
      for (const [name, value] of [['role', 'combobox'], ['aria-autocomplete', 'list'], ['aria-expanded', 'false'], ['aria-controls', this.list.id]]) {
        this.input.setAttribute(name, value);
      }
      this.at = -1;
      this.input.addEventListener('focus', () => client(this.root).catch(() => {}));
      this.input.addEventListener('input', () => this.suggest());
      this.input.addEventListener('keydown', (event) => this.key(event));
      this.input.addEventListener('blur', () => setTimeout(() => this.close(), 150)); // after a click on the list
      form.addEventListener('submit', () => this.close());
    }

    suggest() {
      const typed = this.input.value;
      if (typed.trim().length < SHORTEST) {
        this.close();
        return;
      }
      client(this.root).then((found) => {
        const current = () => typed === this.input.value && document.activeElement === this.input;
        return Promise.resolve(found.keys(typed)).then(() => {
          const results = found.engine.search(typed).results;
          const shown = results.slice(0, MOST);
          return Promise.resolve(found.cards(shown)).then(() => { if (current()) this.show(typed, shown, found); });
        });
      }).catch(() => this.close());
    }

    option(href, text, kind) {
      const option = document.createElement('li');
      option.setAttribute('role', 'option');
      option.id = this.list.id + '-' + this.list.children.length;
      const link = document.createElement('a');
      link.href = href;
      link.tabIndex = -1;
      link.textContent = text;
      if (kind) {
        const mark = document.createElement('span');
        mark.className = 'pr-suggest__kind';
        mark.textContent = kind;
        link.append(' ', mark);
      }
      option.append(link);
      this.list.append(option);
    }

    show(typed, results, found) {
      this.list.replaceChildren();
      const page = (query) => found.address('search/') + '?q=' + encodeURIComponent(query);
      const { plan } = found.engine.search(typed);
      const mended = window.PraktikiRows.meant(plan, results, found.engine);
      if (mended) this.option(page(mended), 'Возможно, вы имели в виду: ' + mended);
      for (const result of results) {
        const card = found.engine.cards[result.number];
        if (card) this.option(found.address(card.url), card.title, card.kindLabel);
      }
      this.option(page(typed.trim()), results.length ? 'Все ответы' : 'Ничего не нашлось — открыть поиск с примерами');
      this.list.hidden = false;
      this.input.setAttribute('aria-expanded', 'true');
      this.choose(-1);
    }

    close() {
      this.list.hidden = true;
      this.input.setAttribute('aria-expanded', 'false');
      this.choose(-1);
    }

    choose(at) {
      this.at = at;
      Array.from(this.list.children).forEach((option, number) => option.setAttribute('aria-selected', String(number === at)));
      if (at >= 0) this.input.setAttribute('aria-activedescendant', this.list.children[at].id);
      else this.input.removeAttribute('aria-activedescendant');
    }

    key(event) {
      if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
      const count = this.list.hidden ? 0 : this.list.children.length;
      if (event.key === 'Escape') {
        event.preventDefault();
        event.stopPropagation();
        if (count) this.close();
        else this.input.value = '';
      } else if (!count) {
        return;
      } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault();
        const next = this.at + (event.key === 'ArrowDown' ? 1 : -1);
        this.choose(next < -1 ? count - 1 : next >= count ? -1 : next); // past an end: back to what was typed
      } else if (event.key === 'Enter' && this.at >= 0) {
        event.preventDefault();
        this.list.children[this.at].querySelector('a').click();
      }
    }
  }

  boxes.forEach((form, number) => new Box(form, number));

  // «/» leads to the first box that is seen, unless a reader is writing.
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
    const active = document.activeElement;
    if (active && (/^(INPUT|TEXTAREA|SELECT)$/.test(active.tagName) || active.isContentEditable)) return;
    const box = boxes.map((form) => form.querySelector('input')).find((input) => input.offsetParent !== null);
    if (!box) return;
    event.preventDefault();
    box.focus();
    box.select();
  });
})();
