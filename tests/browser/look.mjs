// Looks at pages as people do. Comes in on stdin: {browser, site, pages: [{file, facts, whole}], print: [file], all: [file]}. Goes out
// on stdout: what was seen, as JSON. It judges nothing but what its tools judge; tests/browser.rs says what must hold.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import path from "node:path";

const modules = createRequire(path.join(process.argv[2], "package.json"));
const { chromium } = modules("playwright-core");
const { HtmlValidate } = modules("html-validate");
const axe = await readFile(modules.resolve("axe-core/axe.min.js"), "utf8");
const order = JSON.parse(await new Response(process.stdin).text());

const FLAGS = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];
const WIDTHS = [320, 1280];
const SCHEMES = ["light", "dark"];

const addressOf = (file) => pathToFileURL(path.join(order.site, file)).href;
const squeezed = (text) => text.replaceAll(/\s+/g, " ").trim();

// Everything that a reader can come to: no picture, style or script, whatever is folded away. A blank between any two pieces.
const words = () => {
  const copy = document.body.cloneNode(true);
  for (const part of copy.querySelectorAll("svg, style, script, output, .filter, .bars")) part.remove();
  const walker = document.createTreeWalker(copy, NodeFilter.SHOW_TEXT);
  const lists = [...copy.querySelectorAll("table, ul, ol, dl")].map((part) => part.textContent);
  const blocks = new Set(["P", "LI", "DT", "DD", "TD", "TH", "TR", "H1", "H2", "H3", "H4", "CAPTION", "SUMMARY", "FIGCAPTION", "PRE"]);
  let text = "";
  let last = null;
  while (walker.nextNode()) {
    const block = walker.currentNode.parentElement.closest([...blocks].join(","));
    text += (block === last ? "" : "\n") + walker.currentNode.data;
    last = block;
  }
  return { text, lists };
};

// What is watched while a page is open.
const watch = (page, seen) => {
  page.on("request", (request) => seen.requests.push(request.url()));
  page.on("console", (message) => seen.console.push(message.text()));
  page.on("pageerror", (error) => seen.console.push(String(error)));
  page.on("dialog", (dialog) => { seen.dialogs.push(dialog.message()); dialog.dismiss(); });
};

