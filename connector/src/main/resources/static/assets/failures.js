// Failures: all rows that are shown are chosen at once.
"use strict";

(() => {
  for (const all of document.querySelectorAll("[data-pick-all]")) {
    all.hidden = false;
    all.querySelector("input").addEventListener("change", (event) => {
      for (const one of all.closest("form").querySelectorAll("input[name=id]")) {
        one.checked = event.target.checked;
      }
    });
  }
})();
