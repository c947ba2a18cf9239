/* The search page: what is typed -> results, chips of kinds, address, keyboard. Needs search-engine.js and the index.
   Text gets onto the page by textContent only, so nothing in a query or an entry can become markup. */
(function () {
  'use strict';

  const app = document.getElementById('search-app');
  if (!app) return;

  const FIRST = 10, MORE = 20, FIRST_REFERENCES = 5;
  const SLOW = 400; // ms after which a reader is told that something is under way
  const PAUSE = 120; // ms after the last key: below it a list would flicker under the typing hand
  const MOST_SYNONYMS = 4;
  const WORD = /[\p{L}\p{N}\u0301\u00ad]+/gu;

  const input = app.querySelector('#search-input');
  const status = app.querySelector('#search-status');
  const also = app.querySelector('#search-also');
  const results = app.querySelector('#search-results');
  const examples = app.querySelector('#search-examples');
  const kinds = app.querySelector('.pr-finder__kinds');
  const root = (app.dataset.root || '.').replace(/\/$/, '');

  let engine, parts;
  try {
    engine = new window.PraktikiSearch.Engine(window.PRAKTIKI_INDEX);
    parts = new window.PraktikiParts.Parts(root + '/assets/search/', engine);
  } catch (error) {
    status.textContent = 'Поиск не загрузился. Обновите страницу или откройте списки в меню.';
    return;
  }

  function element(name, className, text) {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  function plural(number, one, few, many) {
    const tens = number % 100, units = number % 10;
    const word = units === 1 && tens !== 11 ? one : units >= 2 && units <= 4 && (tens < 12 || tens > 14) ? few : many;
    return number + ' ' + word;
  }

  /* On a web server a folder's address is enough; from a disk the file must be named. */
  function address(url) {
    const [path, anchor] = url.split('#');
    const file = window.location.protocol === 'file:' ? path + 'index.html' : path;
    return root + '/' + file + (anchor === undefined ? '' : '#' + anchor);
  }

  function wantedKeys(plan) {
    const wanted = new Set();
    plan.items.forEach((item) => item.alternatives.forEach(([key]) => wanted.add(key)));
    plan.expansions.forEach((expansion) => expansion.alternatives.forEach((found) => {
      if (found.keys.length === 1) wanted.add(found.keys[0]);
    }));
    return wanted;
  }

  function appendMarked(parent, text, wanted) {
    let end = 0;
    for (const found of text.matchAll(WORD)) {
      const word = window.PraktikiRussian.normalise(found[0]);
      if (!word || window.PraktikiRussian.STOP_WORDS.has(word) || !wanted.has(engine.words.key(word))) continue;
      parent.append(text.slice(end, found.index), element('mark', '', found[0]));
      end = found.index + found[0].length;
    }
    parent.append(text.slice(end));
  }

  function row(result, wanted) {
    const card = result.card;
    const item = element('li', 'pr-row pr-row--' + card.kind);
    const link = element('a', 'pr-row__title');
    link.href = address(card.url);
    appendMarked(link, card.title, wanted);
    const note = element('p', 'pr-row__note');
    appendMarked(note, card.summary || '', wanted);
    const marks = element('p', 'pr-row__marks');
    marks.append(element('span', 'pr-kind pr-kind--' + card.kind, card.kindLabel));
    if (card.evidence) marks.append(' ', element('span', 'pr-evidence pr-evidence--' + card.level, card.evidence));
    if (card.place) marks.append(' ', element('span', 'pr-place', card.place));
    item.append(link, note, marks);
    return item;
  }

  /* A list that shows its first results and a button for the rest. */
  function list(found, wanted, first) {
    const part = document.createDocumentFragment();
    const rows = element('ul', 'pr-rows pr-finder__list');
    let shown = 0;
    const show = (number) => {
      found.slice(shown, shown + number).forEach((result) => rows.append(row(result, wanted)));
      shown = Math.min(found.length, shown + number);
    };
    show(first);
    part.append(rows);
    if (shown < found.length) {
      const more = element('button', 'pr-finder__more', 'Показать ещё');
      more.type = 'button';
      more.addEventListener('click', () => {
        const next = shown;
        withTexts(found.slice(next, next + MORE), () => {
          if (shown !== next) return; // pressed twice
          show(MORE);
          rows.children[next].querySelector('a').focus();
          if (shown === found.length) more.remove();
        });
      });
      part.append(more);
    }
    return part;
  }

  const PLURALS = { technology: 'практики', case: 'кейсы', recommendation: 'рекомендации', form: 'бланки', route: 'маршруты', kit: 'учебные модули', term: 'словарь', act: 'правовые акты' };
  const chosen = new Set();
  const chips = new Map();
  for (const card of engine.cards) {
    if (chips.has(card.kind)) continue;
    const label = element('label', 'pr-chip');
    const box = element('input');
    const count = element('span', 'pr-num');
    box.type = 'checkbox';
    box.value = card.kind;
    box.addEventListener('change', () => {
      if (box.checked) chosen.add(card.kind);
      else chosen.delete(card.kind);
      show();
    });
    label.append(box, element('span', '', PLURALS[card.kind] || card.kindLabel), count);
    chips.set(card.kind, { box, count });
    kinds.append(label);
  }

  function countKinds(found) {
    kinds.hidden = !found.length && !chosen.size;
    for (const [kind, chip] of chips) {
      chip.count.textContent = String(found.filter((result) => result.card.kind === kind).length);
    }
  }

  function spoken(entries, references) {
    if (!entries.length && !references.length) {
      return 'Ничего не нашлось. Спросите иначе: назовите беду проще или уберите лишние слова.';
    }
    const parts = [];
    if (entries.length) parts.push(plural(entries.length, 'запись', 'записи', 'записей'));
    if (references.length) parts.push(plural(references.length, 'статья справочника', 'статьи справочника', 'статей справочника'));
    return 'Найдено: ' + parts.join(' и ') + '.';
  }

  function tellAlso(typed, found, plan) {
    const corrected = plan.query !== typed.slice(0, plan.query.length) ? 'Показано по запросу «' + plan.query.trim() + '». ' : '';
    const synonyms = new Set();
    found.slice(0, FIRST).forEach((result) => result.why.forEach((label) => synonyms.add(label)));
    const shown = Array.from(synonyms).slice(0, MOST_SYNONYMS);
    also.textContent = corrected + (shown.length ? 'Показаны также: ' + shown.join(', ') + '.' : '');
    also.hidden = !also.textContent;
  }

  /* Calls `then` when the texts of these results are there, or cannot be had: a title without its text is still an answer. */
  function withTexts(found, then) {
    const numbers = engine.missingTexts(found.map((result) => result.card));
    if (numbers.length) parts.load('texts', numbers).then(then, then);
    else then();
  }

  let turn = 0; // a slow answer must not overwrite the answer to what was typed since
  function show() {
    turn += 1;
    const mine = turn, typed = input.value;
    const current = (action) => () => { if (mine === turn) action(); };
    results.setAttribute('aria-busy', 'true');
    const numbers = engine.missing(typed);
    const answer = () => withTexts(firstShown(typed), current(() => draw(typed)));
    if (!numbers.length) {
      answer();
      return;
    }
    const slow = setTimeout(current(() => { status.textContent = 'Ищу…'; }), SLOW);
    const done = (action) => () => { clearTimeout(slow); current(action)(); };
    parts.load('keys', numbers).then(done(answer), done(() => {
      draw(typed);
      status.textContent = 'Поиск догрузился не весь: нет связи. Показано то, что уже есть; повторите, когда связь появится.';
    }));
  }

  /* The answer narrowed to the chosen kinds and parted into entries and references, with how many references to show. */
  function narrowed(typed) {
    const { plan, results: everything } = engine.search(typed);
    const found = chosen.size ? everything.filter((result) => chosen.has(result.card.kind)) : everything;
    const entries = found.filter((result) => result.card.entry);
    const references = found.filter((result) => !result.card.entry);
    return { plan, everything, found, entries, references, firstReferences: entries.length ? FIRST_REFERENCES : FIRST };
  }

  function firstShown(typed) {
    const { entries, references, firstReferences } = narrowed(typed);
    return entries.slice(0, FIRST).concat(references.slice(0, firstReferences));
  }

  function draw(typed) {
    const asked = typed.trim() !== '';
    const { plan, everything, found, entries, references, firstReferences } = narrowed(typed);
    const wanted = wantedKeys(plan);
    results.textContent = '';
    results.setAttribute('aria-busy', 'false');
    if (entries.length) results.append(list(entries, wanted, FIRST));
    if (references.length) {
      results.append(element('h2', '', 'В словаре и правовых актах'));
      results.append(list(references, wanted, firstReferences));
    }
    examples.hidden = asked && found.length > 0;
    status.textContent = asked ? spoken(entries, references) : '';
    countKinds(everything);
    tellAlso(typed, found, plan);
  }

  function remember() {
    const query = new URLSearchParams();
    if (input.value.trim()) query.set('q', input.value.slice(0, 400));
    chosen.forEach((kind) => query.append('kind', kind));
    const text = query.toString();
    try {
      window.history.replaceState(null, '', window.location.pathname + (text ? '?' + text : ''));
    } catch (error) {
      // A page from a disk, or too many changes at once: the results are shown all the same.
    }
  }

  function fromAddress() {
    const query = new URLSearchParams(window.location.search);
    input.value = (query.get('q') || '').slice(0, 400);
    chosen.clear();
    for (const [kind, chip] of chips) {
      chip.box.checked = query.getAll('kind').includes(kind);
      if (chip.box.checked) chosen.add(kind);
    }
    show();
  }

  let waiting;
  function soon() {
    clearTimeout(waiting);
    waiting = setTimeout(() => { show(); remember(); }, PAUSE);
  }

  function move(step) {
    const links = [input].concat(Array.from(results.querySelectorAll('.pr-row__title')));
    const at = links.indexOf(document.activeElement);
    const next = links[Math.min(Math.max(at + step, 0), links.length - 1)];
    if (at >= 0 && next) next.focus();
    return at >= 0;
  }

  input.addEventListener('input', soon);
  kinds.addEventListener('change', remember);
  app.querySelector('form').addEventListener('submit', (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    show();
    remember();
  });
  examples.addEventListener('click', (event) => {
    const link = event.target.closest('a');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    input.value = link.textContent;
    input.focus();
    show();
    remember();
  });
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement ? document.activeElement.tagName : '');
    if (event.key === '/' && !typing) {
      event.preventDefault();
      input.focus();
      input.select();
    } else if (event.key === 'Escape' && app.contains(document.activeElement)) {
      input.value = '';
      input.focus();
      show();
      remember();
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && move(event.key === 'ArrowDown' ? 1 : -1)) {
      event.preventDefault();
    }
  });
  window.addEventListener('popstate', fromAddress);

  fromAddress();
  if (!input.value && !('ontouchstart' in window)) input.focus(); // on a phone the keyboard would cover the examples
})();
