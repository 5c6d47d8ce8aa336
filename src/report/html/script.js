// Sorts and filters tables. A page says all it has to say without this.
(() => {
  "use strict";

  // What a cell is sorted by: a day by its date, a number by its value, a share by what part it is, words by themselves.
  const keyOf = (row, column) => {
    const cell = row.cells[column];
    const words = cell.textContent.trim();
    if (!words || cell.querySelector(".suppressed")) return null;
    const day = cell.querySelector("time");
    if (day) return day.dateTime;
    if (!cell.classList.contains("number")) return words;
    const [value, whole] = words.replace(/[$,]/g, "").split(" of ").map(number);
    return whole ? value / whole : value;
  };

  // `15 h 5 min` and `35 min` are hours; anything else is as much as it begins with.
  const number = (words) => {
    const time = /^(?:([\d.]+) h)?(?: ?(\d+) min)?$/.exec(words);
    return words && time ? Number(time[1] ?? 0) + Number(time[2] ?? 0) / 60 : Number.parseFloat(words);
  };

  const compare = (a, b) =>
    typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "en", { numeric: true });

  const sortable = (table, say) => {
    const body = table.tBodies[0];
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        const keyed = [...body.rows].map((row) => ({ row, key: keyOf(row, column) }));
        // What is empty or not shown stays last, whichever way the others go.
        keyed.sort((a, b) => {
          if (a.key === null || b.key === null) return (a.key === null) - (b.key === null);
          return down ? compare(b.key, a.key) : compare(a.key, b.key);
        });
        body.append(...keyed.map(({ row }) => row));
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        say(`Sorted by ${button.textContent}, ${down ? "descending" : "ascending"}.`);
      });
    });
  };

  const filterable = (box, table, output) => {
    const label = document.createElement("label");
    const input = document.createElement("input");
    input.type = "search";
    input.autocomplete = "off";
    label.append("Show only rows with ");
    const line = document.createElement("p");
    line.className = "filter";
    label.append(input);
    line.append(label, output);
    box.prepend(line);
    const rows = [...table.tBodies[0].rows];
    input.addEventListener("input", () => {
      const words = input.value.toLowerCase().split(/\s+/);
      rows.forEach((row) => {
        const text = row.textContent.toLowerCase();
        row.hidden = !words.every((word) => text.includes(word));
      });
      output.value = `${rows.filter((row) => !row.hidden).length} of ${rows.length} rows`;
    });
  };

  for (const box of document.querySelectorAll(".table")) {
    const table = box.querySelector("table");
    if (table.tBodies[0].rows.length < 2) continue;
    const output = document.createElement("output");
    if (box.classList.contains("many")) filterable(box, table, output);
    else {
      output.className = "skip";
      box.prepend(output);
    }
    sortable(table, (words) => { output.value = words; });
  }

  // A region that holds all it has needs no stop for the keyboard.
  const stops = () => {
    for (const region of document.querySelectorAll(".scroll")) region.tabIndex = region.scrollWidth > region.clientWidth ? 0 : -1;
  };
  stops();
  addEventListener("resize", stops);
  addEventListener("toggle", stops, true);

  // Browsers that cannot unfold by style do it before they print.
  addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((part) => { part.open = true; }));
})();
