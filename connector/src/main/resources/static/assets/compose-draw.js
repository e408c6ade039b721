// Writing a message with a pointer: bubbles are drawn to another place, and areas onto the picture of a rich message. Each can be done
// by buttons and fields too.
"use strict";

(() => {
  const press = (act) => {
    const button = document.createElement("button");
    button.name = "act";
    button.value = act;
    button.hidden = true;
    document.getElementById("compose").append(button);
    button.click();
    button.remove();
  };

  // bubbles and cards
  const showHandles = () => document.querySelectorAll(".drag").forEach((handle) => { handle.hidden = false; });

  const drag = (handle, start) => {
    const item = handle.closest("[data-item]");
    const items = [...item.parentElement.querySelectorAll(":scope > [data-item]")];
    const from = items.indexOf(item);
    let to = from;
    const unmark = () => items.forEach((each) => each.classList.remove("drop-before", "drop-after"));
    const move = (event) => {
      if (event.pointerId !== start.pointerId) {
        return;
      }
      const before = items.filter((each) => {
        const box = each.getBoundingClientRect();
        return each !== item && event.clientY > box.top + box.height / 2;
      }).length;
      to = before;
      unmark();
      const others = items.filter((each) => each !== item);
      if (to !== from) {
        (others[to] ?? others[to - 1]).classList.add(others[to] ? "drop-before" : "drop-after");
      }
      // what is further away comes nearer
      const edge = 60;
      if (event.clientY < edge || event.clientY > innerHeight - edge) {
        scrollBy(0, event.clientY < edge ? -12 : 12);
      }
    };
    const end = (event) => {
      if (event.type !== "keydown" && event.pointerId !== start.pointerId || event.type === "keydown" && event.key !== "Escape") {
        return;
      }
      unmark();
      item.classList.remove("dragged");
      handle.removeEventListener("pointermove", move);
      ["pointerup", "pointercancel"].forEach((name) => handle.removeEventListener(name, end));
      document.removeEventListener("keydown", end);
      if (event.type === "pointerup" && to !== from) {
        press(`move:${handle.dataset.drag}=${to}`);
      }
    };
    handle.setPointerCapture(start.pointerId);
    item.classList.add("dragged");
    handle.addEventListener("pointermove", move);
    ["pointerup", "pointercancel"].forEach((name) => handle.addEventListener(name, end));
    document.addEventListener("keydown", end);
  };

  // areas
  const WIDTH = 1040;
  const SMALLEST = 20;
  const CORNER = 56;
  const svg = (name, attributes) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
    return made;
  };
  const clamp = (value, most) => Math.max(0, Math.min(value, most));
  const field = (fieldset, name) => fieldset.querySelector(`[data-number=${name}]`);
  const boxOf = (fieldset) => Object.fromEntries(["x", "y", "width", "height"].map((name) => [name, Number.parseInt(field(fieldset, name).value, 10) || 0]));

  const place = (drawn, { x, y, width, height }) => {
    const [ground, line, corner, number] = ["rect:nth-of-type(1)", "rect:nth-of-type(2)", ".corner", "text"].map((part) => drawn.querySelector(part));
    for (const rect of [ground, line]) {
      Object.entries({ x, y, width: Math.max(0, width), height: Math.max(0, height) }).forEach(([name, value]) => rect.setAttribute(name, value));
    }
    corner.setAttribute("x", x + width - CORNER / 2);
    corner.setAttribute("y", y + height - CORNER / 2);
    number.setAttribute("x", x + 16);
    number.setAttribute("y", y + 68);
  };

  const make = (canvas, number, area) => {
    const drawn = svg("g", { class: "area" });
    const text = svg("text", {});
    text.textContent = number;
    drawn.append(svg("rect", {}), svg("rect", {}), text, svg("rect", { class: "corner", width: CORNER, height: CORNER }));
    drawn.dataset.area = area;
    canvas.append(drawn);
    return drawn;
  };

  let sketching = false;

  // what is drawn stays the same elements: a preview that arrives in the middle must not take away what a pointer holds
  const draw = () => document.querySelectorAll("[data-areas]").forEach((areas) => {
    if (sketching) {
      return;
    }
    const canvas = areas.querySelector(".canvas");
    const drawn = [...canvas.querySelectorAll(".area")];
    const fieldsets = [...areas.querySelectorAll("fieldset[data-area]")];
    fieldsets.forEach((fieldset, index) => {
      const area = drawn[index] ?? make(canvas, index + 1, "");
      area.dataset.area = fieldset.dataset.area;
      place(area, boxOf(fieldset));
    });
    drawn.slice(fieldsets.length).forEach((old) => old.remove());
  });

  const sketch = (canvas, start) => {
    const areas = canvas.closest("[data-areas]");
    const height = Number(areas.dataset.height);
    const point = (event) => {
      const box = canvas.getBoundingClientRect();
      return {
        x: Math.round(clamp((event.clientX - box.left) / box.width * WIDTH, WIDTH)),
        y: Math.round(clamp((event.clientY - box.top) / box.height * height, height)),
      };
    };
    const began = point(start);
    const held = start.target.closest(".area");
    const resized = start.target.matches(".corner");
    const fieldset = held && [...areas.querySelectorAll("fieldset[data-area]")].find((each) => each.dataset.area === held.dataset.area);
    const old = fieldset ? boxOf(fieldset) : null;
    const drawn = held ?? make(canvas, areas.querySelectorAll("fieldset[data-area]").length + 1, "");
    let box = old;
    const move = (event) => {
      const now = point(event);
      if (!held) {
        box = { x: Math.min(began.x, now.x), y: Math.min(began.y, now.y), width: Math.abs(now.x - began.x), height: Math.abs(now.y - began.y) };
      } else if (resized) {
        box = { ...old, width: Math.max(SMALLEST, Math.min(now.x, WIDTH) - old.x), height: Math.max(SMALLEST, Math.min(now.y, height) - old.y) };
      } else {
        box = {
          ...old,
          x: clamp(old.x + now.x - began.x, Math.max(0, WIDTH - old.width)),
          y: clamp(old.y + now.y - began.y, Math.max(0, height - old.height)),
        };
      }
      place(drawn, box);
    };
    const end = (event) => {
      sketching = false;
      canvas.removeEventListener("pointermove", move);
      ["pointerup", "pointercancel"].forEach((name) => canvas.removeEventListener(name, end));
      if (event.type === "pointercancel" || !box || !held && (box.width < SMALLEST || box.height < SMALLEST)) {
        draw();
      } else if (held) {
        Object.entries(box).forEach(([name, value]) => { field(fieldset, name).value = value; });
        field(fieldset, "x").dispatchEvent(new Event("input", { bubbles: true }));
      } else {
        press(`area:${areas.dataset.areas}=${box.x},${box.y},${box.width},${box.height}`);
      }
    };
    sketching = true;
    canvas.setPointerCapture(start.pointerId);
    canvas.addEventListener("pointermove", move);
    ["pointerup", "pointercancel"].forEach((name) => canvas.addEventListener(name, end));
  };

  document.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || !event.isPrimary) {
      return;
    }
    const handle = event.target.closest(".drag");
    const canvas = event.target.closest(".canvas");
    if (handle) {
      event.preventDefault();
      drag(handle, event);
    } else if (canvas) {
      event.preventDefault();
      sketch(canvas, event);
    }
  });
  document.addEventListener("input", (event) => {
    if (event.target.matches("[data-number]")) {
      draw();
    }
  });
  const begin = () => {
    showHandles();
    draw();
  };
  document.addEventListener("DOMContentLoaded", begin);
  document.addEventListener("htmx:afterSettle", begin);
})();
