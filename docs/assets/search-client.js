/* The engine with what it fetches: parts of the index, cards, filters. Classic scripts, so that it works from a web
   server and from a folder on disk alike. A part that failed is asked for again the next time. */
(function () {
  'use strict';

  const asked = new Map();

  function script(address) {
    let loading = asked.get(address);
    if (!loading) {
      loading = new Promise((resolve, reject) => {
        const element = document.createElement('script');
        element.src = address;
        element.onload = resolve;
        element.onerror = () => {
          asked.delete(address);
          element.remove();
          reject(new Error(address));
        };
        document.head.append(element);
      });
      asked.set(address, loading);
    }
    return loading;
  }

  class Client {
    /* `root` is the way to the portal's first page. Throws when the index has not come. */
    constructor(root) {
      this.root = root.replace(/\/$/, '');
      this.engine = new window.PraktikiSearch.Engine(window.PRAKTIKI_INDEX);
      window.PRAKTIKI_PART = (...part) => {
        if (part[0] === 'facets') this.facets = { all: part[2], values: part[3] };
        else this.engine.accept(...part);
      };
    }

    /* A promise of what the query still needs, or null when all of it is here. */
    keys(typed) {
      return this.parts('keys', this.engine.missing(typed));
    }

    /* As `keys`, of the cards of these results. */
    cards(results) {
      return this.parts('cards', this.engine.missingCards(results.map((result) => result.number)));
    }

    parts(kind, numbers) {
      return numbers.length ? Promise.all(numbers.map((number) => this.file(kind + '-' + number + '.js'))) : null;
    }

    file(name) {
      return script(this.root + '/assets/search/' + name);
    }

    /* Once, when the reader has the first answer: all that may be asked for next, unless data are dear. */
    rest() {
      const line = navigator.connection || {};
      if (this.rested || line.saveData || /2g/.test(line.effectiveType || '') || !this.engine.hasRest) return;
      this.rested = true;
      const idle = window.requestIdleCallback || ((action) => setTimeout(action, 300));
      idle(() => this.file('rest.js').catch(() => { this.rested = false; }));
    }

    /* On a web server a folder's address is enough; from a disk the file must be named. */
    address(url) {
      const [path, anchor] = url.split('#');
      const file = window.location.protocol === 'file:' ? path + 'index.html' : path;
      return this.root + '/' + file + (anchor === undefined ? '' : '#' + anchor);
    }
  }

  window.PraktikiClient = { Client, script };
})();
