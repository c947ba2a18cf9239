/* The index, its parts and the results of a query. The format is described in search/browser_index.py.
   Needs search-russian.js, search-plan.js and search-ranking.js; no page: everything here works on data. Parts of the
   index are handed in with `accept`; `missing` tells which of them a query still needs. */
(function () {
  'use strict';

  const { NEGATIONS, lexicon } = window.PraktikiRussian;
  const { Planner } = window.PraktikiPlan;
  const { Ranker } = window.PraktikiRanking;
  const FORMAT = 3;

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
    return groups.map(([certain, ambiguous, hidden, oneWay]) => {
      const shown = certain.map((text) => phrase(words.phrase(text), text, 1))
        .concat(ambiguous.map((text) => phrase(words.phrase(text), text, 0.5)));
      return { shown, triggers: (oneWay ? [] : shown).concat(hidden.map((text) => phrase(text.split(' '), '', 0.75))) };
    });
  }

  /* per document a flat array [other document, weight…] */
  function unpackPairs(text, weightOf) {
    const numbers = unpackNumbers(text), rows = [];
    for (let at = 0; at < numbers.length;) {
      const row = [], end = at + 1 + 2 * numbers[at];
      let other = -1;
      for (at += 1; at < end; at += 2) {
        other += numbers[at];
        row.push(other, weightOf(numbers[at + 1]));
      }
      rows.push(row);
    }
    return rows;
  }

  class Engine {
    constructor(index) {
      if (!index || index.format !== FORMAT) throw new Error('search index of another format');
      this.kinds = index.kinds.map(([id, label, before, after, first]) => ({ id, label, before, after, first }));
      this.total = index.total;
      this.cards = new Array(this.total);
      this.keys = unpackSorted(index.keys);
      this.starts = index.parts.concat(this.keys.length);
      this.partOf = new Map();
      index.parts.forEach((start, part) => {
        for (let i = start; i < this.starts[part + 1]; i += 1) this.partOf.set(this.keys[i], part);
      });
      this.cardsInPart = index.cards;
      this.hasRest = index.rest === 1;
      this.levels = index.levels;
      this.places = index.places;
      this.postings = new Map();
      this.packed = []; // parts as handed in; unpacked when a key of theirs is asked for
      this.words = lexicon(unpackTable(index.forms), unpackTable(index.stems));
      const counts = unpackNumbers(index.frequencies);
      const frequencies = new Map(this.keys.map((key, i) => [key, counts[i]]));
      const thesaurus = unpackThesaurus(index.thesaurus, this.words);
      this.planner = new Planner(this.words, frequencies, this.total, thesaurus);
      this.neighbours = unpackPairs(index.neighbours, (weight) => weight / 100);
      this.entries = this.neighbours.length;
      this.ranker = new Ranker({
        planner: this.planner,
        weights: index.fields.map((field) => field[1]),
        profiles: index.profiles,
        lengths: unpackNumbers(index.lengths),
        neighbours: this.neighbours,
        inherited: unpackPairs(index.inherited, (weight) => index.shares[weight]),
        postings: (key) => this.postingsOf(key),
      });
      this.handed = 0; // parts handed in: an answer made with fewer is made anew
    }

    /* A part of the index: ('keys', number, steps, uses) or ('cards', number, rows). Handed in twice, it is read once. */
    accept(kind, number, first, second) {
      if (kind === 'keys') {
        if (!this.packed[number]) this.handed += 1;
        this.packed[number] = [first, second];
      } else if (kind === 'cards') {
        first.forEach((row, i) => { this.cards[number * this.cardsInPart + i] = this.card(number * this.cardsInPart + i, row); });
      }
    }

    /* Flat array of the key's postings; undefined when its part is not here yet. */
    postingsOf(key) {
      const part = this.partOf.get(key);
      if (part === undefined) return [];
      if (!this.postings.has(key) && this.packed[part]) {
        const keys = this.keys.slice(this.starts[part], this.starts[part + 1]);
        unpackPostings(keys, ...this.packed[part]).forEach((found, name) => this.postings.set(name, found));
      }
      return this.postings.get(key);
    }

    card(number, [id, title, summary, level, place]) {
      const kind = this.kindOf(number);
      return { number, id, title, summary, kind: kind.id, kindLabel: kind.label, entry: number < this.entries,
        url: kind.before + id + kind.after, level: this.levels[level][0], evidence: this.levels[level][1], place: this.places[place] };
    }

    /* Documents stand by kind. */
    kindOf(number) {
      let at = this.kinds.length - 1;
      while (this.kinds[at].first > number) at -= 1;
      return this.kinds[at];
    }

    /* kind -> how many of these results are of it */
    countKinds(results) {
      const counts = new Map(this.kinds.map((kind) => [kind.id, 0]));
      for (const { number } of results) {
        const { id } = this.kindOf(number);
        counts.set(id, counts.get(id) + 1);
      }
      return counts;
    }

    /* The best results of one kind, at most so many. */
    ofKind(id, results, most) {
      const found = [];
      for (let i = 0; i < results.length && found.length < most; i += 1) {
        if (this.kindOf(results[i].number).id === id) found.push(results[i]);
      }
      return found;
    }

    /* Numbers of the parts of keys that the query needs and nobody has handed in yet. */
    missing(typed) {
      const plan = this.plan(typed);
      const keys = plan.items.flatMap((item) => item.alternatives.map(([key]) => key))
        .concat(plan.expansions.flatMap((found) => found.alternatives.flatMap((other) => other.keys)));
      return Array.from(new Set(keys.filter((key) => this.partOf.has(key)).map((key) => this.partOf.get(key))))
        .filter((part) => !this.packed[part]);
    }

    /* As `missing`, of the cards of these documents. */
    missingCards(numbers) {
      return Array.from(new Set(numbers.filter((number) => !this.cards[number])
        .map((number) => Math.floor(number / this.cardsInPart))));
    }

    /* Results of a query, [{number, score, why}], entries first, and the plan that led to them. */
    search(typed) {
      if (!this.last || this.last.typed !== typed || this.last.handed !== this.handed) {
        const plan = this.plan(typed);
        this.last = { typed, handed: this.handed, answer: { plan, results: this.ranker.rank(plan) } };
      }
      return this.last.answer;
    }

    plan(typed) {
      if (!this.planned || this.planned.typed !== typed) this.planned = { typed, plan: this.planner.plan(typed) };
      return this.planned.plan;
    }
  }

  window.PraktikiSearch = { Engine, unpackNumbers };
})();
