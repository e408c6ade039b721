// The sandbox page: values of the contact that just changed are highlighted for four seconds and announced to screen readers.
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

  // LINE counts who opens a link. What the link leads to is not known here.
  const opened = (event) => {
    const link = event.target.closest("#chat a[target=_blank]");
    const chat = document.getElementById("chat");
    if (link && chat.dataset.opened && event.button < 2) {
      const csrf = document.querySelector("meta[name=csrf]");
      fetch(chat.dataset.opened, {
        method: "POST",
        keepalive: true,
        headers: { [csrf.dataset.header]: csrf.content },
        body: new URLSearchParams({ url: link.getAttribute("href") }),
      }).catch(() => {});
    }
  };
  document.addEventListener("click", opened);
  document.addEventListener("auxclick", opened);
})();
