/* Results as elements: marked words, the reason, kind, evidence, place. Text gets onto the page by textContent only,
   so nothing in a query or an entry can become markup. */
(function () {
  'use strict';

  const WORD = /[\p{L}\p{N}\u0301\u00ad]+/gu;

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

  /* Keys whose words are marked in the texts. */
  function wantedKeys(plan) {
    const wanted = new Set();
    plan.items.forEach((item) => item.alternatives.forEach(([key]) => wanted.add(key)));
    plan.expansions.forEach((expansion) => expansion.alternatives.forEach((found) => {
      if (found.keys.length === 1) wanted.add(found.keys[0]);
    }));
    return wanted;
  }

  /* A text as [piece, key of its word or ''] in turn. The same cards are shown again with every key that is pressed. */
  const taken = new Map();
  function pieces(text, words) {
    let found = taken.get(text);
    if (!found) {
      found = [];
      let end = 0;
      for (const match of text.matchAll(WORD)) {
        found.push([text.slice(end, match.index), ''], [match[0], keyOf(match[0], words)]);
        end = match.index + match[0].length;
      }
      found.push([text.slice(end), '']);
      taken.set(text, found);
    }
    return found;
  }

  function keyOf(word, words) {
    const { normalise, STOP_WORDS } = window.PraktikiRussian;
    const normal = normalise(word);
    return normal && !STOP_WORDS.has(normal) ? words.key(normal) : '';
  }

  function appendMarked(parent, text, wanted, words) {
    let plain = '';
    for (const [piece, key] of pieces(text, words)) {
      if (key && wanted.has(key)) {
        parent.append(plain, element('mark', '', piece));
        plain = '';
      } else {
        plain += piece;
      }
    }
    if (plain) parent.append(plain);
  }

  /* One result. A card that could not be fetched is left out of the list by its caller. An element that would look the
     same as the last time is used again: most rows stay as they are from one pressed key to the next. */
  const made = new Map(); // number of the card -> [what is marked and why it was found, element]
  function row(result, wanted, client) {
    const card = client.engine.cards[result.number], words = client.engine.words;
    const marked = pieces(card.title, words).concat(pieces(card.summary, words)).filter(([, key]) => key && wanted.has(key));
    const looks = marked.map(([, key]) => key).concat('', result.why).join(' ');
    const before = made.get(result.number);
    if (before && before[0] === looks) return before[1];
    const item = newRow(result, card, wanted, client);
    made.set(result.number, [looks, item]);
    return item;
  }

  function newRow(result, card, wanted, client) {
    const words = client.engine.words;
    const item = element('li', 'pr-row pr-row--' + card.kind);
    const link = element('a', 'pr-row__title');
    link.href = client.address(card.url);
    appendMarked(link, card.title, wanted, words);
    const note = element('p', 'pr-row__note');
    appendMarked(note, card.summary, wanted, words);
    const marks = element('p', 'pr-row__marks');
    marks.append(element('span', 'pr-kind pr-kind--' + card.kind, card.kindLabel));
    if (card.evidence) marks.append(' ', element('span', 'pr-evidence pr-evidence--' + card.level, card.evidence));
    if (card.place) marks.append(' ', element('span', 'pr-place', card.place));
    if (result.why.length) marks.append(' ', element('span', 'pr-why', 'то же: ' + result.why.slice(0, 2).join(', ')));
    item.append(link, note, marks);
    return item;
  }

  /* A word of these cards, the best first, that stands in for a misspelt one, as it is written there. */
  function writtenAs(item, results, engine) {
    const keys = new Set(item.alternatives.map(([key]) => key));
    for (const result of results) {
      const card = engine.cards[result.number];
      const found = card && pieces(card.title, engine.words).concat(pieces(card.summary, engine.words)).find(([, key]) => keys.has(key));
      if (found) return found[0].toLowerCase();
    }
    return '';
  }

  /* What was typed with its misspelt words mended, or nothing when all of them are known. */
  function meant(plan, results, engine) {
    let query = plan.query;
    for (const item of plan.items) {
      if (!item.respelt) continue;
      const written = writtenAs(item, results, engine);
      if (!written) continue;
      for (const found of query.matchAll(WORD)) {
        if (window.PraktikiRussian.normalise(found[0]) === item.token) {
          query = query.slice(0, found.index) + written + query.slice(found.index + found[0].length);
          break;
        }
      }
    }
    return query === plan.query ? '' : query.trim();
  }

  window.PraktikiRows = { element, plural, wantedKeys, row, meant };
})();
