// Looks at HTML files as a validator, axe and a browser see them, and prints what it saw as JSON.
//
//     node look.mjs CHROMIUM FOLDER FILE...
//
// The folder gets a picture of each file at each width, and a PDF as it would be printed.

import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { createRequire } from "node:module";
import { HtmlValidate } from "html-validate";
import { chromium } from "playwright-core";

const [executablePath, folder, ...files] = process.argv.slice(2);
const WIDTHS = [390, 768, 1280];
const AXE = [390, 1280]; // it takes longest, and sees the same at the width between these
const PAPER = 680; // pixels between the margins of A4
const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const validator = new HtmlValidate({
  extends: ["html-validate:recommended", "html-validate:a11y", "html-validate:document"],
  rules: { "long-title": "off" }, // a plan may have a long name
});

async function validate(file) {
  const report = await validator.validateString(readFileSync(file, "utf8"));
  return report.results.flatMap((result) =>
    result.messages.map((one) => `${one.line}:${one.column} ${one.ruleId}: ${one.message}`),
  );
}

// Texts of pictures that lie on each other or outside: widths of letters are only known here.
function crowded() {
  const found = [];
  let texts = 0;
  for (const svg of document.querySelectorAll("svg")) {
    if (svg.getBoundingClientRect().width === 0) continue;
    const sheet = svg.viewBox.baseVal;
    const boxes = [...svg.querySelectorAll("text")].map((text) => [text, text.getBBox()]);
    texts += boxes.length;
    boxes.forEach(([text, box], number) => {
      const [right, bottom] = [box.x + box.width, box.y + box.height];
      if (Math.min(box.x, box.y) < -1.5 || right > sheet.width + 1.5 || bottom > sheet.height + 1)
        found.push(`${svg.id}: "${text.textContent}" is outside`);
      for (const [other, its] of boxes.slice(number + 1))
        if (box.x < its.x + its.width && its.x < right && Math.abs(box.y - its.y) < 12)
          found.push(`${svg.id}: "${text.textContent}" on "${other.textContent}"`);
    });
  }
  return { found, texts };
}

// Each table in its frame, scrolled to its end: what can be reached, and what stays where it was.
function frames() {
  return [...document.querySelectorAll(".scroll")].map((frame) => {
    const rows = [...frame.querySelectorAll("tbody tr")].filter((row) => row.cells.length > 1);
    const [first, last] = [rows.at(-1).cells[0], rows.at(-1).cells[rows.at(-1).cells.length - 1]];
    const hint = frame.querySelector(".more").getBoundingClientRect().height;
    frame.scrollLeft = 1e6;
    const [box, label, figure] = [frame, first, last].map((one) => one.getBoundingClientRect());
    const seen = {
      title: frame.querySelector("h2, h3").textContent,
      more: frame.scrollWidth - frame.clientWidth,
      hint,
      focus: frame.tabIndex === 0 && document.getElementById(frame.getAttribute("aria-labelledby")) !== null,
      stays: Math.abs(label.left - box.left) < 1,
      reached: figure.right <= Math.min(box.right, innerWidth) + 1 && figure.left >= label.right - 1,
      lines: Math.max(
        ...rows.map((row) => {
          const text = document.createRange();
          text.selectNodeContents(row.cells[0]);
          return new Set([...text.getClientRects()].map((one) => one.top)).size;
        }),
      ),
      width: box.width,
    };
    frame.scrollLeft = 0;
    return seen;
  });
}

// What opens at some figures: by its button from the keyboard, and closed again.
async function opens(page) {
  const buttons = page.locator("td button");
  const count = await buttons.count();
  const seen = [];
  for (const number of count ? [0, Math.floor(count / 2), count - 1] : []) {
    await buttons.nth(number).focus();
    await page.keyboard.press("Enter");
    seen.push(
      await page.evaluate(() => {
        const box = document.querySelector(":popover-open");
        const { left, right, width } = box.getBoundingClientRect();
        const inside = left >= 0 && right <= innerWidth && width > 100;
        const reached = box.contains(document.activeElement);
        return { id: box.id, reached, text: box.innerText, inside, left, right };
      }),
    );
    await page.keyboard.press("Escape");
    seen.at(-1).back = await page.evaluate(
      (id) => document.activeElement.getAttribute("popovertarget") === id && !document.querySelector(":popover-open"),
      seen.at(-1).id,
    );
  }
  if (count) await buttons.last().click();
  return seen;
}

async function audit(page) {
  await page.evaluate(axe);
  return page.evaluate(() => window.axe.run());
}

async function look(browser, file, width) {
  const context = await browser.newContext({ viewport: { width, height: 900 } });
  const page = await context.newPage();
  const said = [];
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  page.on("request", (request) => {
    if (!request.isNavigationRequest()) said.push(`request: ${request.url()}`);
  });
  await page.goto(`file://${file}`);
  const picture = join(folder, `${basename(file, ".html")}-${width}.png`);
  await page.screenshot({ path: picture, fullPage: true });
  const { found, texts } = await page.evaluate(crowded);
  await page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
  const figures = await opens(page);
  const report = AXE.includes(width) ? await audit(page) : { violations: [], passes: [] };
  const tables = await page.evaluate(frames);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  await context.close();
  return {
    violations: report.violations.flatMap((one) =>
      one.nodes.map((node) => `${one.id} (${one.impact}): ${node.html.slice(0, 200)}`),
    ),
    passes: report.passes.length,
    said,
    crowded: found,
    texts,
    overflow,
    tables,
    figures,
  };
}

async function print(browser, file) {
  const context = await browser.newContext({ viewport: { width: PAPER, height: 960 } });
  const page = await context.newPage();
  await page.goto(`file://${file}`);
  await page.pdf({ path: join(folder, `${basename(file, ".html")}.pdf`), preferCSSPageSize: true });
  await page.emulateMedia({ media: "print" });
  const tooWide = await page.evaluate((paper) => {
    const across = (paper * 267) / 180;
    const landscape = document.body.className === "landscape";
    return [...document.querySelectorAll(".sheet table")]
      .map((table) => [table, landscape ? across : paper])
      .filter(([table, room]) => table.getBoundingClientRect().width > room + 1)
      .map(([table]) => table.caption.textContent);
  }, PAPER);
  const { found } = await page.evaluate(crowded);
  const boxes = await page.evaluate(() =>
    [...document.querySelectorAll("td button, .origin")]
      .filter((one) => (one.matches(".origin") ? one.checkVisibility() : !one.checkVisibility()))
      .map((one) => one.outerHTML),
  );
  await context.close();
  return { tooWide, crowded: found, boxes };
}

const browser = await chromium.launch({ executablePath, args: QUIET });
const seen = {};
for (const file of files) {
  const widths = {};
  for (const width of WIDTHS) widths[width] = await look(browser, file, width);
  seen[basename(file)] = {
    invalid: await validate(file),
    widths,
    printed: await print(browser, file),
  };
}
await browser.close();
console.log(JSON.stringify(seen, null, 1));
