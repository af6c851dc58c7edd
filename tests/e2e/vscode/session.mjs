// One session with the extension: everything that a user sees goes into a JSON file, for the test to judge.
// Called by ../test_vscode.py with the path of a JSON file that says where everything is.

import { readFile, writeFile } from "node:fs/promises";
import { Workbench } from "./workbench.mjs";

const given = JSON.parse(await readFile(process.argv[2], "utf-8"));
const seen = {};

const settings = (values) => writeFile(given.machineSettings, JSON.stringify(values));
const good = { "perfcoder.server.path": given.server };
const source = () => readFile(given.file, "utf-8");

async function session(vscode) {
  await vscode.openFile(given.name);
  seen.wrongPath = await vscode.notification("PerfCoder");
  seen.wrongPathAll = await vscode.notifications();
  await vscode.picture("wrong-path");

  await settings(good); // the extension notices, and starts the server
  seen.lens = await vscode.lens("Measure");
  seen.hints = await vscode.hints();
  await vscode.clearNotifications();
  await vscode.picture("hints");

  await settings({ ...good, "perfcoder.verify.inputs": 2 });
  seen.badSettings = await vscode.notification("verify.inputs");
  await settings(good);
  await vscode.clearNotifications();

  await vscode.goTo(given.line, given.column);
  seen.hoverBefore = await vscode.hover("compiles, compares and times it");
  await vscode.picture("hover-before");
  await vscode.press("Escape");
  seen.actionsBefore = await vscode.actions();
  await vscode.picture("actions-before");
  await vscode.chooseFirstAction();
  seen.progress = await vscode.notification("Measuring");
  await vscode.picture("progress");
  await vscode.clickInNotification("Measuring", "Cancel");
  seen.lensAfterCancel = await vscode.lens("Measure");
  seen.notificationsAfterCancel = await vscode.notifications();

  await vscode.clickLens("Measure optimizations");
  seen.lensWhileMeasuring = await vscode.lens("measuring");
  seen.outcome = await vscode.notification(`PerfCoder: ${given.name}: `);
  seen.lensMeasured = await vscode.lens("apply");
  await vscode.clearNotifications();
  await vscode.goTo(given.line, given.column);
  seen.hoverMeasured = await vscode.hover("Same output on");
  await vscode.picture("hover-measured");
  await vscode.press("Escape");
  seen.actionsMeasured = await vscode.actions();
  await vscode.picture("actions-measured");

  await vscode.chooseFirstAction();
  await vscode.isEdited();
  seen.onDiskBeforeSaving = await source();
  await vscode.press("Control+S");
  await vscode.isSaved();
  seen.applied = await source();
  await vscode.picture("applied");
  await vscode.press("Control+Z");
  seen.lensUndone = await vscode.lens("apply");
  await vscode.press("Control+S");
  await vscode.isSaved();
  seen.undone = await source();

  await vscode.openFile(given.functionFile);
  seen.lensFunction = await vscode.lens("Benchmark");
  await vscode.clickLens("Benchmark");
  seen.outcomeFunction = await vscode.notification("PerfCoder: stats::");
  seen.lensTimed = await vscode.lens(" at n = ");
  await vscode.clearNotifications();
  await vscode.goTo(given.functionLine, 6);
  seen.hoverFunction = await vscode.hover("Growth: ");
  await vscode.picture("benchmarked");
}

const vscode = await Workbench.open(given);
try {
  await session(vscode);
} catch (error) {
  seen.failed = String(error);
  seen.notifications = await vscode.notifications();
  await vscode.picture("failed");
} finally {
  await writeFile(given.result, JSON.stringify(seen, undefined, 2));
  await vscode.close();
}
