// Shows attempts as they are made. What others have written comes as text and stays text.
"use strict";
(() => {
  const state = document.getElementById("live-state");
  const numbers = document.getElementById("live-numbers");
  const rows = document.getElementById("live-rows");
  const pause = document.getElementById("live-pause");
  const MOST = 200;
  const lang = document.documentElement.dataset.locale;
  const time = new Intl.DateTimeFormat(lang, { timeStyle: "medium" });
  let held = false;
  let seconds = [];

  const cell = (row, text, path) => {
    const td = row.insertCell();
    if (path) {
      const a = document.createElement("a");
      a.href = path;
      a.textContent = text;
      td.append(a);
    } else {
      td.textContent = text;
    }
    return td;
  };

  const show = (one) => {
    const row = rows.insertRow(0);
    const at = document.createElement("time");
    at.dateTime = at.title = one.at;
    at.textContent = time.format(new Date(one.at));
    row.insertCell().append(at);
    const tag = document.createElement("span");
    const kind = { success: "good", sending: "wait", fail: "bad" }[one.outcome];
    tag.className = "tag " + kind;
    tag.textContent = rows.dataset[one.outcome];
    row.insertCell().append(tag);
    cell(row, one.code === 0 ? rows.dataset[one.failure] || "–" : String(one.code));
    cell(row, one.millis + "\u00a0ms");
    cell(row, one.type);
    const app = rows.dataset.app;
    cell(row, one.url, app + "/endpoint/" + one.endpoint).className = "url";
    cell(row, one.message, app + "/message/" + one.message).className = "mono";
    if (rows.rows.length > MOST) {
      rows.deleteRow(-1);
    }
  };

  // How many there were in the last second, and how many of them are shown: told once a second, also
  // when nothing comes any more.
  const tell = () => {
    const now = Date.now();
    seconds = seconds.filter((one) => now - one.now < 1000);
    const sum = (name) => seconds.reduce((all, one) => all + one[name], 0);
    const shown = sum("shown");
    const wanted = sum("wanted");
    const words = wanted > shown ? numbers.dataset.sampled : "";
    numbers.textContent = words.replace("{0}", shown).replace("{1}", wanted);
  };

  let source = null;
  const open = () => {
    source = new EventSource(state.dataset.events);
    source.onopen = () => {
      state.textContent = state.dataset.on;
    };
    source.onmessage = (event) => {
      if (!held) {
        const batch = JSON.parse(event.data);
        batch.seen.forEach(show);
        const wanted = batch.wanted + batch.lost;
        seconds.push({ now: Date.now(), shown: batch.seen.length, wanted });
      }
    };
    source.onerror = () => {
      // A browser gives up for good when it is answered with a status that is no 200.
      const over = source.readyState === EventSource.CLOSED;
      state.textContent = over ? state.dataset.full : state.dataset.off;
    };
  };

  // A page that nobody sees holds no connection: a browser has six for each server.
  const follow = () => {
    if (source !== null) {
      source.close();
      source = null;
    }
    if (!document.hidden) {
      state.textContent = state.dataset.waits;
      open();
    }
  };
  document.addEventListener("visibilitychange", follow);
  setInterval(tell, 1000);
  follow();
  pause.addEventListener("click", () => {
    held = !held;
    pause.textContent = held ? pause.dataset.go : pause.dataset.pause;
  });
})();