const judged = async (page) => {
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.target.join(" ")}: ${node.failureSummary}`));
};

// With its own script on: requests, dialogs, what the page complains of, what its script does; and where the whole is looked at,
// accessibility and width in both schemes at both widths.
const withScript = async (browser, { file, whole }, seen) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  watch(page, seen);
  await page.goto(addressOf(file));
  seen.on = await page.evaluate(words);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  seen.skipped = await page.evaluate(() => document.activeElement.tagName === "MAIN");
  if (whole) {
    await page.evaluate(axe);
    await page.evaluate(() => document.querySelectorAll("details").forEach((part) => { part.open = true; }));
    for (const colorScheme of SCHEMES) {
      for (const width of WIDTHS) await inEveryWay(page, { colorScheme, width }, seen);
    }
  }
  seen.filtered = await page.evaluate(filterEveryTable);
  seen.sorted = await page.evaluate(sortEveryTable);
  await context.close();
};

const inEveryWay = async (page, { colorScheme, width }, seen) => {
  await page.emulateMedia({ colorScheme });
  await page.setViewportSize({ width, height: 900 });
  // What follows a new width is done before the next frame but one.
  await page.evaluate(() => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); }));
  const where = `${colorScheme}, ${width} px`;
  seen.axe.push(...(await judged(page)).map((violation) => `${where}: ${violation}`));
  const needed = await page.evaluate(() => document.documentElement.scrollWidth);
  if (needed > width) seen.wide.push(`${where}: the page is ${needed} px wide`);
};

// Types the first word of the last row into every filter, says what is left, and clears it.
const filterEveryTable = () => [...document.querySelectorAll(".filter")].map((line) => {
  const input = line.querySelector("input");
  const rows = [...line.parentElement.querySelector("tbody").rows];
  const word = rows.at(-1).cells[0].textContent.trim().split(/\s+/)[0];
  const type = (text) => { input.value = text; input.dispatchEvent(new Event("input")); };
  type(word);
  const texts = (hidden) => rows.filter((row) => row.hidden === hidden).map((row) => row.textContent);
  const told = { word, rows: texts(false), hidden: texts(true), said: line.querySelector("output").value };
  type("");
  return told;
});

// Sorts every table by every column, up and down, and says what came out.
const sortEveryTable = () => {
  const told = [];
  for (const table of document.querySelectorAll("table")) {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const button = head.querySelector("button");
      if (!button) return;
      const caption = table.caption.textContent;
      for (const way of ["ascending", "descending"]) {
        button.click();
        const rows = [...table.tBodies[0].rows].map((row) => row.cells[column].textContent.trim());
        told.push({ caption, column: button.textContent, kind: head.className, way, said: head.getAttribute("aria-sort"), rows });
      }
    });
  }
  return told;
};

// With scripts off: what can be read, against what the document holds.
const withoutScript = async (browser, { file, facts }, seen) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  watch(page, seen);
  await page.goto(addressOf(file));
  seen.off = await page.evaluate(words);
  const text = squeezed(seen.off.text);
  const counts = new Map();
  for (const fact of facts.map(squeezed).filter(Boolean)) counts.set(fact, (counts.get(fact) ?? 0) + 1);
  for (const [fact, times] of counts) {
    const found = text.split(fact).length - 1;
    if (found < times) seen.missing.push(`${JSON.stringify(fact)} is there ${found} times, and should be ${times} times`);
  }
  await context.close();
};

const look = async (browser, ordered) => {
  const seen = { file: ordered.file, axe: [], wide: [], requests: [], console: [], dialogs: [], missing: [] };
  await withScript(browser, ordered, seen);
  await withoutScript(browser, ordered, seen);
  const same = JSON.stringify(seen.on) === JSON.stringify(seen.off);
  seen.text = squeezed(seen.off.text);
  delete seen.on;
  delete seen.off;
  return { ...seen, address: addressOf(ordered.file), same };
};

// The smallest letters that run on paper, in points: of paragraphs, lists and tables, and of pictures as they are drawn there.
const smallest = () => {
  const seen = (part) => part.checkVisibility() && part.textContent.trim() !== "";
  const body = [...document.querySelectorAll("main :is(p, li, dd, td)")].filter(seen);
  const sizes = body.map((part) => parseFloat(getComputedStyle(part).fontSize));
  const drawn = [...document.querySelectorAll(".picture svg text")].filter(seen);
  const scaled = drawn.map((part) => parseFloat(getComputedStyle(part).fontSize) * part.getScreenCTM().a);
  const points = (all) => (all.length ? Math.min(...all) * 0.75 : null);
  const lists = [...document.querySelectorAll(".picture dl")];
  return { body: points(sizes), drawn: points(scaled), list: lists.length > 0 && lists.every(seen) };
};

const sheets = async (browser, file) => {
  // As wide as a sheet of Letter between its margins.
  const page = await browser.newPage({ viewport: { width: 733, height: 900 } });
  await page.goto(addressOf(file));
  const pdf = await page.pdf({ preferCSSPageSize: true, format: "Letter" });
  await page.emulateMedia({ media: "print" });
  const letters = await page.evaluate(smallest);
  await page.close();
  return { file, letters, sheets: pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g).length };
};

const invalid = async () => {
  const validator = new HtmlValidate({
    root: true,
    extends: ["html-validate:standard", "html-validate:document"],
    // Not what the standard asks: how often a style is repeated, and how attributes are written.
    rules: { "long-title": "off", "no-inline-style": "error", "require-sri": "off" },
  });
  const told = [];
  for (const file of order.all) {
    const report = await validator.validateFile(path.join(order.site, file));
    for (const { messages } of report.results) {
      told.push(...messages.map(({ line, column, ruleId, message }) => `${file}:${line}:${column}: ${ruleId}: ${message}`));
    }
  }
  return told;
};

const browser = await chromium.launch({ executablePath: order.browser, args: FLAGS });
try {
  const todo = [...order.pages];
  const pages = [];
  // One page a core: looking is the browser's work, not ours.
  await Promise.all([0, 1].map(async () => {
    for (let next = todo.shift(); next; next = todo.shift()) pages.push(await look(browser, next));
  }));
  const printed = [];
  for (const file of order.print) printed.push(await sheets(browser, file));
  console.log(JSON.stringify({ pages, printed, invalid: await invalid() }));
} finally {
  await browser.close();
}
