// Leads to the language that the reader chose, or that the browser prefers.
"use strict";
(function () {
  var chosen = null;
  try {
    chosen = window.localStorage.getItem("rule-book-language");
  } catch (error) {
    // A browser may refuse to remember anything; the page then offers both languages.
  }
  var prefers = (navigator.languages || [navigator.language || ""]).map(function (each) {
    return each.slice(0, 2).toLowerCase();
  });
  var known = prefers.filter(function (each) {
    return each === "en" || each === "ms";
  })[0];
  var language = chosen === "en" || chosen === "ms" ? chosen : known;
  if (language) {
    window.location.replace(language + "/index.html");
  }
})();
