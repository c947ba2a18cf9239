/* A query plan to ranked documents. The same as search/ranking.py, where the numbers are explained:
   tests/test_search_parity.py runs both. Knows no index: postings come from the engine, as flat arrays
   [document, profile, document, profile…]. Needs search-plan.js. */
(function () {
  'use strict';

  const { sum } = window.PraktikiPlan;

  const LENGTH_NORM = 0.5, SATURATION = 1.5, IDF_POWER = 1;
  const COVERAGE = 0.75, LEAST_COVERAGE = 0.05, THROUGH_SYNONYM = 0.9, SECOND_HIT = 0.6;
  const LEAST_IMPORTANCE = 0.2, NEARNESS = 0.5;
  const NOTHING = new Map();

  function lengthNorms(lengths, width) {
    const averages = new Array(width).fill(0), documents = lengths.length / width;
    lengths.forEach((length, i) => { averages[i % width] += length; });
    averages.forEach((total, field) => { averages[field] = total / documents || 1; });
    return Float64Array.from(lengths, (length, i) => 1 - LENGTH_NORM + LENGTH_NORM * length / averages[i % width]);
  }

  const add = (scores, number, score) => scores.set(number, (scores.get(number) || 0) + score);

  /* What the words of a query, and the synonyms of them, found: scores, what is covered, and through what. */
  class Answers {
    constructor(own) {
      this.own = own;
      this.total = new Map();
      this.why = new Map();
      this.covered = own.map((scores) => {
        const covered = new Map();
        for (const [number, score] of scores) {
          covered.set(number, 1);
          add(this.total, number, score);
        }
        return covered;
      });
    }

    add(found, places) {
      for (const [number, [score, label]] of found) {
        let literal = 0;
        for (const place of places) literal += this.own[place].get(number) || 0;
        add(this.total, number, score > literal ? score - literal + SECOND_HIT * literal : SECOND_HIT * score);
        if (places.some((place) => !this.covered[place].has(number))) {
          if (!this.why.has(number)) this.why.set(number, new Set());
          this.why.get(number).add(label);
        }
        for (const place of places) {
          const covered = this.covered[place];
          covered.set(number, Math.max(covered.get(number) || 0, THROUGH_SYNONYM));
        }
      }
    }

    score(number, importance, whole) {
      let answered = 0;
      for (let place = 0; place < importance.length; place += 1) {
        answered += (this.covered[place].get(number) || 0) * importance[place];
      }
      return this.total.get(number) * Math.pow(Math.max(answered / whole, LEAST_COVERAGE), COVERAGE);
    }
  }

  class Ranker {
    /* neighbours: per entry a flat array [entry, weight…]; inherited: per entry [document, weight…];
       postings: key -> flat array, or undefined when it is not at hand. */
    constructor({ planner, weights, profiles, lengths, neighbours, inherited, postings }) {
      Object.assign(this, { planner, weights, profiles, neighbours, postings, entries: neighbours.length });
      this.norms = lengthNorms(lengths, weights.length);
      this.heirs = new Map();
      inherited.forEach((found, number) => {
        for (let i = 0; i < found.length; i += 2) {
          if (!this.heirs.has(found[i])) this.heirs.set(found[i], []);
          this.heirs.get(found[i]).push(number, found[i + 1]);
        }
      });
      this.ofKeys = new Map();
    }

    /* [{number, score, why}]: entries first, then the rest, each group the best first. */
    rank(plan) {
      const words = plan.items.filter((item) => !item.negation);
      const places = new Map(words.map((item, place) => [item, place]));
      const answers = new Answers(words.map((item) => this.ofItem(item)));
      for (const expansion of plan.expansions) {
        const replaced = plan.items.slice(expansion.start, expansion.end + 1);
        answers.add(this.ofExpansion(expansion), replaced.filter((item) => places.has(item)).map((item) => places.get(item)));
      }
      const importance = words.map((item) =>
        item.alternatives.reduce((most, [key]) => Math.max(most, this.planner.idf(key)), LEAST_IMPORTANCE));
      const whole = sum(importance) || 1;
      const scores = new Map();
      for (const number of answers.total.keys()) scores.set(number, answers.score(number, importance, whole));
      const ranked = Array.from(scores, ([number, score]) => ({
        number, score: this.withNeighbours(scores, number, score), why: Array.from(answers.why.get(number) || []) }));
      const entry = (found) => (found.number < this.entries ? 0 : 1);
      return ranked.sort((a, b) => entry(a) - entry(b) || b.score - a.score || a.number - b.number);
    }

    ofKey(key) {
      const known = this.ofKeys.get(key);
      if (known) return known;
      const found = this.postings(key);
      if (!found) return NOTHING; // not handed in yet: an empty answer must not be remembered
      const importance = Math.pow(this.planner.idf(key), IDF_POWER);
      const scores = new Map();
      for (let i = 0; i < found.length; i += 2) {
        const number = found[i], score = importance * this.strength(this.profiles[found[i + 1]], number);
        add(scores, number, score);
        const heirs = this.heirs.get(number);
        for (let j = 0; heirs && j < heirs.length; j += 2) add(scores, heirs[j], heirs[j + 1] * score);
      }
      this.ofKeys.set(key, scores);
      return scores;
    }

    strength(profile, number) {
      const width = this.weights.length;
      let score = 0;
      for (let field = 0; field < width; field += 1) {
        const count = profile[field];
        if (count) score += this.weights[field] * count * (SATURATION + 1) / (count + SATURATION * this.norms[number * width + field]);
      }
      return score;
    }

    ofItem(item) {
      const best = new Map();
      for (const [key, weight] of item.alternatives) {
        for (const [number, score] of this.ofKey(key)) best.set(number, Math.max(best.get(number) || 0, score * weight));
      }
      return best;
    }

    ofExpansion(expansion) {
      const best = new Map();
      for (const { keys, weight, label } of expansion.alternatives) {
        const found = keys.map((key) => this.ofKey(key));
        const rarest = found.reduce((least, scores) => (scores.size < least.size ? scores : least));
        for (const number of rarest.keys()) {
          if (!found.every((scores) => scores.has(number))) continue;
          const score = weight * sum(found.map((scores) => scores.get(number))) / Math.sqrt(keys.length);
          const before = best.get(number);
          if (score > (before ? before[0] : 0)) best.set(number, [score, label]);
        }
      }
      return best;
    }

    withNeighbours(scores, number, score) {
      if (number >= this.entries) return score;
      const near = this.neighbours[number];
      let sums = 0;
      for (let i = 0; i < near.length; i += 2) sums += near[i + 1] * (scores.get(near[i]) || 0);
      return score + NEARNESS * sums;
    }
  }

  window.PraktikiRanking = { Ranker };
})();
