// Draws each figure.chart from the table in it, which then is folded away. Without this the table is read.
"use strict";

(() => {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  // told apart without colour too: by dashes and marks; bars by their order
  const DASHES = [[], [6, 4], [2, 3]];
  const MARKS = ["circle", "rect", "triangle"];

  const draw = (figure) => {
    const style = getComputedStyle(figure);
    const colour = (name) => style.getPropertyValue(name).trim();
    const table = figure.querySelector("table");
    const series = [...table.querySelectorAll("thead th")].slice(1).map((cell) => cell.textContent);
    const rows = [...table.querySelectorAll("tbody tr")];
    const values = rows.map((row) => [...row.querySelectorAll("td")].map((cell) => Number(cell.dataset.value)));
    const box = figure.querySelector(".canvas");
    const canvas = box.querySelector("canvas");
    if (!box.hidden) {
      Chart.getChart(canvas)?.destroy();
    } else {
      box.hidden = false;
      figure.querySelector("details").open = false;
    }
    const axis = (title) => ({
      title: { display: true, text: title, color: colour("--quiet") },
      ticks: { color: colour("--quiet"), precision: 0, maxRotation: 0, autoSkipPadding: 12 },
      grid: { color: colour("--line") },
    });
    new Chart(canvas, {
      type: figure.dataset.chart,
      data: {
        labels: rows.map((row) => row.querySelector("th").textContent),
        datasets: series.map((label, at) => ({
          label,
          data: values.map((row) => row[at]),
          borderColor: colour(`--series-${at + 1}`),
          backgroundColor: colour(`--series-${at + 1}`),
          borderWidth: figure.dataset.chart === "line" ? 2 : 0,
          borderDash: DASHES[at],
          pointStyle: MARKS[at],
          pointRadius: rows.length > 31 ? 0 : 3,
          pointHitRadius: 8,
          maxBarThickness: 28,
        })),
      },
      options: {
        animation: false,
        maintainAspectRatio: false,
        font: { family: style.fontFamily },
        interaction: { mode: "index", intersect: false },
        plugins: {
          legend: {
            display: series.length > 1,
            position: "bottom",
            labels: figure.dataset.chart === "line"
              ? { color: colour("--ink"), usePointStyle: true, pointStyleWidth: 24 }
              : { color: colour("--ink"), boxWidth: 12, boxHeight: 12 },
          },
        },
        scales: { x: { ...axis(figure.dataset.across), grid: { display: false } }, y: { ...axis(figure.dataset.up), beginAtZero: true, suggestedMax: 4 } },
      },
    });
  };

  const all = (within) => within.querySelectorAll("figure.chart").forEach(draw);
  all(document);
  document.addEventListener("htmx:load", (event) => {
    if (event.target !== document.body) {
      all(event.target);
    }
  });
  dark.addEventListener("change", () => requestAnimationFrame(() => all(document)));
})();
