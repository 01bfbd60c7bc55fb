"use strict";
// Filters by status, area, family and words, and grouping; one bar per list. Without script everything is
// simply shown. What is chosen may also be given by the address: #temuan?tingkat=error&area=3&kelompok=bagian
(function () {
  const words = function (text) { return text.trim().toLowerCase().split(/\s+/).filter(Boolean); };

  const makeBar = function (bar) {
    const scope = bar.closest("details, section");
    const entries = Array.from(scope.querySelectorAll("[data-saring]")).filter(function (entry) {
      return entry.closest("details:not(.halaman), section") === scope;
    });
    const texts = entries.map(function (entry) { return entry.textContent.toLowerCase(); });
    const buttons = Array.from(bar.querySelectorAll("button[data-tingkat]"));
    const grouping = bar.querySelector("select[data-kelompokkan]");
    const columns = Array.from(bar.querySelectorAll("select:not([data-kelompokkan])"));
    const search = bar.querySelector("input");
    const clear = bar.querySelector(".hapus");
    const list = scope.querySelector(".daftar");
    const count = scope.querySelector(".hitung");
    const columnOf = function (select) { return select.dataset.kolom || "area"; };
    let status = "";

    const isActive = function () {
      return status !== "" || Boolean(search && search.value.trim())
        || columns.some(function (select) { return select.value !== ""; });
    };
    const apply = function () {
      const wanted = search ? words(search.value) : [];
      let shown = 0;
      entries.forEach(function (entry, index) {
        const fits = (!status || entry.dataset.tingkat.split(" ").includes(status))
          && columns.every(function (select) {
            return !select.value || entry.dataset[columnOf(select)] === select.value;
          })
          && wanted.every(function (word) { return texts[index].includes(word); });
        entry.hidden = !fits;
        shown += fits ? 1 : 0;
      });
      scope.querySelectorAll("[data-kelompok]").forEach(function (group) {
        const rest = group.querySelectorAll("[data-saring]:not([hidden])").length;
        const label = group.querySelector("h3 small");
        group.hidden = rest === 0;
        if (list && label) { label.textContent = "(" + rest + ")"; }
      });
      const area = columns.find(function (select) { return columnOf(select) === "area"; });
      scope.querySelectorAll("[data-untuk-area]").forEach(function (box) {
        box.hidden = !area || !area.value || box.dataset.untukArea !== area.value;
      });
      if (clear) { clear.hidden = !isActive(); }
      count.classList.toggle("disaring", isActive());
      count.textContent = "Ditampilkan " + shown + " dari " + entries.length
        + (shown === 0 ? "; tidak ada yang cocok dengan saringan ini." : "");
    };
    const choose = function (value) {
      status = buttons.some(function (button) { return button.dataset.tingkat === value; }) ? value : "";
      buttons.forEach(function (button) {
        button.setAttribute("aria-pressed", String(button.dataset.tingkat === status));
      });
    };
    const select = function (box, value) {
      box.value = value;
      if (box.selectedIndex < 0) { box.selectedIndex = 0; }
    };

    // --- grouping: entries move into boxes, headed by the name of what they have in common
    const nameOf = function (kind, key) {
      const column = columns.find(function (box) { return columnOf(box) === kind; });
      const option = column && Array.from(column.options).find(function (one) { return one.value === key; });
      const button = kind === "tingkat" && buttons.find(function (one) { return one.dataset.tingkat === key; });
      return option ? option.text : button ? button.dataset.nama : key;
    };
    const orderOf = function (kind) {
      if (kind === "bagian") {
        const sorted = entries.slice().sort(function (a, b) { return a.dataset.urut - b.dataset.urut; });
        return sorted.map(function (entry) { return entry.dataset.bagian; });
      }
      const column = columns.find(function (box) { return columnOf(box) === kind; });
      const source = column ? Array.from(column.options) : buttons;
      return source.map(function (one) { return one.value || one.dataset.tingkat || ""; });
    };
    const group = function (kind) {
      const members = new Map(orderOf(kind).filter(Boolean).map(function (key) { return [key, []]; }));
      entries.forEach(function (entry) {
        const key = entry.dataset[kind];
        if (!members.has(key)) { members.set(key, []); }
        members.get(key).push(entry);
      });
      list.replaceChildren();
      members.forEach(function (found, key) {
        if (!found.length) { return; }
        if (kind !== "tingkat") { found.sort(function (a, b) { return a.dataset.urut - b.dataset.urut; }); }
        const box = document.createElement("div");
        const title = document.createElement("h3");
        box.dataset.kelompok = "";
        title.append(nameOf(kind, key) + " ", document.createElement("small"));
        box.append(title);
        found.forEach(function (entry) { box.append(entry); });
        list.append(box);
      });
    };

    const set = function (wishes) {
      choose(wishes.get("tingkat") || "");
      columns.forEach(function (box) { select(box, wishes.get(columnOf(box)) || ""); });
      if (search) { search.value = wishes.get("kata") || ""; }
      if (grouping && wishes.has("kelompok")) {
        select(grouping, wishes.get("kelompok"));
        group(grouping.value);
      }
      apply();
    };
    buttons.forEach(function (button) {
      button.addEventListener("click", function () { choose(button.dataset.tingkat); apply(); });
    });
    columns.forEach(function (box) { box.addEventListener("change", apply); });
    if (search) { search.addEventListener("input", apply); }
    if (clear) { clear.addEventListener("click", function () { set(new URLSearchParams()); }); }
    if (grouping) {
      grouping.addEventListener("change", function () { group(grouping.value); apply(); });
    }
    bar.hidden = false;
    apply();
    return { scope: scope, entries: entries, set: set };
  };
  const bars = Array.from(document.querySelectorAll(".saring")).map(makeBar);

  // A link leads to what it names, also where that is folded away or filtered out.
  const open = function () {
    const parts = location.hash.slice(1).split("?");
    let id = parts[0];
    try { id = decodeURIComponent(id); } catch (error) { /* not an address of ours: taken as it stands */ }
    const target = id && document.getElementById(id);
    if (!target) { return; }
    if (parts.length > 1) {
      const bar = bars.find(function (one) { return one.scope === target; });
      if (bar) { bar.set(new URLSearchParams(parts[1])); }
      target.scrollIntoView({ behavior: "instant" });
      return;
    }
    const box = target.closest("details");
    const bar = bars.find(function (one) { return one.entries.includes(target); });
    const folded = box && !box.open;
    if (folded) { box.open = true; }
    if (target.hidden && bar) { bar.set(new URLSearchParams()); } else if (!folded) { return; }
    target.scrollIntoView({ behavior: "instant" });
  };
  // A link that chooses what a list shows: the choice goes into the address, so that Back undoes it.
  document.addEventListener("click", function (event) {
    const link = event.target.closest("a[data-pilih]");
    if (!link) { return; }
    event.preventDefault();
    const address = link.getAttribute("href") + "?" + link.dataset.pilih;
    if (location.hash === address) { open(); } else { location.hash = address; }
  });
  window.addEventListener("hashchange", open);
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details[data-cetak]").forEach(function (box) { box.open = true; });
  });
  open();
}());
