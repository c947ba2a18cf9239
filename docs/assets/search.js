/* The search page: what is typed -> results, filters, address, keyboard. Needs the index and the other search scripts. */
(function () {
  'use strict';

  const app = document.getElementById('search-app');
  if (!app) return;

  const { Client } = window.PraktikiClient;
  const { element, plural, wantedKeys, row, meant } = window.PraktikiRows;
  const { Filters } = window.PraktikiFilters;

  const FIRST = 10, MORE = 20, FIRST_REFERENCES = 3, MOST_SITUATIONS = 2;
  const SLOW = 400; // ms after which a reader is told that something is under way
  const PAUSE = 250; // ms after the last key before the address and the spoken count follow
  const LIKELY = 0.6; // a second situation is named when it fits nearly as well as the first,
  const LIKE_ENTRY = 0.4; // and the first when it fits about as well as the best entry
  const MOST_SYNONYMS = 4, LONGEST = 400;

  const find = (selector) => app.querySelector(selector);
  const input = find('#search-input'), status = find('#search-status'), also = find('#search-also');
  const results = find('#search-results'), examples = find('#search-examples'), refine = find('#search-refine');

  let client, filters;
  try {
    client = new Client(app.dataset.root || '.');
    filters = new Filters(find('#search-facets'), find('#search-chosen'), client.engine, () => { show(); remember(); });
  } catch (error) {
    status.textContent = 'Поиск не загрузился. Обновите страницу или откройте списки в меню.';
    return;
  }
  const engine = client.engine;

  // Kinds.

  const PLURALS = { technology: 'практики', case: 'кейсы', recommendation: 'рекомендации', form: 'бланки', route: 'маршруты', kit: 'занятия', situation: 'ситуации', term: 'словарь', act: 'правовые акты' };
  const kinds = find('.pr-finder__kinds');
  const chips = engine.kinds.map((kind) => {
    const label = element('label', 'pr-chip');
    const box = element('input'), count = element('span', 'pr-num');
    box.type = 'checkbox';
    box.value = kind.id;
    box.addEventListener('change', () => {
      filters.set('kind', chips.filter((chip) => chip.box.checked).map((chip) => chip.box.value));
      show();
      remember();
    });
    label.append(box, element('span', '', PLURALS[kind.id] || kind.label), count);
    kinds.append(label);
    return { id: kind.id, box, count };
  });

  function countKinds(found) {
    const counts = engine.countKinds(found);
    kinds.hidden = !found.length && !filters.any;
    for (const chip of chips) {
      const count = counts.get(chip.id);
      if (chip.shown === count) continue;
      chip.shown = count;
      chip.count.textContent = String(count);
      chip.box.disabled = !count && !chip.box.checked;
    }
  }

  // What is said above the results.

  function spoken(entries, references) {
    if (!entries.length && !references.length) {
      return filters.any ? 'С этими фильтрами ничего не нашлось. Снимите часть из них.'
        : 'Ничего не нашлось. Спросите иначе: назовите беду проще или уберите лишние слова.';
    }
    const parts = [];
    if (entries.length) parts.push(plural(entries.length, 'запись', 'записи', 'записей'));
    if (references.length) parts.push(plural(references.length, 'статья справочника', 'статьи справочника', 'статей справочника'));
    return 'Найдено: ' + parts.join(' и ') + (entries.length > FIRST ? ', лучшие первыми.' : '.');
  }

  let speaking;
  function say(text) {
    // Said when the typing hand rests; shown at once.
    clearTimeout(speaking);
    status.setAttribute('aria-live', 'off');
    status.textContent = text;
    speaking = setTimeout(() => {
      status.setAttribute('aria-live', 'polite');
      status.textContent = '';
      status.textContent = text;
    }, PAUSE);
  }

  function tellAlso(typed, plan, shown) {
    const lines = [];
    if (plan.query !== Array.from(typed).slice(0, LONGEST).join('')) lines.push(element('span', '', 'Показано по запросу «' + plan.query.trim() + '».'));
    const mended = meant(plan, shown, engine);
    if (mended) {
      const line = element('span', '', 'Возможно, вы имели в виду: ');
      const link = element('a', 'pr-finder__meant', mended);
      link.href = '?q=' + encodeURIComponent(mended);
      line.append(link);
      lines.push(line);
    }
    const synonyms = Array.from(new Set(shown.flatMap((result) => result.why))).slice(0, MOST_SYNONYMS);
    if (synonyms.length) lines.push(element('span', '', 'Показаны также: ' + synonyms.join(', ') + '.'));
    also.replaceChildren(...lines.flatMap((line) => [line, ' ']));
    also.hidden = !lines.length;
  }

  /* The situations a query sounds like lead to the navigator's pages: routes and practices in their order. */
  function tellSituations(found) {
    const likely = engine.ofKind('situation', found, MOST_SITUATIONS)
      .filter((result, place, all) => engine.cards[result.number] && result.score >= LIKELY * all[0].score
        && result.score >= LIKE_ENTRY * found[0].score);
    const place = find('#search-situations');
    place.hidden = !likely.length;
    place.replaceChildren('Похоже на ситуацию: ', ...likely.flatMap((result, number) => {
      const card = engine.cards[result.number], link = element('a', '', card.title);
      link.href = client.address(card.url);
      return number ? ['; ', link] : [link];
    }));
  }

  // Results.

  /* A list that shows its first results and a button for the rest. */
  function list(found, wanted, first) {
    const part = document.createDocumentFragment();
    const rows = element('ul', 'pr-rows pr-finder__list');
    let shown = 0;
    const add = (number) => {
      found.slice(shown, shown + number).forEach((result) => { if (engine.cards[result.number]) rows.append(row(result, wanted, client)); });
      shown = Math.min(found.length, shown + number);
    };
    add(first);
    part.append(rows);
    if (shown < found.length) {
      const more = element('button', 'pr-finder__more', 'Показать ещё');
      more.type = 'button';
      more.addEventListener('click', () => {
        const before = shown, next = found.slice(before, before + MORE);
        const grow = () => {
          if (shown !== before) return; // pressed twice
          const at = rows.children.length;
          add(MORE);
          if (rows.children[at]) rows.children[at].querySelector('a').focus();
          if (shown === found.length) more.remove();
        };
        whenHere(client.cards(next), grow, grow);
      });
      part.append(more);
    }
    return part;
  }

  /* At once when there is nothing to wait for, so that results keep up with the typing hand. */
  function whenHere(promise, then, otherwise) {
    if (promise) promise.then(then, otherwise);
    else then();
  }

  /* The answer narrowed by the filters and parted into entries and references, with how many references to show. */
  function narrowed(typed) {
    const { plan, results: everything } = engine.search(typed);
    const found = filters.narrow(everything);
    let parting = found.findIndex((result) => result.number >= engine.entries); // entries come first
    if (parting < 0) parting = found.length;
    const entries = found.slice(0, parting);
    // Situations are named above the results; in the list they stand only when asked for.
    const references = found.slice(parting).filter((result) => filters.any || engine.kindOf(result.number).id !== 'situation');
    return { plan, everything, entries, references, firstReferences: entries.length ? FIRST_REFERENCES : FIRST };
  }

  function firstShown({ entries, references, firstReferences, everything }) {
    return entries.slice(0, FIRST).concat(references.slice(0, firstReferences), engine.ofKind('situation', everything, MOST_SITUATIONS));
  }

  let turn = 0; // a slow answer must not overwrite the answer to what was typed since
  function show() {
    turn += 1;
    const mine = turn, typed = input.value;
    const current = (action) => () => { if (mine === turn) action(); };
    const slow = setTimeout(current(() => say('Ищу…')), SLOW);
    results.setAttribute('aria-busy', 'true');
    const end = (answer, trouble) => {
      clearTimeout(slow);
      if (mine !== turn) return;
      draw(typed, answer, trouble);
    };
    const lost = () => end(narrowed(typed), 'Поиск догрузился не весь: нет связи. Показано то, что уже есть; повторите, когда связь появится.');
    const withCards = () => {
      const answer = narrowed(typed);
      whenHere(client.cards(firstShown(answer)), () => end(answer), lost);
    };
    const withKeys = () => whenHere(client.keys(typed), withCards, lost);
    if (filters.needFacets) withFacets(withKeys, lost);
    else withKeys();
  }

  function withFacets(then, otherwise) {
    client.file('facets.js').then(() => {
      if (!filters.facets.length) filters.accept(client.facets);
      then();
    }, otherwise);
  }

  function draw(typed, { plan, everything, entries, references, firstReferences }, trouble) {
    const asked = typed.trim() !== '', wanted = wantedKeys(plan);
    const parts = entries.length ? [list(entries, wanted, FIRST)] : [];
    if (references.length) parts.push(element('h2', '', 'В словаре и правовых актах'), list(references, wanted, firstReferences));
    results.replaceChildren(...parts);
    examples.hidden = asked && entries.length + references.length > 0;
    tellAlso(typed, plan, entries.slice(0, FIRST).concat(references.slice(0, firstReferences)));
    tellSituations(everything);
    countKinds(everything);
    say(trouble || (asked ? spoken(entries, references) : ''));
    results.setAttribute('aria-busy', 'false');
    refine.hidden = !everything.length && !filters.any;
    if (filters.facets.length && (refine.open || filters.any)) filters.draw(everything);
    if (everything.length) client.rest();
  }

  refine.addEventListener('toggle', () => {
    if (!refine.open) return;
    const again = () => filters.draw(engine.search(input.value).results);
    if (filters.facets.length) again();
    else withFacets(again, () => say('Фильтры не загрузились: нет связи.'));
  });

  // The address.

  function remember() {
    const query = new URLSearchParams();
    if (input.value.trim()) query.set('q', input.value.slice(0, LONGEST));
    filters.chosen.forEach((values, id) => values.forEach((value) => query.append(id, value)));
    const text = query.toString();
    try {
      window.history.replaceState(null, '', window.location.pathname + (text ? '?' + text : ''));
    } catch (error) {
      // A page from a disk, or too many changes at once: the results are shown all the same.
    }
  }

  function fromAddress() {
    const query = new URLSearchParams(window.location.search);
    input.value = (query.get('q') || '').slice(0, LONGEST);
    filters.chosen.clear();
    new Set(query.keys()).forEach((id) => {
      const values = query.getAll(id).filter(Boolean);
      if (id === 'kind') filters.set(id, values.filter((value) => chips.some((chip) => chip.id === value)));
      else if (id !== 'q') filters.set(id, values); // what is no facet is dropped when the facets have come
    });
    chips.forEach((chip) => { chip.box.checked = Boolean(filters.chosen.get('kind') && filters.chosen.get('kind').has(chip.id)); });
    if (filters.needFacets) refine.open = true;
    show();
  }

  let waiting;
  input.addEventListener('input', () => {
    show();
    clearTimeout(waiting);
    waiting = setTimeout(remember, PAUSE);
  });
  find('form').addEventListener('submit', (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    show();
    remember();
  });

  function ask(text) {
    input.value = text;
    input.focus();
    show();
    remember();
  }

  app.addEventListener('click', (event) => {
    const link = event.target.closest('#search-examples a, .pr-finder__meant');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    ask(link.textContent);
  });

  // The keyboard.

  function move(step) {
    const links = [input].concat(Array.from(results.querySelectorAll('.pr-row__title')));
    const at = links.indexOf(document.activeElement);
    const next = links[Math.min(Math.max(at + step, 0), links.length - 1)];
    if (at >= 0 && next) next.focus();
    return at >= 0;
  }

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement ? document.activeElement.tagName : '');
    if (event.key === '/' && !typing) {
      event.preventDefault();
      input.focus();
      input.select();
    } else if (event.key === 'Escape' && app.contains(document.activeElement)) {
      ask('');
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && move(event.key === 'ArrowDown' ? 1 : -1)) {
      event.preventDefault();
    }
  });
  window.addEventListener('popstate', fromAddress);

  fromAddress();
  if (!input.value && !('ontouchstart' in window)) input.focus(); // on a phone the keyboard would cover the examples
})();
