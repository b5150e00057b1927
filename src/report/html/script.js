"use strict";
(function () {
  var all = function (selector, root) { return Array.from((root || document).querySelectorAll(selector)); };
  var get = function (id) { return document.getElementById(id); };
  var form = get("filter"), text = get("text"), verdict = get("verdict"), severity = get("severity");
  var matrix = get("matrix");

  // Of many accounts the details are kept as text that does not run, and made when they are opened.
  var plain = function (markup) {
    return markup.replace(/\x3c[^>]*>/g, " ").replace(/\x26#x27;/g, "'").replace(/\x26#x2f;/g, "/").replace(/\x26quot;/g, '"')
      .replace(/\x26lt;/g, "\x3c").replace(/\x26gt;/g, ">").replace(/\x26amp;/g, "\x26").toLowerCase();
  };
  var Found = function (verdict, severity, node, markup) {
    this.verdict = verdict; this.severity = severity; this.node = node; this.markup = markup; this.said = null;
  };
  Found.prototype.text = function () {
    this.said = this.said || (this.node ? this.node.textContent.toLowerCase() : plain(this.markup));
    return this.said;
  };
  var Account = function (section) {
    this.section = section;
    this.details = section.querySelector("details");
    this.kept = this.details.querySelector("noscript");
    this.name = section.querySelector("h2").textContent.toLowerCase();
    this.row = null;
    this.all = null;
  };
  Account.prototype.found = function () {
    if (this.all === null) {
      this.all = this.kept ? this.kept.textContent.split(" data-v=\"").slice(1).map(function (part) {
        return new Found(part.split("\"")[0], part.split(" data-s=\"")[1].split("\"")[0], null, "\x3c" + part.split("\x3ch3>")[0]);
      }) : all(".found", this.section).map(function (node) {
        return new Found(node.dataset.v, node.dataset.s, node, null);
      });
    }
    return this.all;
  };
  Account.prototype.fill = function () {
    if (!this.kept) { return; }
    var found = this.found(), body = document.createElement("div");
    body.innerHTML = this.kept.textContent;
    this.kept.replaceWith(body);
    this.kept = null;
    all(".found", body).forEach(function (node, n) { found[n].node = node; });
  };
  var rows = {}, sections = {};
  if (matrix) { all("tbody tr", matrix).forEach(function (row) { rows[row.dataset.a] = row; }); }
  var accounts = all(".account").map(function (section) {
    var account = new Account(section);
    account.row = rows[section.id];
    sections[section.id] = account;
    return account;
  });
  document.addEventListener("toggle", function (event) {
    var section = event.target.parentElement, account = event.target.open ? sections[section ? section.id : ""] : null;
    if (account) { account.fill(); show(account); }
  }, true);

  // What a link leads to may lie in details that are closed.
  var open = function () {
    var id = decodeURIComponent(location.hash.slice(1));
    if (!/^[a-z0-9-]+$/.test(id)) { return; }
    if (!get(id)) {
      var holder = accounts.find(function (account) { return account.kept ? account.kept.textContent.includes(" id=\"" + id + "\"") : false; });
      if (holder) { holder.fill(); }
    }
    var target = get(id);
    if (!target) { return; }
    if (sections[id]) { sections[id].fill(); sections[id].details.open = true; }
    for (var at = target; at; at = at.parentElement) { if (at.tagName === "DETAILS") { at.open = true; } }
    target.scrollIntoView();
  };
  addEventListener("hashchange", open);

  var asked = { word: "", verdict: "", severity: "" };
  // Hides what was not asked for; whether anything is left of the account.
  var show = function (account) {
    var narrowed = asked.verdict || asked.severity, named = account.name.includes(asked.word), any = named ? !narrowed : false;
    if (!narrowed ? (named ? account.kept || account.all === null : false) : false) { return true; }
    account.found().forEach(function (found) {
      var fits = (!asked.verdict || found.verdict === asked.verdict) ? (!asked.severity || found.severity === asked.severity) : false;
      var seen = fits ? (named || found.text().includes(asked.word)) : false;
      if (found.node) { if (found.node.hidden === seen) { found.node.hidden = !seen; } }
      any = any || seen;
    });
    return any;
  };
  var filter = function () {
    var shown = 0;
    asked = { word: text.value.trim().toLowerCase(), verdict: verdict.value, severity: severity.value };
    accounts.forEach(function (account) {
      var any = show(account);
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
    accounts.forEach(function (account) { if (!account.section.hidden) { account.fill(); } });
    opened.forEach(function (details) { details.open = true; });
  });
  addEventListener("afterprint", function () { opened.forEach(function (details) { details.open = false; }); });
  open();
}());
