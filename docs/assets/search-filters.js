/* Filters of the search page: kinds and facets with counts, combinable, without dead ends (a value that would leave
   nothing is not offered). Values of one facet widen each other, facets narrow each other. */
(function () {
  'use strict';

  const { element } = window.PraktikiRows;
  const { unpackNumbers } = window.PraktikiSearch;
  const MOST_VALUES = 14; // of one facet before «ещё»: a phone shows no more without endless scrolling

  class Filters {
    /* `changed` is called when a reader has chosen otherwise. */
    constructor(parent, summary, engine, changed) {
      Object.assign(this, { parent, summary, engine, changed });
      this.chosen = new Map(); // facet -> set of values; `kind` is one of them
      this.facets = [];
      this.open = new Set();
      this.whole = new Set();
    }

    /* Takes the facets when they have come: [id, title, [[value, label]…]] and the packed values of the entries. */
    accept({ all, values }) {
      const numbers = unpackNumbers(values);
      let at = 0;
      this.facets = all.map(([id, title, labels]) => ({ id, title, labels, of: new Array(this.engine.entries) }));
      for (let entry = 0; entry < this.engine.entries; entry += 1) {
        for (const facet of this.facets) {
          const count = numbers[at];
          facet.of[entry] = numbers.slice(at + 1, at + 1 + count).map((number) => facet.labels[number][0]);
          at += 1 + count;
        }
      }
      for (const id of this.chosen.keys()) {
        if (id !== 'kind' && !this.facets.some((facet) => facet.id === id)) this.chosen.delete(id);
      }
    }

    get any() {
      return Array.from(this.chosen.values()).some((values) => values.size);
    }

    get needFacets() {
      return !this.facets.length && Array.from(this.chosen).some(([id, values]) => id !== 'kind' && values.size);
    }

    set(id, values) {
      if (values.length) this.chosen.set(id, new Set(values));
      else this.chosen.delete(id);
    }

    kindFits(result) {
      const kinds = this.chosen.get('kind');
      return !kinds || !kinds.size || kinds.has(this.engine.kindOf(result.number).id);
    }

    fits(result, facet) {
      const values = this.chosen.get(facet.id);
      if (!values || !values.size) return true;
      const own = facet.of[result.number]; // terms and acts have none
      return own !== undefined && own.some((value) => values.has(value));
    }

    narrow(results) {
      if (!this.any) return results;
      return results.filter((result) => this.kindFits(result) && this.facets.every((facet) => this.fits(result, facet)));
    }

    /* How many of the results each value of the facet would leave, the other filters being as they are. */
    counts(results, facet) {
      const counts = new Map();
      for (const result of results) {
        if (!this.kindFits(result) || !this.facets.every((other) => other === facet || this.fits(result, other))) continue;
        for (const value of facet.of[result.number] || []) counts.set(value, (counts.get(value) || 0) + 1);
      }
      return counts;
    }

    draw(results) {
      const chips = [];
      const lists = this.facets.map((facet) => {
        const counts = this.counts(results, facet);
        const chosen = this.chosen.get(facet.id) || new Set();
        const values = facet.labels.map(([value, label]) => ({ value, label, count: counts.get(value) || 0, on: chosen.has(value) }))
          .filter((one) => one.count || one.on);
        values.filter((one) => one.on).forEach((one) => chips.push(this.chip(facet, one)));
        return values.length > 1 || chosen.size ? this.list(facet, values, chosen.size) : null;
      });
      this.parent.replaceChildren(...lists.filter(Boolean));
      if (chips.length) {
        const none = element('button', 'pr-chip pr-chip--none', 'Снять всё');
        none.type = 'button';
        none.addEventListener('click', () => {
          this.facets.forEach((facet) => this.chosen.delete(facet.id));
          this.changed();
        });
        chips.push(none);
      }
      this.summary.replaceChildren(...chips);
      this.summary.hidden = !chips.length;
    }

    chip(facet, { value, label }) {
      const chip = element('button', 'pr-chip', facet.title + ': ' + label + ' ×');
      chip.type = 'button';
      chip.setAttribute('aria-label', 'Убрать: ' + facet.title + ', ' + label);
      chip.addEventListener('click', () => {
        this.chosen.get(facet.id).delete(value);
        this.changed();
      });
      return chip;
    }

    list(facet, values, chosen) {
      const details = element('details', 'pr-facet');
      details.dataset.facet = facet.id;
      details.open = this.open.has(facet.id);
      details.addEventListener('toggle', () => {
        if (details.open) this.open.add(facet.id);
        else this.open.delete(facet.id);
      });
      details.append(element('summary', '', facet.title + (chosen ? ' (' + chosen + ')' : '')));
      const group = element('div', 'pr-facet__values');
      group.setAttribute('role', 'group');
      group.setAttribute('aria-label', facet.title);
      const most = this.whole.has(facet.id) ? values.length : MOST_VALUES;
      values.forEach((one, place) => {
        if (place < most || one.on) group.append(this.box(facet, one));
      });
      if (most < values.length) group.append(this.more(facet, values.length - most));
      details.append(group);
      return details;
    }

    more(facet, hidden) {
      const more = element('button', 'pr-facet__more', 'ещё ' + hidden);
      more.type = 'button';
      more.addEventListener('click', () => {
        this.whole.add(facet.id);
        this.changed();
      });
      return more;
    }

    box(facet, { value, label, count, on }) {
      const line = element('label', '');
      const box = element('input');
      box.type = 'checkbox';
      box.value = value;
      box.name = facet.id;
      box.checked = on;
      box.addEventListener('change', () => {
        const values = this.chosen.get(facet.id) || new Set();
        if (box.checked) values.add(value);
        else values.delete(value);
        this.chosen.set(facet.id, values);
        this.changed();
        // The list is drawn anew: the keyboard must not lose its place.
        const same = this.parent.querySelector('input[name="' + facet.id + '"][value="' + value + '"]');
        if (same) same.focus();
      });
      line.append(box, element('span', '', label), element('span', 'pr-num', String(count)));
      return line;
    }
  }

  window.PraktikiFilters = { Filters };
})();
