"use strict";
// Filters by status, area and words, one bar per list; without script everything is simply shown.
(function () {
  const bars = Array.from(document.querySelectorAll(".saring")).map(function (bar) {
    const scope = bar.closest("details, section");
    const entries = Array.from(scope.querySelectorAll("[data-saring]")).filter(function (entry) {
      return entry.closest("details, section") === scope;
    });
    const texts = entries.map(function (entry) { return entry.textContent.toLowerCase(); });
    const buttons = Array.from(bar.querySelectorAll("button[data-tingkat]"));
    const area = bar.querySelector("select");
    const words = bar.querySelector("input");
    const count = bar.querySelector(".hitung");
    let status = "";
    const apply = function () {
      const wanted = words ? words.value.trim().toLowerCase().split(/\s+/) : [];
      let shown = 0;
      entries.forEach(function (entry, index) {
        const fits = (!status || entry.dataset.tingkat.split(" ").includes(status))
          && (!area || !area.value || entry.dataset.area === area.value)
          && wanted.every(function (word) { return texts[index].includes(word); });
        entry.hidden = !fits;
        shown += fits ? 1 : 0;
      });
      scope.querySelectorAll("[data-kelompok]").forEach(function (group) {
        group.hidden = !group.querySelector("[data-saring]:not([hidden])");
      });
      count.textContent = "Ditampilkan " + shown + " dari " + entries.length;
    };
    const choose = function (value) {
      status = value;
      buttons.forEach(function (other) {
        other.setAttribute("aria-pressed", String(other.dataset.tingkat === value));
      });
    };
    buttons.forEach(function (button) {
      button.addEventListener("click", function () { choose(button.dataset.tingkat); apply(); });
    });
    if (area) { area.addEventListener("change", apply); }
    if (words) { words.addEventListener("input", apply); }
    bar.hidden = false;
    apply();
    return {
      entries: entries,
      reset: function () {
        choose("");
        if (area) { area.value = ""; }
        if (words) { words.value = ""; }
        apply();
      }
    };
  });
  // A link leads to what it names, also where that is folded away or filtered out.
  const open = function () {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) { return; }
    const box = target.closest("details");
    const bar = bars.find(function (one) { return one.entries.includes(target); });
    const folded = box && !box.open;
    if (folded) { box.open = true; }
    if (target.hidden && bar) { bar.reset(); } else if (!folded) { return; }
    target.scrollIntoView();
  };
  window.addEventListener("hashchange", open);
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details[data-cetak]").forEach(function (box) { box.open = true; });
  });
  open();
}());
