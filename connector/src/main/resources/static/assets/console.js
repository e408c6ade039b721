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
    const alert = document.createElement("p");
    alert.className = "flash lost";
    alert.setAttribute("role", "alert");
    alert.textContent = words;
    document.querySelectorAll("main > .flash.lost").forEach((old) => old.remove());
    document.querySelector("main .head").after(alert);
  };
  // what a page asks by itself, by the clock, says so: it is no act of a person, and keeps nobody signed in
  document.addEventListener("htmx:configRequest", (event) => {
    if (!event.detail.triggeringEvent) {
      event.detail.headers["X-Poll"] = "true";
    }
  });

  document.addEventListener("htmx:responseError", () => tell(document.body.dataset.failed));
  document.addEventListener("htmx:sendError", () => tell(document.body.dataset.gone));
})();

// Import: the preview of a file, and how far an import is. Without this the file is checked when it is sent.
(() => {
  const beginning = 256 * 1024;

  const preview = async (form, file) => {
    const shown = form.querySelector("#preview");
    const start = form.querySelector("button[type=submit]");
    const tell = (html, fine) => {
      shown.innerHTML = html;
      start.disabled = !fine;
    };
    start.disabled = true;
    try {
      let bytes = new Uint8Array(await file.slice(0, beginning).arrayBuffer());
      if (bytes.length < file.size) {
        const end = bytes.lastIndexOf(10);
        bytes = end < 0 ? bytes : bytes.slice(0, end + 1);
      }
      const csrf = document.querySelector("meta[name=csrf]");
      const answer = await fetch(`${form.dataset.preview}?of=${file.size}`, {
        method: "POST",
        headers: { "Content-Type": "text/plain", "Accept": "text/html", [csrf.dataset.header]: csrf.content },
        body: bytes,
      });
      if (!answer.ok && answer.status !== 422 || answer.redirected) {
        throw new Error(String(answer.status));
      }
      if (form.elements.file.files[0] === file) {
        tell(await answer.text(), answer.ok);
      }
    } catch {
      const sorry = document.createElement("p");
      sorry.className = "refused";
      sorry.textContent = document.body.dataset.failed;
      tell(sorry.outerHTML, false);
    }
  };

  const follow = (live) => {
    const now = live.querySelector(".now");
    const say = live.querySelector(".say");
    let part = now.firstElementChild;
    const ended = () => ["DONE", "FAILED", "CANCELLED"].includes(live.dataset.state);
    let heard = { state: live.dataset.state, tenth: Math.floor(part.dataset.percent / 10) };

    const show = (html) => {
      now.innerHTML = html;
      part = now.firstElementChild;
      const { state, percent, failed, bad } = part.dataset;
      live.dataset.state = state;
      for (const [what, count] of Object.entries({ failed, bad })) {
        const way = live.querySelector(`[data-if=${what}]`);
        if (way) {
          way.hidden = count === "0";
        }
      }
      // each tenth and each change is spoken, not each second
      const tenth = Math.floor(percent / 10);
      if (state !== heard.state || tenth !== heard.tenth) {
        heard = { state, tenth };
        say.textContent = part.dataset.say;
      }
    };

    const look = async () => {
      try {
        const answer = await fetch(now.dataset.progress, { headers: { Accept: "text/html", "X-Poll": "true" } });
        if (answer.redirected || answer.status === 401) {
          location.reload();
          return;
        }
        if (answer.ok) {
          show(await answer.text());
        }
      } catch {
        // asked again below
      }
      if (!ended()) {
        setTimeout(look, 3000);
      }
    };

    if (ended()) {
      return;
    }
    if (!window.EventSource) {
      look();
      return;
    }
    const events = new EventSource(now.dataset.events);
    let failures = 0;
    events.addEventListener("progress", (event) => {
      failures = 0;
      show(event.data);
    });
    events.addEventListener("end", (event) => {
      events.close();
      show(event.data);
      document.querySelector("main > .flash.did")?.remove();
    });
    events.addEventListener("error", () => {
      failures += 1;
      if (events.readyState === EventSource.CLOSED || failures >= 3) {
        events.close();
        look();
      }
    });
    addEventListener("pagehide", () => events.close());
  };

  // what LINE tells before an import could not be loaded: it may be started all the same
  const startAnyway = (event) => {
    const outlook = event.detail.elt;
    if (outlook.id === "outlook") {
      outlook.querySelector(".loads").remove();
      outlook.querySelector(".instead").hidden = false;
    }
  };
  document.addEventListener("htmx:responseError", startAnyway);
  document.addEventListener("htmx:sendError", startAnyway);

  document.addEventListener("DOMContentLoaded", () => {
    const form = document.getElementById("csv");
    if (form) {
      form.querySelector("button[type=submit]").disabled = true;
      form.elements.file.addEventListener("change", () => {
        const file = form.elements.file.files[0];
        form.querySelector("#preview").replaceChildren();
        if (file) {
          preview(form, file);
        }
      });
      if (form.elements.file.files[0]) {
        preview(form, form.elements.file.files[0]);
      }
    }
    document.querySelectorAll(".import").forEach(follow);
  });
})();

// Copying what stands in a field; without JavaScript its button is not shown
(() => {
  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-copy]").forEach((button) => { button.hidden = false; });
  });
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) {
      return;
    }
    const field = document.getElementById(button.dataset.copy);
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      // without https or the permission browsers have no clipboard but this
      document.execCommand("copy");
    }
    button.dataset.words ??= button.textContent;
    button.textContent = button.dataset.copied;
    setTimeout(() => { button.textContent = button.dataset.words; }, 3000);
  });
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
        before?.nextElementSibling?.querySelector("a, button, summary")?.focus({ preventScroll: true });
      }, { once: true });
    }
  });
})();

