// VS Code's window in a headless Chromium, as a user sees it.

import { mkdir } from "node:fs/promises";
import path from "node:path";
import { chromium } from "playwright-core";

const SECOND = 1000;
const PATIENCE = 120 * SECOND;
const FLAGS = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

export class Workbench {
  #browser;
  #page;
  #pictures;
  #count = 0;

  constructor(browser, page, pictures) {
    this.#browser = browser;
    this.#page = page;
    this.#pictures = pictures;
  }

  /** Opens the window. `pictures` is a folder for screenshots, or undefined for none. */
  static async open({ url, chromiumPath, profile, pictures }) {
    const browser = await chromium.launchPersistentContext(profile, {
      executablePath: chromiumPath,
      headless: true,
      viewport: { width: 1280, height: 720 },
      args: FLAGS,
    });
    const page = browser.pages()[0] ?? (await browser.newPage());
    page.setDefaultTimeout(PATIENCE);
    await page.goto(url);
    await page.locator(".monaco-workbench").waitFor();
    if (pictures !== undefined) {
      await mkdir(pictures, { recursive: true });
    }
    return new Workbench(browser, page, pictures);
  }

  close() {
    return this.#browser.close();
  }

  /** Opens a file by its path from the project's folder. */
  async openFile(file) {
    const names = file.split("/");
    for (const folder of names.slice(0, -1)) {
      await this.#inExplorer(folder).click();
    }
    const name = names.at(-1);
    await this.#inExplorer(name).dblclick();
    await this.#page.locator(".tab.active", { hasText: name }).waitFor();
    await this.#page.locator(".editor-instance .view-line").first().waitFor();
  }

  async goTo(line, column) {
    await this.#page.locator(".editor-instance .view-lines").first().click();
    await this.#page.keyboard.press("Control+G");
    await this.#page.locator(".quick-input-widget input").waitFor();
    await this.#page.keyboard.type(`:${line}:${column}`);
    await this.#page.keyboard.press("Enter");
    await this.#page.locator(".quick-input-widget").waitFor({ state: "hidden" });
  }

  /** The text of the first lens that contains `text`. */
  async lens(text) {
    const lens = this.#page.locator(".codelens-decoration", { hasText: text }).first();
    await lens.waitFor();
    return lens.innerText();
  }

  async clickLens(text) {
    await this.#page.locator(".codelens-decoration a", { hasText: text }).first().click();
  }

  hints() {
    return this.#page.locator(".squiggly-hint").count();
  }

  /** Waits for a notification that contains `text`: all of its words, without its buttons. */
  async notification(text) {
    const notification = this.#notification(text);
    await notification.waitFor();
    return notification.locator(".notification-list-item-message").innerText();
  }

  /** All notifications in sight. */
  notifications() {
    return this.#page.locator(".notification-list-item-message").allInnerTexts();
  }

  async clickInNotification(text, button) {
    const notification = this.#notification(text);
    await notification.locator(".monaco-button", { hasText: button }).click();
    await notification.waitFor({ state: "hidden" });
  }

  async clearNotifications() {
    await this.command("Notifications: Clear All Notifications");
    await this.#page.locator(".notification-list-item").first().waitFor({ state: "hidden" });
  }

  async command(title) {
    await this.#page.keyboard.press("F1");
    await this.#page.locator(".quick-input-widget input").waitFor();
    await this.#page.keyboard.type(title);
    await this.#page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first().click();
  }

  /** The titles in the light bulb's menu at the cursor; the menu stays open. */
  async actions() {
    await this.#page.keyboard.press("Control+.");
    const rows = this.#page.locator(".action-widget .monaco-list-row.action");
    await rows.first().waitFor();
    return rows.allInnerTexts();
  }

  /** Chooses what is focused in the open menu, which is its first action; it takes no clicks at once. */
  async chooseFirstAction() {
    await this.#page.keyboard.press("Enter");
    await this.#page.locator(".action-widget").waitFor({ state: "hidden" });
  }

  /** The hover at the cursor, once it has `text`. */
  async hover(text) {
    await this.#page.keyboard.press("Control+K");
    await this.#page.keyboard.press("Control+I");
    const hover = this.#page.locator(".monaco-resizable-hover", { hasText: text }).first();
    await hover.waitFor();
    return hover.innerText();
  }

  press(keys) {
    return this.#page.keyboard.press(keys);
  }

  /** Waits until the open file is saved. */
  async isSaved() {
    await this.#page.locator(".tab.active.dirty").waitFor({ state: "hidden" });
  }

  /** Waits until the open file has changes that are not saved. */
  async isEdited() {
    await this.#page.locator(".tab.active.dirty").waitFor();
  }

  async picture(name) {
    if (this.#pictures !== undefined) {
      const number = String(this.#count++).padStart(2, "0");
      await this.#page.screenshot({ path: path.join(this.#pictures, `${number}-${name}.png`) });
    }
  }

  #inExplorer(name) {
    const rows = this.#page.locator(".explorer-folders-view .monaco-list-row");
    return rows.filter({ has: this.#page.getByText(name, { exact: true }) }).first();
  }

  #notification(text) {
    return this.#page.locator(".notification-list-item", { hasText: text }).first();
  }
}
