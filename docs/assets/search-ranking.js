/* A query plan to ranked documents. The same as search/ranking.py, where the numbers are explained:
   tests/test_search_parity.py runs both. Knows no index: postings come from the engine, as flat arrays
   [document, profile, document, profile…]. Needs search-plan.js. */
(function () {
  'use strict';

  const { sum } = window.PraktikiPlan;

  const LENGTH_NORM = 0.5, SATURATION = 1.5, IDF_POWER = 1;
  const COVERAGE = 0.75, LEAST_COVERAGE = 0.05, THROUGH_SYNONYM = 0.9, SECOND_HIT = 0.6;
  const LEAST_IMPORTANCE = 0.2, NEARNESS = 0.5;
  const NOTHING = { numbers: [], scores: [] }, NONE = [];

  function lengthNorms(lengths, width) {
    const averages = new Array(width).fill(0), documents = lengths.length / width;
    lengths.forEach((length, i) => { averages[i % width] += length; });
    averages.forEach((total, field) => { averages[field] = total / documents || 1; });
    return Float64Array.from(lengths, (length, i) => 1 - LENGTH_NORM + LENGTH_NORM * length / averages[i % width]);
  }

  /* Scores stand in arrays by document: with a Map each of some thousand sums a key press asks for would cost ten times
     as much, and a cheap phone has none to spare. */

  /* What the words of a query, and the synonyms of them, found: scores, what is covered, and through what. */
  class Answers {
    constructor(own, documents) {
      this.own = own;
      this.total = new Float64Array(documents);
      this.why = new Map();
      this.covered = own.map((scores) => {
        const covered = new Float64Array(documents);
        for (let number = 0; number < documents; number += 1) {
          if (scores[number]) {
            covered[number] = 1;
            this.total[number] += scores[number];
          }
        }
        return covered;
      });
    }

    add({ best, labels }, places) {
      for (let number = 0; number < best.length; number += 1) {
        const score = best[number];
        if (!score) continue;
        let literal = 0, isNew = false;
        for (const place of places) {
          literal += this.own[place][number];
          isNew = isNew || !this.covered[place][number];
        }
        this.total[number] += score > literal ? score - literal + SECOND_HIT * literal : SECOND_HIT * score;
        if (isNew) {
          if (!this.why.has(number)) this.why.set(number, new Set());
          this.why.get(number).add(labels[number]);
        }
        for (const place of places) this.covered[place][number] = Math.max(this.covered[place][number], THROUGH_SYNONYM);
      }
    }

    score(number, importance, whole) {
      let answered = 0;
      for (let place = 0; place < importance.length; place += 1) answered += this.covered[place][number] * importance[place];
      return this.total[number] * Math.pow(Math.max(answered / whole, LEAST_COVERAGE), COVERAGE);
    }
  }

  class Ranker {
    /* neighbours: per entry a flat array [entry, weight…]; inherited: per entry [document, weight…];
       postings: key -> flat array, or undefined when it is not at hand. */
    constructor({ planner, weights, profiles, lengths, neighbours, inherited, postings }) {
      Object.assign(this, { planner, weights, profiles, neighbours, postings, entries: neighbours.length, documents: lengths.length / weights.length });
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
      const answers = new Answers(words.map((item) => this.ofItem(item)), this.documents);
      for (const expansion of plan.expansions) {
        const replaced = plan.items.slice(expansion.start, expansion.end + 1);
        answers.add(this.ofExpansion(expansion), replaced.filter((item) => places.has(item)).map((item) => places.get(item)));
      }
      const importance = words.map((item) =>
        item.alternatives.reduce((most, [key]) => Math.max(most, this.planner.idf(key)), LEAST_IMPORTANCE));
      const whole = sum(importance) || 1;
      const scores = new Float64Array(this.documents);
      for (let number = 0; number < this.documents; number += 1) {
        if (answers.total[number]) scores[number] = answers.score(number, importance, whole);
      }
      return this.sorted(scores, answers.why, 0, this.entries).concat(this.sorted(scores, answers.why, this.entries, this.documents));
    }

    sorted(scores, why, first, end) {
      const found = [];
      for (let number = first; number < end; number += 1) {
        if (!scores[number]) continue;
        const reasons = why.get(number);
        found.push({ number, score: this.withNeighbours(scores, number), why: reasons ? Array.from(reasons) : NONE });
      }
      return found.sort((a, b) => b.score - a.score || a.number - b.number);
    }

    /* The documents that have the key, and the heirs of those documents, with its score in them. */
    ofKey(key) {
      const known = this.ofKeys.get(key);
      if (known) return known;
      const found = this.postings(key);
      if (!found) return NOTHING; // not handed in yet: an empty answer must not be remembered
      const importance = Math.pow(this.planner.idf(key), IDF_POWER);
      const scores = new Map();
      const add = (number, score) => scores.set(number, (scores.get(number) || 0) + score);
      for (let i = 0; i < found.length; i += 2) {
        const number = found[i], score = importance * this.strength(this.profiles[found[i + 1]], number);
        add(number, score);
        const heirs = this.heirs.get(number);
        for (let j = 0; heirs && j < heirs.length; j += 2) add(heirs[j], heirs[j + 1] * score);
      }
      const answer = { numbers: Int32Array.from(scores.keys()), scores: Float64Array.from(scores.values()) };
      this.ofKeys.set(key, answer);
      return answer;
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
      const best = new Float64Array(this.documents);
      for (const [key, weight] of item.alternatives) {
        const { numbers, scores } = this.ofKey(key);
        for (let i = 0; i < numbers.length; i += 1) best[numbers[i]] = Math.max(best[numbers[i]], scores[i] * weight);
      }
      return best;
    }

    /* The best of its phrases per document, with its label; all keys of a phrase must stand in the document. */
    ofExpansion(expansion) {
      const best = new Float64Array(this.documents), labels = [];
      for (const { keys, weight, label } of expansion.alternatives) {
        const sums = new Float64Array(this.documents), hits = new Uint8Array(this.documents);
        for (const key of keys) {
          const { numbers, scores } = this.ofKey(key);
          for (let i = 0; i < numbers.length; i += 1) {
            sums[numbers[i]] += scores[i];
            hits[numbers[i]] += 1;
          }
        }
        for (let number = 0; number < this.documents; number += 1) {
          if (hits[number] < keys.length) continue;
          const score = weight * sums[number] / Math.sqrt(keys.length);
          if (score > best[number]) {
            best[number] = score;
            labels[number] = label;
          }
        }
      }
      return { best, labels };
    }

    withNeighbours(scores, number) {
      if (number >= this.entries) return scores[number];
      const near = this.neighbours[number];
      let sums = 0;
      for (let i = 0; i < near.length; i += 2) sums += near[i + 1] * scores[near[i]];
      return scores[number] + NEARNESS * sums;
    }
  }

  window.PraktikiRanking = { Ranker };
})();
