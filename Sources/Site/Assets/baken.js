// Everything on this site works without this script; it only makes some things easier.
// What it shows stands in data- attributes, written by the server in the visitor's language.
"use strict";
{
const make = (name, className, text = "") => Object.assign(document.createElement(name), { className, textContent: text });

// Leaving quickly: the link, or Shift pressed alone three times, each within five seconds of the one before.
const exit = document.querySelector("[data-exit]");
let tab;
try { tab = sessionStorage; } catch { /* A browser that keeps nothing for us. */ }
function cover() {
  const overlay = make("div", "exit-overlay", exit.dataset.loading);
  overlay.setAttribute("role", "alert");
  document.title = exit.dataset.loading;
  document.body.append(overlay);
}
function leave(event) {
  event?.preventDefault();
  cover();
  tab?.setItem("left", exit.dataset.exit);
  // The server forgets the form that is open while the other site is on its way; nobody waits for it.
  if (exit.href !== exit.dataset.exit) fetch(exit.href, { keepalive: true, redirect: "manual" }).catch(() => {});
  location.replace(exit.dataset.exit);
}

// What was left quickly, or erased, is not shown to whoever goes back: they land where the person went. It is kept in
// this tab only, until the site is opened in it anew.
const erased = document.querySelector("[data-erased]");
function returned(persisted) {
  const isBack = persisted || performance.getEntriesByType("navigation")[0]?.type === "back_forward";
  const left = tab?.getItem("left");
  if (isBack && left && exit && !erased) {
    cover();
    location.replace(left);
  } else if (!isBack) tab?.removeItem("left");
  if (erased) tab?.setItem("left", erased.dataset.erased);
}
returned(false);
if (exit) {
  exit.addEventListener("click", leave);
  const lights = make("span", "exit-lights");
  lights.setAttribute("aria-hidden", "true");
  const status = make("span", "visually-hidden");
  status.setAttribute("role", "status");
  exit.after(status);
  let presses = 0, alone = false, timer;
  const show = (count, text = "") => {
    clearTimeout(timer);
    presses = count;
    lights.remove();
    lights.replaceChildren(...[1, 2, 3].map((n) => make("i", n <= count ? "on" : "")));
    if (count) exit.append(lights);
    status.textContent = text;
  };
  document.addEventListener("keydown", (event) => {
    alone = event.key === "Shift" && !event.repeat;
    if (event.key !== "Shift" && presses) show(0);
  });
  document.addEventListener("keyup", (event) => {
    if (event.key !== "Shift" || !alone) return;
    alone = false;
    if (presses === 2) return leave();
    show(presses + 1, presses ? exit.dataset.one : exit.dataset.two);
    timer = setTimeout(() => show(0, exit.dataset.expired), 5000);
  });
}

// Something told beneath a form, in place of what was told before.
function say(form, text) {
  form.querySelector(".said")?.remove();
  const block = make("div", "notice said"), told = make("p", "", text);
  block.append(told);
  form.append(block);
  return told;
}

// A form is sent once, however often its button is pressed.
const sent = new Set();
function lock(form, locked = true) {
  sent[locked ? "add" : "delete"](form);
  for (const button of form.elements) if (button.type === "submit") button.ariaDisabled = locked || null;
}
for (const form of document.forms) {
  form.addEventListener("submit", (event) => {
    if (event.submitter?.matches("[data-again]")) return;
    if (sent.has(form)) return event.preventDefault();
    lock(form);
    const files = form.dataset.progress ? [...form.querySelectorAll("[type=file]")].flatMap((field) => [...field.files]) : [];
    if (files.reduce((sum, file) => sum + file.size, 0) > form.dataset.limit) {
      event.preventDefault();
      lock(form, false);
      say(form, form.dataset.excess).setAttribute("role", "alert");
    } else if (files.length) {
      event.preventDefault();
      upload(form, event.submitter);
    } else setTimeout(lock, 10000, form, false);
  });
}

// Files: the same request as the browser would make, with a bar that shows how far it is.
// What the server answers takes the place of this page; when anything fails, the browser sends the form itself.
function upload(form, button) {
  const text = say(form, form.dataset.progress);
  text.setAttribute("role", "status");
  const bar = Object.assign(make("progress", ""), { max: 100, value: 0 });
  bar.setAttribute("aria-label", form.dataset.progress.replace("0", "").trim());
  text.after(bar);
  const request = new XMLHttpRequest();
  const plainly = () => {
    text.parentNode.remove();
    lock(form, false);
    delete form.dataset.progress;
    form.requestSubmit(button);
  };
  const sentTo = new URL(button?.getAttribute("formaction") ?? form.getAttribute("action"), location).href;
  request.open("POST", sentTo);
  request.upload.onprogress = ({ loaded, total }) => {
    bar.value = Math.floor(loaded * 100 / total);
    text.textContent = bar.value < 100 ? form.dataset.progress.replace("0", bar.value) : form.dataset.uploaded;
  };
  request.onerror = request.onabort = plainly;
  request.onload = () => {
    if (!request.responseText || !/html/.test(request.getResponseHeader("Content-Type"))) return plainly();
    // Only another page has another address; it is gone to as after any form, so that the browser can come back here.
    if (request.responseURL !== sentTo) return location.assign(request.responseURL);
    document.open();
    document.write(request.responseText);
    document.close();
  };
  const data = new FormData(form);
  if (button?.name) data.append(button.name, button.value);
  request.send(data);
}

// Buttons that need a script are put there by the script.
const code = document.querySelector("[data-copy]");
if (code && navigator.clipboard) {
  const button = Object.assign(make("button", "button secondary", code.dataset.copy), { type: "button" });
  const said = make("span", "");
  said.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(code.dataset.code);
    said.textContent = code.dataset.copied;
  });
  const block = make("p", "toolbar");
  block.append(button, said);
  code.after(block);
}
for (const place of document.querySelectorAll("[data-print]")) {
  const button = Object.assign(make("button", "button secondary", place.dataset.print), { type: "button" });
  button.addEventListener("click", () => print());
  place.append(button);
}

// An open list tells that there is something new since. It moves nothing, and asking keeps nobody logged in.
const news = document.querySelector("[data-news]");
if (news) {
  let timer, told;
  const tell = (text, show, to) => {
    if (told === text) return;
    told = text;
    const link = Object.assign(make("a", "", show), { href: to });
    news.replaceChildren(make("span", "", text), " ", link);
  };
  const ask = async () => {
    clearTimeout(timer);
    if (!document.hidden) {
      try {
        const reply = await fetch(news.dataset.news, { redirect: "manual" });
        if (reply.type === "opaqueredirect") return tell(news.dataset.ended, news.dataset.enter, news.dataset.logIn);
        if (reply.status === 200) tell(await reply.text(), news.dataset.show, location.href.split("#")[0]);
      } catch { /* Not reached now: asked again. */ }
    }
    timer = setTimeout(ask, 60000);
  };
  timer = setTimeout(ask, 60000);
  document.addEventListener("visibilitychange", () => document.hidden || ask());
}

// Back from elsewhere: the page as it was, and forms that can be sent again.
addEventListener("pageshow", (event) => {
  if (event.persisted) returned(true);
  for (const form of document.forms) lock(form, false);
});
}
