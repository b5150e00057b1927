"use strict";
(function () {
  var all = function (selector, root) { return Array.from((root || document).querySelectorAll(selector)); };
  var get = function (id) { return document.getElementById(id); };
  var form = get("filter"), text = get("text"), verdict = get("verdict"), severity = get("severity");
  var matrix = get("matrix");

  // What a link leads to may lie in details that are closed.
  var open = function () {
    var target = get(decodeURIComponent(location.hash.slice(1)));
    if (!target) { return; }
    var inner = target.matches(".account") ? target.querySelector("details") : null;
    for (var at = inner || target; at; at = at.parentElement) { if (at.tagName === "DETAILS") { at.open = true; } }
    target.scrollIntoView();
  };
  addEventListener("hashchange", open);

  var rows = {};
  if (matrix) { all("tbody tr", matrix).forEach(function (row) { rows[row.dataset.a] = row; }); }
  var accounts = all(".account").map(function (section) {
    return {
      section: section, row: rows[section.id], found: all(".found", section), texts: null,
      name: section.querySelector("h2").textContent.toLowerCase()
    };
  });
  var occurring = new Set(all(".found").map(function (found) { return found.dataset.v; }));
  occurring.forEach(function (name) {
    var found = document.querySelector(".found[data-v=" + name + "] .sign");
    verdict.add(new Option(found.textContent, name));
  });

  var filter = function () {
    var word = text.value.trim().toLowerCase(), v = verdict.value, s = severity.value, shown = 0;
    accounts.forEach(function (account) {
      var named = account.name.includes(word);
      if (!named) {
        account.texts = account.texts || account.found.map(function (found) { return found.textContent.toLowerCase(); });
      }
      var any = named ? !(v || s) : false;
      account.found.forEach(function (found, n) {
        var fits = (!v || found.dataset.v === v) ? (!s || found.dataset.s === s) : false;
        var seen = fits ? (named || account.texts[n].includes(word)) : false;
        if (found.hidden === seen) { found.hidden = !seen; }
        any = any || seen;
      });
      if (account.section.hidden === any) { account.section.hidden = !any; }
      if (account.row) { if (account.row.hidden === any) { account.row.hidden = !any; } }
      shown += any ? 1 : 0;
    });
    get("count").textContent = get("count").dataset.words + " " + shown + " / " + accounts.length;
  };
  [text, verdict, severity].forEach(function (field) { field.addEventListener("input", filter); });
  form.addEventListener("reset", function () { setTimeout(filter, 0); });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.hidden = false;
  filter();

  // Sorting: a button in every head; the second press turns the order round.
  if (matrix) {
    var heads = all("thead th", matrix), body = matrix.tBodies[0];
    var key = function (row, n, kind) {
      var cell = row.cells[n].textContent;
      return kind === "name" ? cell : kind === "rule" ? (cell ? Number(cell.slice(1) || 1) : 0) : Number(cell || 0);
    };
    heads.forEach(function (head, n) {
      var button = document.createElement("button");
      button.type = "button";
      button.append.apply(button, Array.from(head.childNodes));
      head.append(button);
      button.addEventListener("click", function () {
        var kind = head.dataset.sort, words = kind === "name" || kind === "year";
        var before = head.getAttribute("aria-sort");
        var up = before ? before === "descending" : words;
        heads.forEach(function (other) { other.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        var keyed = Array.from(body.rows).map(function (row, at) { return { row: row, key: key(row, n, kind), at: at }; });
        var compare = function (a, b) { return kind === "name" ? a.key.localeCompare(b.key, "zh") : a.key - b.key; };
        keyed.sort(function (a, b) { return (up ? compare(a, b) : compare(b, a)) || a.at - b.at; });
        var sorted = document.createDocumentFragment();
        keyed.forEach(function (entry) { sorted.append(entry.row); });
        body.append(sorted);
      });
    });
  }

  // Paper shows what the filter leaves, opened.
  var opened = [];
  addEventListener("beforeprint", function () {
    opened = all("details:not([open])").filter(function (details) { return !details.closest("[hidden]"); });
    opened.forEach(function (details) { details.open = true; });
  });
  addEventListener("afterprint", function () { opened.forEach(function (details) { details.open = false; }); });
  open();
}());
