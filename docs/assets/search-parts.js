/* Fetches parts of the index as classic scripts, so that it works from a web server and from a folder on disk alike.
   A part that failed is asked for again the next time. */
(function () {
  'use strict';

  class Parts {
    constructor(folder, engine) {
      this.folder = folder;
      this.asked = new Map();
      window.PRAKTIKI_PART = (...part) => engine.accept(...part);
    }

    /* Resolves when all are there, rejects when one could not be had. */
    load(kind, numbers) {
      return Promise.all(numbers.map((number) => this.one(kind + '-' + number + '.js')));
    }

    one(name) {
      let asked = this.asked.get(name);
      if (!asked) {
        asked = new Promise((resolve, reject) => {
          const script = document.createElement('script');
          script.src = this.folder + name;
          script.onload = resolve;
          script.onerror = () => {
            this.asked.delete(name);
            script.remove();
            reject(new Error(name));
          };
          document.head.append(script);
        });
        this.asked.set(name, asked);
      }
      return asked;
    }
  }

  window.PraktikiParts = { Parts };
})();
