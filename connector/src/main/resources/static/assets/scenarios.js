// The form of a scenario: fields that a choice does not need are hidden; after a button one goes on at the step it was about.
(() => {
  const arrange = (form) => {
    form.querySelectorAll("[data-when]").forEach((part) => {
      const at = part.dataset.when.lastIndexOf("=");
      const choice = form.elements[part.dataset.when.slice(0, at)];
      part.hidden = choice?.value !== part.dataset.when.slice(at + 1);
    });
  };
  const begin = () => {
    const form = document.getElementById("scenario-form");
    if (!form) {
      return;
    }
    arrange(form);
    form.addEventListener("change", () => arrange(form));
    const wrong = form.querySelector("#scenario-troubles, #scenario-conflict");
    const step = form.querySelector("[data-goes]");
    if (wrong) {
      wrong.focus();
    } else if (step) {
      step.scrollIntoView({ block: "center" });
      step.querySelector("select, textarea, input:not([type=hidden])")?.focus({ preventScroll: true });
    }
  };
  document.addEventListener("DOMContentLoaded", begin);
  document.addEventListener("htmx:afterSwap", (event) => {
    // a phone that comes moves nobody away from where they write
    if (!event.detail.target.closest(".step-phone")) {
      begin();
    }
  });
})();
