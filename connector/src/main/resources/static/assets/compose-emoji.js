// Emoji at the cursor of a text of a message; and the shares of an A/B test, and files, told before they are sent.
"use strict";

(() => {
  const dialog = () => document.getElementById("emoji");
  const list = () => document.getElementById("emoji-list");
  let target = "";

  const showButtons = () => document.querySelectorAll("[data-emoji]").forEach((button) => { button.hidden = false; });
  document.addEventListener("DOMContentLoaded", showButtons);
  document.addEventListener("htmx:afterSettle", showButtons);

  const fill = async () => {
    if (list().childElementCount > 0) {
      return;
    }
    const answer = await fetch(dialog().dataset.source);
    const groups = answer.ok ? await answer.json() : [];
    list().replaceChildren(...groups.flat().map((character, index) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = character;
      button.tabIndex = index === 0 ? 0 : -1;
      return button;
    }));
  };

  document.addEventListener("click", async (event) => {
    const opens = event.target.closest("[data-emoji]");
    if (opens) {
      target = opens.dataset.emoji;
      await fill();
      dialog().showModal();
      list().querySelector("[tabindex='0']")?.focus();
      return;
    }
    const chosen = event.target.closest("#emoji-list button");
    if (chosen) {
      insert(chosen.textContent);
    }
  });

  const insert = (words) => {
    dialog().close();
    const field = document.getElementById(target);
    field.focus();
    field.setRangeText(words, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };

  document.addEventListener("submit", (event) => {
    if (event.target.closest("#emoji")) {
      event.preventDefault();
      insert(`$(${document.getElementById("emoji-product").value}:${document.getElementById("emoji-id").value})`);
    }
  });

  // one stop of the tab key, and arrows in the grid
  document.addEventListener("keydown", (event) => {
    const now = event.target.closest?.("#emoji-list button");
    if (!now) {
      return;
    }
    const buttons = [...list().children];
    const at = buttons.indexOf(now);
    const columns = getComputedStyle(list()).gridTemplateColumns.split(" ").length;
    const steps = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns, Home: -at, End: buttons.length - 1 - at };
    if (event.key in steps) {
      event.preventDefault();
      const next = buttons[Math.max(0, Math.min(at + steps[event.key], buttons.length - 1))];
      now.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
    }
  });

  // shares
  document.addEventListener("input", (event) => {
    if (event.target.matches("[data-share], [data-winner]")) {
      const sum = [...document.querySelectorAll("[data-share]")].reduce((all, field) => all + (Number.parseInt(field.value, 10) || 0), 0);
      document.querySelector("[data-sum]").textContent = sum;
      const winner = document.querySelector("[data-winner]:checked")?.value ?? "ALL";
      const shares = document.getElementById("shares");
      shares.classList.toggle("refused", winner === "ALL" ? sum !== 100 : sum < 1 || sum > 99);
      shares.querySelector(".rest").hidden = winner === "ALL";
      document.querySelector("[data-rest]").textContent = Math.max(0, 100 - sum);
      document.querySelector("[data-after]").hidden = winner !== "CLICK_RATE";
    }
  });

  // a file that is too large is told at once, and none of it is sent
  const upload = () => document.querySelector("button[form=upload]");
  document.addEventListener("change", (event) => {
    if (event.target.id === "file") {
      const file = event.target.files[0];
      const wrong = document.getElementById("file-wrong");
      const much = file && file.size > Number(event.target.dataset.most);
      wrong.textContent = much ? wrong.dataset.words : "";
      upload().disabled = Boolean(much);
    }
  });
  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.elt.id === "upload") {
      event.detail.headers["X-Media-For"] = document.querySelector("[name=for][form=upload]").value;
      event.detail.headers["X-Media-Video"] = document.querySelector("[name=video][form=upload]").value;
    }
  });
  document.addEventListener("htmx:xhr:progress", (event) => {
    const bar = document.getElementById("upload-progress");
    if (event.target.id === "upload" && bar && event.detail.lengthComputable) {
      bar.hidden = false;
      bar.value = event.detail.loaded / event.detail.total * 100;
    }
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const bar = document.getElementById("upload-progress");
    if (event.target.id === "upload" && bar) {
      bar.hidden = true;
    }
  });
})();