// The steps to a connection: what is wrong with a field stands at the field, which keeps what was entered.
(() => {
  document.addEventListener("htmx:afterSwap", () => {
    const result = document.querySelector(".wizard #result");
    const form = result?.closest("form");
    if (!form) {
      return;
    }
    form.querySelectorAll(".field > [data-wrong]").forEach((old) => old.remove());
    form.querySelectorAll("[aria-invalid]").forEach((field) => {
      field.removeAttribute("aria-invalid");
      field.classList.remove("is-invalid");
      const hint = document.getElementById(`${field.id}-hint`);
      if (hint) {
        field.setAttribute("aria-describedby", hint.id);
      } else {
        field.removeAttribute("aria-describedby");
      }
    });
    result.querySelectorAll("[data-wrong]").forEach((wrong) => {
      const field = document.getElementById(wrong.dataset.wrong);
      field.setAttribute("aria-invalid", "true");
      field.setAttribute("aria-describedby", wrong.id);
      field.classList.add("is-invalid");
      field.closest("details")?.setAttribute("open", "");
      field.closest(".field").append(wrong);
    });
  });
})();

// Friends: filters folded on a phone, what one searched for when one comes back, and a HubSpot that takes its time.
// Captured, so that it is before htmx asks for the list.
document.addEventListener("DOMContentLoaded", () => {
  const form = document.getElementById("friends-search");
  if (!form) {
    return;
  }
  const fold = form.querySelector("[data-phone-folded]");
  const phone = matchMedia("(max-width: 47.99rem)");
  const folded = () => { fold.open = !phone.matches; };
  folded();
  phone.addEventListener("change", folded);
  // in this tab only, and for one user: a search may name a person, who must be in no address
  const key = `friends ${form.dataset.person} ${location.pathname}`;
  const fields = ["query", "follow", "source", "sort"];
  const [navigation] = performance.getEntriesByType("navigation");
  const kept = sessionStorage.getItem(key);
  if (kept && (["back_forward", "reload"].includes(navigation?.type) || document.querySelector("main > .flash.lost"))) {
    const values = JSON.parse(kept);
    fields.forEach((name) => { form.elements[name].value = values[name]; });
    form.elements.unanswered.checked = values.unanswered;
  } else {
    sessionStorage.removeItem(key);
  }
  const keep = () => {
    const values = Object.fromEntries(fields.map((name) => [name, form.elements[name].value]));
    sessionStorage.setItem(key, JSON.stringify({ ...values, unanswered: form.elements.unanswered.checked }));
  };
  form.addEventListener("input", keep);
  form.addEventListener("change", keep);

  // a file is for the browser to save: htmx, which asks for the list when the form is sent, must not see it. A double click asks for one file:
  // with the second request the browser would give up the first
  const pause = 2000;
  let saved = -pause;
  document.addEventListener("submit", (event) => {
    if (event.submitter?.hasAttribute("formaction")) {
      event.stopPropagation();
      if (event.timeStamp - saved < pause) {
        event.preventDefault();
        return;
      }
      saved = event.timeStamp;
      const says = document.getElementById(event.submitter.dataset.says);
      says.textContent = says.dataset.words;
    }
  }, true);

  const slow = document.getElementById("friends-slow");
  let timer;
  let asked;
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.target.closest("#friends")) {
      clearTimeout(timer);
      slow.textContent = "";
      asked = event.detail.xhr;
      timer = setTimeout(() => { slow.textContent = slow.dataset.words; }, 5000);
    }
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    // one that another replaced ends later than that begins
    if (event.detail.xhr === asked) {
      clearTimeout(timer);
      slow.textContent = "";
    }
  });
}, true);

// A search of friends ends with the session it was made in
(() => {
  const forget = () => {
    try {
      Object.keys(sessionStorage).filter((key) => key.startsWith("friends ")).forEach((key) => sessionStorage.removeItem(key));
    } catch {
      // a browser without storage kept nothing
    }
  };
  document.addEventListener("submit", (event) => {
    if (event.target.matches("[data-sign-out]")) {
      forget();
    }
  });
  document.addEventListener("DOMContentLoaded", () => {
    if (document.querySelector(".plain #login")) {
      forget();
    }
  });
})();

// Signing in: the address typed stays in this tab when the password was wrong, and goes with the first page after it
(() => {
  const kept = "musubi-email";
  document.addEventListener("DOMContentLoaded", () => {
    try {
      const email = document.querySelector("#login #email");
      if (!email) {
        sessionStorage.removeItem(kept);
        return;
      }
      const typed = sessionStorage.getItem(kept);
      if (typed && !email.value && document.querySelector("#login .flash.lost")) {
        email.value = typed;
        document.getElementById("password").focus();
      }
      email.form.addEventListener("submit", () => sessionStorage.setItem(kept, email.value));
    } catch {
      // a browser without storage: the address is typed again
    }
  });
})();

// The overview is replaced every few seconds: what was unfolded stays so.
(() => {
  let open = [];
  document.addEventListener("htmx:beforeSwap", () => {
    open = [...document.querySelectorAll("details[data-stays][open]")].map((each) => each.id);
  });
  document.addEventListener("htmx:afterSettle", () => {
    open.forEach((id) => document.getElementById(id)?.setAttribute("open", ""));
  });
})();
