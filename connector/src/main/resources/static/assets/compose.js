// Writing a message: choices that change the form, buttons that leave the page, and values inserted at the cursor. Without this each is a
// button or is typed.
"use strict";

(() => {
  // a text area that somebody made larger has a style, which the policy lets nobody set by attribute
  htmx.config.attributesToSettle = ["class"];

  // what is saved answers with another page: htmx, which replaces parts of this one, must not see it
  document.addEventListener("submit", (event) => {
    if (event.submitter?.hasAttribute("data-whole")) {
      event.stopPropagation();
    }
  }, true);

  const form = () => document.getElementById("compose");

  document.addEventListener("change", (event) => {
    const choice = event.target.closest("[data-refresh]");
    if (choice) {
      const button = document.createElement("button");
      button.name = "act";
      button.value = choice.dataset.refresh || "refresh";
      button.hidden = true;
      form().append(button);
      button.click();
      button.remove();
    }
    if (event.target.matches("#f-at") && event.target.value) {
      form().querySelector("[name=when][value=AT]").checked = true;
    }
  });

  // the field that was written in last, and where; its id stays when the form is replaced
  let last = { id: "f-bubbles-0-text", start: null, end: null };
  const remember = (event) => {
    if (event.target.matches?.("[data-tokens]")) {
      last = { id: event.target.id, start: event.target.selectionStart, end: event.target.selectionEnd };
    }
  };
  ["focusin", "keyup", "click", "input", "focusout"].forEach((name) => document.addEventListener(name, remember));

  let property = "";
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-token]");
    if (button) {
      property = button.dataset.token;
      document.getElementById("token-name").textContent = button.textContent;
      document.getElementById("token-default").value = "";
      document.getElementById("token-ask").showModal();
      document.getElementById("token-default").focus();
    }
  });

  const quoted = (words) => `'${words.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;

  const insert = (words) => {
    const token = words ? `{{ contact.${property}|default(${quoted(words)}, true) }}` : `{{ contact.${property} }}`;
    const field = document.getElementById(last.id) ?? form().querySelector("[data-tokens]");
    if (!field) {
      return;
    }
    const start = last.start ?? field.value.length;
    field.focus();
    field.setRangeText(token, start, last.end ?? start, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };

  document.addEventListener("submit", (event) => {
    if (event.target.closest("#token-ask")) {
      const words = document.getElementById("token-default").value;
      event.preventDefault();
      document.getElementById("token-ask").close();
      insert(words);
    }
  });

  const narrow = () => {
    const part = document.getElementById("token-search")?.value.trim().toLowerCase() ?? "";
    let shown = 0;
    document.querySelectorAll("#token-list li").forEach((item) => {
      item.hidden = !item.textContent.toLowerCase().includes(part);
      shown += item.hidden ? 0 : 1;
    });
    const none = document.querySelector("#token-list [data-none]");
    if (none) {
      none.hidden = shown > 0;
    }
  };
  document.addEventListener("input", (event) => {
    if (event.target.id === "token-search") {
      narrow();
    }
  });
  document.addEventListener("htmx:afterSettle", narrow);
})();
