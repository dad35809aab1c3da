// Times are written in UTC and shown in the reader's zone; the title keeps the exact UTC.
"use strict";
(() => {
  const page = document.documentElement.lang;
  const lang = navigator.language.startsWith(page) ? navigator.language : page;
  const shown = new Intl.DateTimeFormat(lang, {
    dateStyle: "medium", timeStyle: "medium",
  });
  const localTimes = (root) => {
    for (const time of root.querySelectorAll("time[datetime]")) {
      const at = new Date(time.getAttribute("datetime"));
      if (!Number.isNaN(at.getTime())) {
        time.title = time.getAttribute("datetime");
        time.textContent = shown.format(at);
      }
    }
  };
  // A time is asked for in the reader's zone; what is sent is UTC, so that a link means the same to
  // all.
  const askingForTimes = () => {
    for (const field of document.querySelectorAll("input[data-time]")) {
      const shown = document.createElement("input");
      shown.type = "datetime-local";
      shown.step = "1";
      const at = new Date(field.value);
      if (!Number.isNaN(at.getTime())) {
        const local = new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
        shown.value = local.toISOString().slice(0, 19);
      }
      shown.addEventListener("change", () => {
        field.value = shown.value === "" ? "" : new Date(shown.value).toISOString();
      });
      shown.id = field.id;
      field.removeAttribute("id");
      field.type = "hidden";
      field.after(shown);
    }
  };
  // What a button copies stands in the element that it names.
  const copying = (event) => {
    const button = event.target.closest("button[data-copies]");
    if (button) {
      const from = document.getElementById(button.dataset.copies);
      navigator.clipboard.writeText(from.textContent).then(() => {
        button.textContent = button.dataset.copied;
      });
    }
  };
  // A link from the portal's host has its key behind "#", which no browser sends to a server.
  const entering = () => {
    const form = document.getElementById("enter");
    if (form && location.hash.startsWith("#key=")) {
      const key = JSON.parse(atob(location.hash.slice("#key=".length)));
      form.elements.token.value = key.token;
      form.elements.to.value = form.dataset.path + "/app/" + encodeURIComponent(key.appId);
      history.replaceState(null, "", location.pathname);
      form.submit();
    }
  };
  // What is shown of a message is asked for anew when another attempt was made. Whoever has opened
  // an attempt to read it is not disturbed.
  const following = () => {
    const part = document.querySelector("[data-live]");
    if (part) {
      const source = new EventSource(part.dataset.live);
      source.onmessage = () => {
        const now = document.querySelector("[data-live]");
        if (!now.querySelector("details[open]")) {
          htmx.trigger(now, "attempted");
        }
      };
    }
  };
  document.addEventListener("click", copying);
  document.addEventListener("htmx:afterSettle", (event) => localTimes(event.target));
  localTimes(document);
  askingForTimes();
  entering();
  following();
})();
