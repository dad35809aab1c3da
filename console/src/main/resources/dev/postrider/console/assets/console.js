// Times are written in UTC and shown in the reader's zone; the title keeps the exact UTC.
"use strict";
(() => {
  const page = document.documentElement.lang;
  const lang = navigator.language.startsWith(page) ? navigator.language : page;
  // For the scripts that come after this one.
  document.documentElement.dataset.locale = lang;
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
      shown.max = "9999-12-31T23:59:59";
      const at = new Date(field.value);
      if (!Number.isNaN(at.getTime())) {
        const local = new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
        shown.value = local.toISOString().slice(0, 19);
      }
      shown.addEventListener("change", () => {
        const at = new Date(shown.value);
        field.value = Number.isNaN(at.getTime()) ? "" : at.toISOString();
      });
      shown.id = field.id;
      field.removeAttribute("id");
      field.type = "hidden";
      if (shown.value === "") {
        // What is no time would be sent again and again, and nobody would see it.
        field.value = "";
      }
      field.after(shown);
    }
  };
  // What a button copies stands in the element that it names. Where a browser lets nobody copy (plain
  // HTTP, a page within another), it is marked, to be copied by hand.
  const copying = (event) => {
    const button = event.target.closest("button[data-copies]");
    if (button) {
      const from = document.getElementById(button.dataset.copies);
      const mark = () => {
        const around = from.closest("details");
        if (around) {
          around.open = true;
        }
        getSelection().selectAllChildren(from);
        from.scrollIntoView({ block: "nearest" });
      };
      if (navigator.clipboard) {
        navigator.clipboard
          .writeText(from.textContent)
          .then(() => {
            button.textContent = button.dataset.copied;
          })
          .catch(mark);
      } else {
        mark();
      }
    }
  };
  const signIn = "/" + location.pathname.split("/")[1] + "/sign-in";
  // A link from the portal's host has its key behind "#", which no browser sends to a server. Whoever
  // is signed in already was led to his own first page, and asks for the form.
  const entering = () => {
    const form = document.getElementById("enter");
    if (!location.hash.startsWith("#key=")) {
      return;
    }
    if (!form) {
      location.replace(signIn + location.hash);
      return;
    }
    const hash = location.hash.slice("#key=".length);
    history.replaceState(null, "", location.pathname);
    try {
      const key = JSON.parse(atob(hash));
      if (typeof key.token !== "string" || typeof key.appId !== "string") {
        throw new SyntaxError("a link names token and application");
      }
      form.elements.token.value = key.token;
      form.elements.to.value = form.dataset.path + "/app/" + encodeURIComponent(key.appId);
      form.submit();
    } catch {
      const told = document.createElement("p");
      told.className = "problems";
      told.setAttribute("role", "alert");
      form.querySelector("h1").after(told);
      told.textContent = form.dataset.damaged;
    }
  };
  // What is shown of a message is asked for anew when another attempt was made, at most every two
  // seconds, and a moment later, when it is written down. Whoever has opened an attempt to read it is
  // not disturbed until he closes it. A page that nobody sees holds no connection: a browser has six
  // for each server.
  const following = () => {
    const MOMENT = 250;
    const PAUSE = 2_000;
    let source = null;
    let timer = 0;
    let asked = 0;
    let came = false;
    const live = () => document.querySelector("[data-live]");
    const ask = () => {
      timer = 0;
      const part = live();
      if (came && part && !part.querySelector("details[open]")) {
        came = false;
        asked = Date.now();
        htmx.trigger(part, "attempted");
      }
    };
    const attempted = () => {
      came = true;
      if (timer === 0) {
        timer = setTimeout(ask, Math.max(MOMENT, asked + PAUSE - Date.now()));
      }
    };
    const follow = () => {
      const part = live();
      if (part && !document.hidden) {
        if (source === null) {
          source = new EventSource(part.dataset.live);
          source.onmessage = attempted;
          // What came between the page and its stream was not told.
          source.onopen = attempted;
        }
      } else if (source !== null) {
        source.close();
        source = null;
      }
    };
    // He may have opened it since it was asked for.
    const swapping = (event) => {
      const part = event.detail.target;
      if (part === live() && part.querySelector("details[open]")) {
        event.preventDefault();
        came = true;
      }
    };
    const closed = (event) => {
      if (came && timer === 0 && !event.target.open) {
        ask();
      }
    };
    document.addEventListener("visibilitychange", follow);
    document.addEventListener("htmx:beforeSwap", swapping);
    document.addEventListener("htmx:afterSettle", follow);
    // It does not bubble.
    document.addEventListener("toggle", closed, true);
    follow();
  };
  // Whose session has ended gets the form in place of a part of the page.
  const ended = (event) => {
    if (new URL(event.detail.xhr.responseURL).pathname === signIn) {
      event.preventDefault();
      location.reload();
    }
  };
  // What was just done is told once: a page that is loaded anew or passed on does not say it again.
  const toldOnce = () => {
    const here = new URL(location.href);
    if (here.searchParams.has("said")) {
      here.searchParams.delete("said");
      history.replaceState(null, "", here);
    }
  };
  document.addEventListener("click", copying);
  document.addEventListener("htmx:afterSettle", (event) => localTimes(event.target));
  document.addEventListener("htmx:beforeSwap", ended);
  toldOnce();
  localTimes(document);
  askingForTimes();
  entering();
  following();
})();
