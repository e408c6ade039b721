// Light or dark as the system says; dialogs; what htmx needs. No page needs this to be read.
"use strict";

(() => {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const theme = () => { document.documentElement.dataset.bsTheme = dark.matches ? "dark" : "light"; };
  theme();
  dark.addEventListener("change", theme);

  document.addEventListener("click", (event) => {
    const opens = event.target.closest("[data-dialog]");
    if (opens) {
      document.getElementById(opens.dataset.dialog).showModal();
    }
    const closes = event.target.closest("[data-close]");
    if (closes) {
      closes.closest("dialog").close();
    }
    for (const menu of document.querySelectorAll("details.me[open], details.switcher[open]")) {
      if (!menu.contains(event.target)) {
        menu.open = false;
      }
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      for (const menu of document.querySelectorAll("details.me[open], details.switcher[open]")) {
        menu.open = false;
        menu.querySelector("summary").focus();
      }
    }
  });

  document.addEventListener("htmx:configRequest", (event) => {
    const csrf = document.querySelector("meta[name=csrf]");
    if (csrf && event.detail.verb !== "get") {
      event.detail.headers[csrf.dataset.header] = csrf.content;
    }
  });

  const tell = (words) => {
    const told = document.createElement("p");
    told.className = "flash lost";
    told.setAttribute("role", "alert");
    told.textContent = words;
    document.querySelectorAll("main > .flash.lost").forEach((old) => old.remove());
    document.querySelector("main .head").after(told);
  };
  document.addEventListener("htmx:responseError", () => tell(document.body.dataset.failed));
  document.addEventListener("htmx:sendError", () => tell(document.body.dataset.gone));
})();

// Friends: pictures that are not there any more; searching while an input method is at work; where the keyboard goes on.
(() => {
  document.addEventListener("error", (event) => {
    const picture = event.target;
    if (picture instanceof HTMLImageElement && picture.dataset.fallback) {
      const avatar = picture.dataset.fallback;
      delete picture.dataset.fallback;
      picture.src = avatar;
    }
  }, true);

  document.addEventListener("input", (event) => {
    if (event.isComposing && event.target.matches("[data-composed]")) {
      event.stopPropagation();
    }
  }, true);
  document.addEventListener("compositionend", (event) => {
    if (event.target.matches("[data-composed]")) {
      event.target.dispatchEvent(new Event("input", { bubbles: true }));
    }
  });

  document.addEventListener("htmx:beforeSwap", (event) => {
    const part = event.detail.target.closest?.(".more");
    if (part && part.contains(document.activeElement)) {
      const before = part.previousElementSibling;
      document.addEventListener("htmx:afterSettle", () => {
        before?.nextElementSibling?.querySelector("a, button, summary")?.focus();
      }, { once: true });
    }
  });
})();
