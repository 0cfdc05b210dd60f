// The language switch remembers its choice and keeps the place; the search looks through search.js.
"use strict";
(function () {
  var KEPT = "rule-book-language";
  var MOST = 30;

  function remember(language) {
    try {
      window.localStorage.setItem(KEPT, language);
    } catch (error) {
      // A browser may refuse to remember anything; the links keep the language all the same.
    }
  }

  function fold(text) {
    return text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]/g, "").replace(/[_\-]/g, " ");
  }

  function prepareSwitch() {
    var link = document.querySelector(".language a");
    link.addEventListener("click", function () {
      remember(link.getAttribute("hreflang"));
      link.hash = window.location.hash;
    });
  }

  // Every word must begin a word of the entry; titles that begin with the words come first.
  function find(entries, words) {
    var wanted = fold(words).split(/\s+/).filter(Boolean);
    if (!wanted.length) {
      return [];
    }
    var found = [];
    entries.forEach(function (entry, position) {
      var title = " " + fold(entry[0]);
      var all = title + " " + fold(entry[1]) + " " + fold(entry[3]);
      var fits = wanted.every(function (word) {
        return all.indexOf(" " + word) >= 0;
      });
      if (fits) {
        var inTitle = wanted.every(function (word) {
          return title.indexOf(" " + word) >= 0;
        });
        var rank = title.indexOf(" " + wanted.join(" ")) === 0 ? 0 : inTitle ? 1 : 2;
        found.push({ entry: entry, rank: rank, position: position });
      }
    });
    found.sort(function (a, b) {
      return a.rank - b.rank || a.position - b.position;
    });
    return found.map(function (each) {
      return each.entry;
    });
  }

  function prepareSearch(entries) {
    var form = document.querySelector("form.search");
    var input = form.querySelector("input");
    var count = document.getElementById("search-count");
    var list = document.getElementById("search-found");

    function show() {
      var found = find(entries, input.value);
      list.textContent = "";
      found.slice(0, MOST).forEach(function (entry) {
        var line = document.createElement("li");
        var link = document.createElement("a");
        var kind = document.createElement("span");
        link.href = entry[2];
        link.textContent = entry[0];
        kind.className = "detail";
        kind.textContent = entry[1];
        line.append(link, " ", kind);
        list.append(line);
      });
      list.hidden = !found.length;
      var text = found.length > MOST ? form.dataset.first : found.length ? form.dataset.some : form.dataset.none;
      count.textContent = input.value.trim()
        ? text.replace("#all", String(found.length)).replace("#shown", String(MOST))
        : "";
    }

    function close() {
      input.value = "";
      show();
      input.focus();
    }

    // Down and up go through what was found; Escape ends the search.
    form.addEventListener("keydown", function (event) {
      var stops = [input].concat(Array.prototype.slice.call(list.querySelectorAll("a")));
      var here = stops.indexOf(document.activeElement);
      if (event.key === "Escape") {
        close();
      } else if (event.key === "ArrowDown" && here >= 0 && here + 1 < stops.length) {
        event.preventDefault();
        stops[here + 1].focus();
      } else if (event.key === "ArrowUp" && here > 0) {
        event.preventDefault();
        stops[here - 1].focus();
      }
    });
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      var first = list.querySelector("a");
      if (first) {
        first.click();
      }
    });
    document.addEventListener("keydown", function (event) {
      var typing = /^(input|textarea|select)$/i.test(document.activeElement.tagName);
      if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault();
        input.focus();
      }
    });
    input.addEventListener("input", show);
    form.hidden = false;
  }

  // A table that is wider than the page can be moved with the keys.
  function prepareTables() {
    Array.prototype.forEach.call(document.querySelectorAll(".wide"), function (table) {
      if (table.scrollWidth > table.clientWidth) {
        table.tabIndex = 0;
      } else {
        table.removeAttribute("tabindex");
      }
    });
  }

  prepareSwitch();
  prepareTables();
  window.addEventListener("resize", prepareTables);
  prepareSearch(window.ruleBook || []);
})();
