// Links: what a row copies, and its code in a dialog. Without this, the code is a page of its own and nothing is copied.
"use strict";

(() => {
  for (const button of document.querySelectorAll("[data-copy-text]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const text = button.dataset.copyText;
      try {
        await navigator.clipboard.writeText(text);
      } catch {
        // without https or the permission browsers have no clipboard but this
        const field = document.createElement("textarea");
        field.className = "visually-hidden";
        field.value = text;
        button.after(field);
        field.select();
        document.execCommand("copy");
        field.remove();
        button.focus();
      }
      const words = button.querySelector(".words");
      button.dataset.words ??= words.textContent;
      words.textContent = button.dataset.copied;
      setTimeout(() => { words.textContent = button.dataset.words; }, 3000);
    });
  }
  for (const way of document.querySelectorAll("[data-code]")) {
    way.addEventListener("click", (event) => {
      if (!event.ctrlKey && !event.metaKey && !event.shiftKey) {
        event.preventDefault();
        document.getElementById(way.dataset.code).showModal();
      }
    });
  }
})();
