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

// Sandbox: what changed just now on the contact stands out for four seconds, and is said.
(() => {
  const SECONDS = 4;
  let known = new Map();
  const fresh = new Map();

  const values = () => new Map([...document.querySelectorAll("#contact [data-name]")]
    .map((row) => [row.dataset.name, row.querySelector(".value").textContent]));

  const mark = () => {
    for (const row of document.querySelectorAll("#contact [data-name]")) {
      row.classList.toggle("fresh", (fresh.get(row.dataset.name) ?? 0) > Date.now());
    }
  };

  document.addEventListener("DOMContentLoaded", () => { known = values(); });

  document.addEventListener("htmx:afterSettle", () => {
    const contact = document.getElementById("contact");
    if (!contact) {
      return;
    }
    const now = values();
    const changed = [...now].filter(([name, value]) => known.get(name) !== value).map(([name]) => name);
    known = now;
    if (changed.length > 0) {
      changed.forEach((name) => fresh.set(name, Date.now() + SECONDS * 1000));
      document.getElementById("changed").textContent = changed
        .map((name) => contact.querySelector(`[data-name="${name}"]`).textContent.trim().replace(/\s+/g, " ")).join(", ");
      setTimeout(mark, SECONDS * 1000 + 50);
    }
    mark();
    const chat = document.getElementById("chat");
    chat.scrollTop = chat.scrollHeight;
    const writing = document.querySelector("#write fieldset");
    if (writing) {
      writing.disabled = document.getElementById("acts").dataset.mood !== "following";
    }
  });

  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.target.id === "write" && event.detail.successful) {
      event.target.reset();
    }
  });
})();
