// Small things that need the reader's own machine: today's date, and addresses when the portal is opened from disk.
(function () {
  "use strict";

  // An entry whose day has come says so by itself, without a new build.
  document.querySelectorAll("[data-due]").forEach(function (note) {
    var now = new Date();
    var today = new Date(now - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10); // the reader's day, not Greenwich's
    if (note.dataset.due < today) {
      note.textContent = "Пора перечитать: срок вышел, сверьте источники.";
      note.classList.add("is-due");
    }
  });

  // The portal does not know where it stands; the reader's browser does.
  var address = document.querySelector(".pr-address");
  if (address && location.protocol !== "file:") {
    address.textContent = location.origin + location.pathname;
  }

  // From a folder on disk a browser does not open index.html by itself.
  if (location.protocol === "file:") {
    document.querySelectorAll("a[href], form[action]").forEach(function (element) {
      var name = element.hasAttribute("action") ? "action" : "href";
      var address = element.getAttribute(name);
      if (/^(?:[a-z][a-z0-9+.-]*:|#)/i.test(address)) { return; }
      var parts = /^([^?#]*)(.*)$/.exec(address);
      if (parts[1] === "" || parts[1].endsWith("/") || parts[1] === "." || parts[1].endsWith("..")) {
        element.setAttribute(name, (parts[1] === "" || parts[1].endsWith("/") ? parts[1] : parts[1] + "/") + "index.html" + parts[2]);
      }
    });
  }
})();
