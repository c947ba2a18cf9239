/* The index and the query plan to ranked results. The planner is the same as search/plan.py; the format of the index is
   described in search/browser_index.py. No page is needed: everything here works on data. */
(function () {
  'use strict';

  const { NEGATIONS, STOP_WORDS, tokenise, stem, lexicon } = window.PraktikiRussian;
  const FORMAT = 1;

  // ---- reading the index ---------------------------------------------------------------------------------------

  function unpackNumbers(text) {
    const numbers = [];
    let value = 0;
    for (let i = 0; i < text.length; i += 1) {
      const code = text.charCodeAt(i);
      const digit = code - 35 - (code > 92 ? 1 : 0);
      if (digit < 45) {
        numbers.push(value * 45 + digit);
        value = 0;
      } else {
        value = value * 45 + digit - 45;
      }
    }
    return numbers;
  }

  const against = (base, packed) => base.slice(0, parseInt(packed[0], 36)) + packed.slice(1);

  function unpackSorted(text) {
    let before = '';
    return text ? text.split(' ').map((packed) => (before = against(before, packed))) : [];
  }

  function unpackTable(text) {
    const table = new Map();
    for (const line of text ? text.split('\n') : []) {
      const [key, ...words] = line.split(' ');
      for (const packed of words) table.set(against(key, packed), key);
    }
    return table;
  }

  /* key -> flat array [card, profile, card, profile…] */
  function unpackPostings(keys, text) {
    const numbers = unpackNumbers(text);
    const postings = new Map();
    let at = 0;
    for (const key of keys) {
      const found = [];
      let card = -1;
      for (; numbers[at] !== 0; at += 2) {
        card += numbers[at];
        found.push(card, numbers[at + 1]);
      }
      at += 1;
      postings.set(key, found);
    }
    return postings;
  }

  function unpackThesaurus(groups, words) {
    const phrase = (keys, label, factor) => ({ keys, wanted: keys.filter((key) => !NEGATIONS.has(key)), label, factor });
    return groups.map(([certain, ambiguous, hidden]) => {
      const shown = certain.map((text) => phrase(words.phrase(text), text, 1))
        .concat(ambiguous.map((text) => phrase(words.phrase(text), text, 0.5)));
      return { shown, triggers: shown.concat(hidden.map((text) => phrase(text.split(' '), '', 0.75))) };
    });
  }

  // ---- the plan ------------------------------------------------------------------------------------------------

  const LONGEST_QUERY = 400, MOST_WORDS = 24;
  const PREFIX_BESIDE_EXACT = 0.5, PREFIX_ALONE = 0.8, SHORTEST_PREFIX = 2, MOST_PREFIXED = 40;
  const ONE_EDIT = 0.8, TWO_EDITS = 0.4, SHORTEST_MISSPELT = 4, LONG_WORD = 8, MOST_SPELLINGS = 3;
  const SYNONYM = 0.6, SYNONYM_STRENGTH = 1.25;
  const LATIN = '`qwertyuiop[]asdfghjkl;\'zxcvbnm,.~QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>';
  const CYRILLIC = 'ёйцукенгшщзхъфывапролджэячсмитьбю'.repeat(2);
  const LAYOUT = new Map(Array.from(LATIN, (letter, i) => [letter, CYRILLIC[i]]));
  const byText = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
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

  class Planner {
    constructor(words, frequencies, total, thesaurus) {
      Object.assign(this, { words, frequencies, total, thesaurus });
      this.keys = Array.from(frequencies.keys()).sort(byText);
      this.triggers = new Map();
      thesaurus.forEach((group, number) => group.triggers.forEach((phrase) => {
        const first = phrase.keys[0];
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
        if (stop && NEGATIONS.has(token)) items.push({ token, key: token, negation: true, alternatives: [] });
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
      const item = { token, key: this.words.key(token), negation: false, alternatives: [] };
      const exact = this.frequencies.has(item.key);
      if (exact) item.alternatives.push([item.key, 1]);
      if (unfinished && token.length >= SHORTEST_PREFIX) {
        const weight = exact ? PREFIX_BESIDE_EXACT : PREFIX_ALONE;
        this.withPrefix(token).filter((key) => key !== item.key)
          .sort((a, b) => this.frequencies.get(b) - this.frequencies.get(a) || byText(a, b))
          .slice(0, MOST_PREFIXED).forEach((key) => item.alternatives.push([key, weight]));
      }
      if (!item.alternatives.length && !this.triggers.has(item.key) && token.length >= SHORTEST_MISSPELT) {
        item.alternatives = this.respelt(stem(token), token.length >= LONG_WORD ? 2 : 1);
        if (item.alternatives.length) item.key = item.alternatives[0][0];
      }
      return item;
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
      const near = [];
      for (const key of this.keys) {
        if (Math.abs(key.length - misspelt.length) > most || key.length < SHORTEST_MISSPELT) continue;
        const distance = edits(misspelt, key, most);
        if (distance <= most) near.push([distance + (key[0] === misspelt[0] ? 0 : 0.5), this.frequencies.get(key), key]);
      }
      near.sort((a, b) => a[0] - b[0] || b[1] - a[1] || byText(a[2], b[2]));
      return near.slice(0, MOST_SPELLINGS).filter((found) => found[0] - near[0][0] < 1)
        .map(([distance, , key]) => [key, distance < 1.5 ? ONE_EDIT : TWO_EDITS]);
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
      return Math.round(SYNONYM * SYNONYM_STRENGTH * trigger.factor * phrase.factor * cap * 1e6) / 1e6;
    }
  }

  // ---- ranking -------------------------------------------------------------------------------------------------

  // BM25 per field, the fields' scores added with their weights: better here than BM25F's one saturation.
  const LENGTH_NORM = 0.6, SATURATION = 2, IDF_POWER = 1.3;
  const COVERAGE = 0.5, LEAST_COVERAGE = 0.05, THROUGH_SYNONYM = 0.9;
  const SECOND_HIT = 0.3; // part that the weaker of «the word itself» and «its synonym» adds to the stronger

  class Engine {
    constructor(index) {
      if (!index || index.format !== FORMAT) throw new Error('search index of another format');
      this.cards = index.cards.map(([id, kind, title, summary, evidence, place]) => {
        const [name, label, before, after, entry] = index.kinds[kind];
        return { id, title, summary, kind: name, kindLabel: label, entry: entry === 1, url: before + id + after,
          evidence: index.marks[evidence], place: index.marks[place] };
      });
      const keys = unpackSorted(index.keys);
      this.postings = unpackPostings(keys, index.postings);
      this.words = lexicon(unpackTable(index.forms), unpackTable(index.stems));
      const frequencies = new Map(keys.map((key) => [key, this.postings.get(key).length / 2]));
      const thesaurus = unpackThesaurus(index.thesaurus, this.words);
      this.planner = new Planner(this.words, frequencies, this.cards.length, thesaurus);
      this.profiles = index.profiles;
      this.weights = index.fields.map((field) => field[1]);
      this.norms = this.lengthNorms(unpackNumbers(index.lengths));
      this.scores = new Map();
    }

    lengthNorms(lengths) {
      const width = this.weights.length;
      const averages = this.weights.map((_, field) =>
        sum(this.cards.map((__, card) => lengths[card * width + field])) / this.cards.length || 1);
      return lengths.map((length, i) => 1 - LENGTH_NORM + LENGTH_NORM * length / averages[i % width]);
    }

    /* card -> score of one key in it */
    ofKey(key) {
      let scores = this.scores.get(key);
      if (scores) return scores;
      scores = new Map();
      const found = this.postings.get(key) || [];
      const importance = Math.pow(this.planner.idf(key), IDF_POWER);
      for (let i = 0; i < found.length; i += 2) {
        const counts = this.profiles[found[i + 1]];
        let score = 0;
        this.weights.forEach((weight, field) => {
          const count = counts[field];
          const norm = this.norms[found[i] * this.weights.length + field];
          if (count) score += weight * count * (SATURATION + 1) / (count + SATURATION * norm);
        });
        scores.set(found[i], importance * score);
      }
      this.scores.set(key, scores);
      return scores;
    }

    /* card -> score of a phrase: all its keys must stand in the card */
    ofPhrase(keys, weight) {
      const found = keys.map((key) => this.ofKey(key)).sort((a, b) => a.size - b.size);
      const scores = new Map();
      for (const card of found[0].keys()) {
        if (found.every((other) => other.has(card))) {
          scores.set(card, weight * sum(found.map((other) => other.get(card))) / Math.sqrt(keys.length));
        }
      }
      return scores;
    }

    ofItem(item) {
      const best = new Map();
      for (const [key, weight] of item.alternatives) {
        for (const [card, score] of this.ofKey(key)) best.set(card, Math.max(best.get(card) || 0, score * weight));
      }
      return best;
    }

    ofExpansion(expansion, numbers) {
      const best = new Map(), labels = new Map();
      for (const { keys, weight, label } of expansion.alternatives) {
        for (const [card, score] of this.ofPhrase(keys, weight)) {
          if (score > (best.get(card) || 0)) {
            best.set(card, score);
            labels.set(card, label);
          }
        }
      }
      const words = [];
      for (let i = expansion.start; i <= expansion.end; i += 1) if (numbers.has(i)) words.push(numbers.get(i));
      return { best, labels, words };
    }

    /* Results of a query, entries first: [{card, score, why}] and the plan that led to them. */
    search(typed) {
      const plan = this.planner.plan(typed);
      const words = plan.items.filter((item) => !item.negation);
      const numbers = new Map(words.map((item, number) => [plan.items.indexOf(item), number]));
      const own = words.map((item) => this.ofItem(item));
      const synonyms = plan.expansions.map((expansion) => this.ofExpansion(expansion, numbers));
      const importance = words.map((item) =>
        Math.max(0.2, ...item.alternatives.map(([key]) => this.planner.idf(key))));
      const candidates = new Set();
      for (const scores of own.concat(synonyms.map((found) => found.best))) for (const card of scores.keys()) candidates.add(card);
      const results = Array.from(candidates, (card) => this.score(card, own, synonyms, importance));
      results.sort((a, b) => b.card.entry - a.card.entry || b.score - a.score || byText(a.card.id, b.card.id));
      return { plan, results };
    }

    score(card, own, synonyms, importance) {
      const scores = own.map((found) => found.get(card) || 0);
      const covered = scores.map((score) => (score > 0 ? 1 : 0));
      const why = new Set();
      let total = sum(scores);
      for (const { best, labels, words } of synonyms) {
        const score = best.get(card);
        if (!score) continue;
        const literal = sum(words.map((word) => scores[word]));
        total += score > literal ? score - literal + SECOND_HIT * literal : SECOND_HIT * score;
        if (words.some((word) => !covered[word])) why.add(labels.get(card));
        words.forEach((word) => { covered[word] = Math.max(covered[word], THROUGH_SYNONYM); });
      }
      const part = sum(covered.map((cover, word) => cover * importance[word])) / (sum(importance) || 1);
      return { card: this.cards[card], score: total * Math.pow(Math.max(part, LEAST_COVERAGE), COVERAGE), why: Array.from(why) };
    }
  }

  window.PraktikiSearch = { Engine };
})();
