"use strict";
// Filters by status, area and words; without script everything is simply shown.
(function () {
  const bar = document.querySelector(".saring");
  if (bar) {
    const entries = Array.from(document.querySelectorAll("[data-saring]"));
    const buttons = Array.from(bar.querySelectorAll("button[data-tingkat]"));
    const area = bar.querySelector("select");
    const words = bar.querySelector("input");
    const count = bar.querySelector(".hitung");
    let status = "";
    const apply = function () {
      const wanted = words.value.trim().toLowerCase().split(/\s+/);
      let shown = 0;
      entries.forEach(function (entry) {
        const text = entry.textContent.toLowerCase();
        const fits = (!status || entry.dataset.tingkat === status)
          && (!area.value || entry.dataset.area === area.value)
          && wanted.every(function (word) { return text.includes(word); });
        entry.hidden = !fits;
        shown += fits ? 1 : 0;
      });
      document.querySelectorAll("[data-kelompok]").forEach(function (group) {
        group.hidden = !group.querySelector("[data-saring]:not([hidden])");
      });
      count.textContent = "Ditampilkan " + shown + " dari " + entries.length;
    };
    buttons.forEach(function (button) {
      button.addEventListener("click", function () {
        status = button.dataset.tingkat;
        buttons.forEach(function (other) { other.setAttribute("aria-pressed", String(other === button)); });
        apply();
      });
    });
    area.addEventListener("change", apply);
    words.addEventListener("input", apply);
    bar.hidden = false;
    apply();
  }
  const open = function () {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const box = target && target.closest("details");
    if (box && !box.open) {
      box.open = true;
      target.scrollIntoView();
    }
  };
  window.addEventListener("hashchange", open);
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details[data-cetak]").forEach(function (box) { box.open = true; });
  });
  open();
}());
