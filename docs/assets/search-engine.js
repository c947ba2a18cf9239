/* The index and a query plan to ranked results. The format of the index is described in search/browser_index.py.
   Needs search-russian.js and search-plan.js; no page: everything here works on data. Parts of the index are handed
   in with `accept`; `missing` tells which of them a query still needs. */
(function () {
  'use strict';

  const { NEGATIONS, lexicon } = window.PraktikiRussian;
  const { Planner, byText, sum } = window.PraktikiPlan;
  const FORMAT = 2;

  // Reading the index.

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
  function unpackPostings(keys, packedSteps, packedUses) {
    const steps = unpackNumbers(packedSteps), uses = unpackNumbers(packedUses);
    const postings = new Map();
    let step = 0, use = 0;
    for (const key of keys) {
      const found = [];
      let card = -1;
      for (; steps[step] !== 0; step += 1, use += 1) {
        card += steps[step];
        found.push(card, uses[use]);
      }
      step += 1;
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

  // Ranking.

  // BM25 per field, the fields' scores added with their weights: better here than BM25F's one saturation.
  const LENGTH_NORM = 0.4, SATURATION = 2, IDF_POWER = 1.3;
  const COVERAGE = 0.5, LEAST_COVERAGE = 0.05, THROUGH_SYNONYM = 0.9;
  const SECOND_HIT = 0.3; // part that the weaker of «the word itself» and «its synonym» adds to the stronger

  class Engine {
    constructor(index) {
      if (!index || index.format !== FORMAT) throw new Error('search index of another format');
      this.cards = index.cards.map(([id, kind, title, evidence, place]) => {
        const [name, label, before, after, entry] = index.kinds[kind];
        return { id, title, summary: undefined, kind: name, kindLabel: label, entry: entry === 1, url: before + id + after,
          level: index.levels[evidence][0], evidence: index.levels[evidence][1], place: index.places[place] };
      });
      this.keys = unpackSorted(index.keys);
      this.starts = index.parts.concat(this.keys.length);
      this.partOf = new Map();
      index.parts.forEach((start, part) => {
        for (let i = start; i < this.starts[part + 1]; i += 1) this.partOf.set(this.keys[i], part);
      });
      this.textsInPart = index.texts;
      this.postings = new Map();
      this.words = lexicon(unpackTable(index.forms), unpackTable(index.stems));
      const counts = unpackNumbers(index.frequencies);
      const frequencies = new Map(this.keys.map((key, i) => [key, counts[i]]));
      const thesaurus = unpackThesaurus(index.thesaurus, this.words);
      this.planner = new Planner(this.words, frequencies, this.cards.length, thesaurus);
      this.profiles = index.profiles;
      this.weights = index.fields.map((field) => field[1]);
      this.norms = this.lengthNorms(unpackNumbers(index.lengths));
      this.scores = new Map();
    }

    /* A part of the index: ('keys', number, steps, uses) or ('texts', number, summaries). */
    accept(kind, number, first, second) {
      if (kind === 'keys') {
        const keys = this.keys.slice(this.starts[number], this.starts[number + 1]);
        unpackPostings(keys, first, second).forEach((found, key) => this.postings.set(key, found));
      } else {
        first.forEach((text, i) => { this.cards[number * this.textsInPart + i].summary = text; });
      }
    }

    /* Numbers of the parts of keys that the query needs and nobody has handed in yet. */
    missing(typed) {
      const plan = this.plan(typed);
      const keys = plan.items.flatMap((item) => item.alternatives.map(([key]) => key))
        .concat(plan.expansions.flatMap((found) => found.alternatives.flatMap((other) => other.keys)));
      return Array.from(new Set(keys.filter((key) => this.partOf.has(key) && !this.postings.has(key))
        .map((key) => this.partOf.get(key))));
    }

    /* As `missing`, of the texts of these cards. */
    missingTexts(cards) {
      return Array.from(new Set(cards.filter((card) => card.summary === undefined)
        .map((card) => Math.floor(this.cards.indexOf(card) / this.textsInPart))));
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
      const found = this.postings.get(key);
      if (!found) return scores; // not handed in: an empty answer must not be remembered
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
      // Asked again for the same words while parts of the texts arrive.
      if (this.last && this.last.typed === typed && this.last.parts === this.postings.size) return this.last.answer;
      const answer = this.rank(this.plan(typed));
      this.last = { typed, parts: this.postings.size, answer };
      return answer;
    }

    plan(typed) {
      if (!this.planned || this.planned.typed !== typed) this.planned = { typed, plan: this.planner.plan(typed) };
      return this.planned.plan;
    }

    rank(plan) {
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
