// Draws what happened over time. The sums stand beside it in words, for those who see no chart.
"use strict";
(() => {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const axis = { stroke: colour("--faint"), grid: { stroke: colour("--line"), width: 1 } };
  const DAY = 86_400;

  // As the reader's language writes times, in his zone; over days, midnights are dates.
  const lang = document.documentElement.dataset.locale;
  const format = (options) => {
    const written = new Intl.DateTimeFormat(lang, options);
    return (second) => written.format(new Date(second * 1000));
  };
  const exact = format({ dateStyle: "medium", timeStyle: "short" });
  const hour = format({ hour: "numeric", minute: "2-digit" });
  const day = format({ day: "numeric", month: "numeric" });
  const labels = (plot, seconds) =>
    seconds.map((second) => {
      const at = new Date(second * 1000);
      const midnight = at.getHours() === 0 && at.getMinutes() === 0;
      return midnight || plot.scales.x.max - plot.scales.x.min > 2 * DAY ? day(second) : hour(second);
    });

  // Only a point without neighbours is drawn as one: no line shows it.
  const lonely = (plot, i) => {
    const values = plot.data[i];
    const none = (at) => values[at] === null || values[at] === undefined;
    return [...values.keys()].filter((at) => !none(at) && none(at - 1) && none(at + 1));
  };

  const draw = (into, at, names, columns, colours, unit) => {
    const series = names.map((label, i) => ({
      label,
      stroke: colours[i],
      width: 2,
      points: { show: true, size: 6, filter: lonely },
      value: (_, value) => (value === null ? "–" : value.toLocaleString() + unit),
    }));
    const width = () => into.clientWidth;
    const plot = new uPlot(
      {
        width: width(),
        height: 220,
        legend: { live: true },
        axes: [{ ...axis, values: labels }, { ...axis, size: 60 }],
        scales: { y: { range: (_, low, high) => [0, Math.max(1, high * 1.05)] } },
        series: [
          { label: into.dataset.time, value: (_, second) => (second === null ? "–" : exact(second)) },
          ...series,
        ],
      },
      [at, ...columns],
      into,
    );
    addEventListener("resize", () => plot.setSize({ width: width(), height: 220 }));
  };

  for (const chart of document.querySelectorAll(".chart")) {
    const points = JSON.parse(chart.dataset.points);
    const column = (i) => points.map((point) => point[i]);
    const counts = ["--accent", "--good", "--bad", "--ink", "--wait"].map(colour);
    draw(chart, column(0), chart.dataset.names.split("|"), [1, 2, 3, 4, 5].map(column), counts, "");
    const shades = dark ? ["#8fd3f4", "#c9a7f5", "#f5a7c9"] : ["#1f6f8b", "#6a3fa0", "#a03f6a"];
    const names = chart.dataset.latencies.split("|");
    draw(chart, column(0), names, [6, 7, 8].map(column), shades, " ms");
  }
})();
