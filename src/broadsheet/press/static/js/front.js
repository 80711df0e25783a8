// Improves what already works without it: times that stay true, search as you type, the system's share sheet.
"use strict";

const MINUTE = 60, HOUR = 3600, DAY = 86400;

function ago(seconds) {
  if (seconds < MINUTE) return "just now";
  if (seconds < HOUR) return `${Math.floor(seconds / MINUTE)} min ago`;
  const hours = Math.floor(seconds / HOUR);
  return `${hours} hour${hours > 1 ? "s" : ""} ago`;
}

function refreshTimes() {
  for (const time of document.querySelectorAll("time[data-ago]")) {
    const seconds = (Date.now() - Date.parse(time.dateTime)) / 1000;
    if (seconds >= 0 && seconds < DAY) time.textContent = ago(seconds);
  }
}

function suggestIn(form) {
  const input = form.querySelector("input[name=q]");
  const list = document.createElement("ul");
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("aria-label", "Stories that begin to match");
  form.append(list);
  let waiting = 0, asked = "";

  async function ask() {
    const words = input.value.trim();
    asked = words;
    if (words.length < 2) { list.hidden = true; return; }
    let stories = [];
    try {
      const answer = await fetch(`${form.dataset.suggest}?q=${encodeURIComponent(words)}`);
      if (answer.ok) stories = (await answer.json()).stories;
    } catch { return; } // offline: the form still works when the reader is back
    if (asked !== words) return;
    list.replaceChildren(...stories.map((story) => {
      const item = document.createElement("li"), link = document.createElement("a");
      link.href = story.address;
      link.textContent = story.headline;
      item.append(link);
      return item;
    }));
    list.hidden = stories.length === 0;
  }

  input.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(ask, 150); });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || list.hidden) return;
    event.preventDefault(); // else the browser clears the words too
    list.hidden = true;
    input.focus();
  });
  form.addEventListener("focusout", (event) => { if (!form.contains(event.relatedTarget)) list.hidden = true; });
}

function offerSharing() {
  if (!navigator.share) return;
  for (const button of document.querySelectorAll("button[data-share]")) {
    button.parentElement.hidden = false;
    button.addEventListener("click", () => navigator.share({ title: button.dataset.title, url: button.dataset.share }).catch(() => {}));
  }
}

refreshTimes();
setInterval(refreshTimes, 30_000);
document.querySelectorAll("form[data-suggest]").forEach(suggestIn);
offerSharing();
