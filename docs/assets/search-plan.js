/* A query to a plan: which keys to look for, with which weights, and why. The same as search/plan.py, where the numbers
   are explained: tests/test_search_parity.py runs both. Needs search-russian.js. */
(function () {
  'use strict';

  const { NEGATIONS, STOP_WORDS, tokenise, stem } = window.PraktikiRussian;

  const LONGEST_QUERY = 400, MOST_WORDS = 24;
  const PREFIX_BESIDE_EXACT = 0.1, PREFIX_ALONE = 0.8, SHORTEST_PREFIX = 2, MOST_PREFIXED = 40;
  const ONE_EDIT = 0.8, TWO_EDITS = 0.4, SHORTEST_MISSPELT = 4, LONG_WORD = 8, MOST_SPELLINGS = 3;
  const KIN = 0.5, LEAST_SHARED = 5, MOST_KIN = 3;
  const SYNONYM = 0.5;
  const LATIN = '`qwertyuiop[]asdfghjkl;\'zxcvbnm,.~QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>';
  const CYRILLIC = 'ёйцукенгшщзхъфывапролджэячсмитьбю'.repeat(2);
  const LAYOUT = new Map(Array.from(LATIN, (letter, i) => [letter, CYRILLIC[i]]));
  const byText = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  const isUpper = (text) => text === text.toUpperCase() && text !== text.toLowerCase();
  const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

  /* Optimal string alignment distance: insertions, deletions, replacements, swaps of neighbours; most + 1 if more. */
  function edits(a, b, most) {
    let before = null, previous = Array.from({ length: b.length + 1 }, (_, i) => i);
    for (let i = 1; i <= a.length; i += 1) {
      const row = [i];
      let least = i;
      for (let j = 1; j <= b.length; j += 1) {
        let value = Math.min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
        if (before && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) value = Math.min(value, before[j - 2] + 1);
        row.push(value);
        least = Math.min(least, value);
      }
      if (least > most) return most + 1;
      before = previous;
      previous = row;
    }
    return previous[b.length];
  }

  function shared(one, other) {
    let length = 0;
    while (length < one.length && length < other.length && one[length] === other[length]) length += 1;
    return length;
  }

  /* Which letters a word has, as bits; words that are few edits apart differ in few of them. */
  function letters(word) {
    let bits = 0;
    for (let i = 0; i < word.length; i += 1) bits |= 1 << (word.charCodeAt(i) & 31);
    return bits;
  }

  function countBits(bits) {
    let count = 0;
    for (let rest = bits; rest; rest &= rest - 1) count += 1;
    return count;
  }

  class Planner {
    constructor(words, frequencies, total, thesaurus) {
      Object.assign(this, { words, frequencies, total, thesaurus });
      this.keys = Array.from(frequencies.keys()).sort(byText);
      this.letters = Int32Array.from(this.keys, letters);
      this.mended = new Map(); // word -> what stands in for it: asked again with every key that is pressed
      this.triggers = new Map();
      this.abbreviations = new Set();
      thesaurus.forEach((group, number) => group.triggers.forEach((phrase) => {
        const first = phrase.keys[0];
        if (phrase.keys.length === 1 && isUpper(phrase.label)) this.abbreviations.add(first);
        if (!this.triggers.has(first)) this.triggers.set(first, []);
        this.triggers.get(first).push([number, phrase]);
      }));
    }

    plan(typed) {
      const query = this.inRightLayout(Array.from(typed).slice(0, LONGEST_QUERY).join(''));
      const tokens = tokenise(query).slice(0, MOST_WORDS);
      const unfinished = !/[ \t\n\r\u00a0]$/.test(query);
      const onlyStops = tokens.every((token) => STOP_WORDS.has(token));
      const items = [];
      tokens.forEach((token, position) => {
        const stop = STOP_WORDS.has(token) && !onlyStops;
        if (stop && NEGATIONS.has(token)) items.push({ token, key: token, negation: true, respelt: false, alternatives: [] });
        else if (!stop) items.push(this.item(token, unfinished && position === tokens.length - 1));
      });
      return { query, items, expansions: this.expansions(items) };
    }

    idf(key) {
      const documents = this.frequencies.get(key) || 0;
      return Math.log(1 + (this.total - documents + 0.5) / (documents + 0.5));
    }

    inRightLayout(query) {
      if (!/[a-zA-Z]/.test(query) || /[а-яёА-ЯЁ]/.test(query)) return query;
      const other = Array.from(query, (letter) => LAYOUT.get(letter) || letter).join('');
      const words = tokenise(other).filter((word) => !STOP_WORDS.has(word));
      const typed = tokenise(query);
      const sensible = words.filter((word) => this.isKnown(word) || (word.length > 2 && this.withPrefix(word).length)).length;
      const known = typed.filter((word) => this.frequencies.has(word)).length;
      return sensible && sensible * 2 >= words.length && known < typed.length ? other : query;
    }

    isKnown(word) {
      const key = this.words.key(word);
      return this.frequencies.has(key) || this.triggers.has(key);
    }

    item(token, unfinished) {
      const item = { token, key: this.words.key(token), negation: false, respelt: false, alternatives: [] };
      const exact = this.frequencies.has(item.key);
      if (exact) item.alternatives.push([item.key, 1]);
      if (unfinished && token.length >= SHORTEST_PREFIX && !(exact && this.abbreviations.has(item.key))) {
        const weight = exact ? PREFIX_BESIDE_EXACT : PREFIX_ALONE;
        this.withPrefix(token).filter((key) => key !== item.key)
          .sort((a, b) => this.frequencies.get(b) - this.frequencies.get(a) || byText(a, b))
          .slice(0, MOST_PREFIXED).forEach((key) => item.alternatives.push([key, weight]));
      }
      if (!item.alternatives.length && !this.triggers.has(item.key) && token.length >= SHORTEST_MISSPELT) {
        if (!this.mended.has(token)) this.mended.set(token, this.mend(token));
        [item.alternatives, item.respelt] = this.mended.get(token);
        if (item.alternatives.length) item.key = item.alternatives[0][0];
      }
      return item;
    }

    mend(token) {
      const respelt = this.respelt(stem(token), token.length >= LONG_WORD ? 2 : 1);
      return respelt.length ? [respelt, true] : [this.kin(stem(token)), false];
    }

    withPrefix(prefix) {
      let low = 0, high = this.keys.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (this.keys[middle] < prefix) low = middle + 1;
        else high = middle;
      }
      const found = [];
      for (; low < this.keys.length && this.keys[low].startsWith(prefix); low += 1) found.push(this.keys[low]);
      return found;
    }

    respelt(misspelt, most) {
      const near = [], own = letters(misspelt);
      for (let i = 0; i < this.keys.length; i += 1) {
        const key = this.keys[i];
        if (Math.abs(key.length - misspelt.length) > most || key.length < SHORTEST_MISSPELT) continue;
        if (countBits(this.letters[i] ^ own) > 2 * most) continue; // an edit changes two letters at most
        const distance = edits(misspelt, key, most);
        if (distance <= most) near.push([distance + (key[0] === misspelt[0] ? 0 : 0.5), this.frequencies.get(key), key]);
      }
      near.sort((a, b) => a[0] - b[0] || b[1] - a[1] || byText(a[2], b[2]));
      return near.slice(0, MOST_SPELLINGS).filter((found) => found[0] - near[0][0] < 1)
        .map(([distance, , key]) => [key, distance < 1.5 ? ONE_EDIT : TWO_EDITS]);
    }

    kin(word) {
      if (word.length < LEAST_SHARED) return [];
      const best = new Map();
      for (const key of this.withPrefix(word.slice(0, LEAST_SHARED))) best.set(key, shared(word, key));
      for (let start = 0; start + LEAST_SHARED <= word.length; start += 1) {
        for (let end = start + LEAST_SHARED; end <= word.length; end += 1) {
          const key = word.slice(start, end);
          if (this.frequencies.has(key)) best.set(key, key.length);
        }
      }
      const found = Array.from(best, ([key, length]) => [length, key]);
      found.sort((a, b) => b[0] - a[0] || a[1].length - b[1].length || byText(a[1], b[1]));
      return found.slice(0, MOST_KIN).map(([, key]) => [key, KIN]);
    }

    expansions(items) {
      const found = [];
      items.forEach((item, start) => (this.triggers.get(item.key) || []).forEach(([group, phrase]) => {
        if (!phrase.keys.every((key, i) => items[start + i] && items[start + i].key === key)) return;
        const alternatives = this.thesaurus[group].shown
          .filter((other) => other.keys.join(' ') !== phrase.keys.join(' '))
          .map((other) => ({ keys: other.wanted, weight: this.weight(phrase, other), label: other.label }));
        found.push({ start, end: start + phrase.keys.length - 1, group, alternatives });
      }));
      return found;
    }

    weight(trigger, phrase) {
      const average = sum(phrase.wanted.map((key) => this.idf(key))) / phrase.wanted.length;
      const replaced = sum(trigger.wanted.map((key) => this.idf(key)));
      const cap = average > 0 ? Math.min(1, replaced / average) : 1;
      return Math.round(SYNONYM * trigger.factor * phrase.factor * cap * 1e6) / 1e6;
    }
  }

  window.PraktikiPlan = { Planner, byText, sum };
})();
