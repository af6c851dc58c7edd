// Starts `perfcoder-lsp` and shows what it says. Everything that concerns C++ is the server's business; the commands
// `perfcoder.measure`, `.cancel`, `.apply`, `.showReport`, `.benchmark` and `.showBenchmark` are the server's too, and the
// client registers them itself.

import * as vscode from "vscode";
import { State } from "vscode-languageclient/node";
import type { LanguageClientOptions, Middleware } from "vscode-languageclient/node";
import { benchmarkAtCursor, BenchmarkStatus } from "./benchmark";
import { Notifications, sendCancel } from "./progress";
import { showPage } from "./report";
import { Client, Crashes, probe, ServerProcess } from "./server";

const END_PATIENCE_MS = 2_000;

let client: Client | undefined;
let server: ServerProcess | undefined;
let log: vscode.LogOutputChannel;
let benchmarked: vscode.StatusBarItem;
/** Starts and stops follow each other: settings that change twice in a moment must not start two servers. */
let last: Promise<void> = Promise.resolve();

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  log = vscode.window.createOutputChannel("PerfCoder", { log: true });
  benchmarked = vscode.window.createStatusBarItem("perfcoder.benchmark", vscode.StatusBarAlignment.Left);
  benchmarked.name = "PerfCoder benchmark";
  context.subscriptions.push(
    log,
    benchmarked,
    vscode.commands.registerCommand("perfcoder.restart", restart),
    vscode.commands.registerCommand("perfcoder.showLog", () => log.show()),
    vscode.commands.registerCommand("perfcoder.benchmarkFunction", () => benchmarkAtCursor(client)),
    vscode.workspace.onDidChangeConfiguration(async (event) => {
      if (event.affectsConfiguration("perfcoder.server.path")) {
        await restart();
      }
    }),
  );
  await restart();
}

export async function deactivate(): Promise<void> {
  await last;
  await stop();
}

function restart(): Promise<void> {
  last = last.then(stop).then(start);
  return last;
}

async function start(): Promise<void> {
  const command = vscode.workspace.getConfiguration("perfcoder").get<string>("server.path") || "perfcoder-lsp";
  const found = await probe(command);
  if ("problem" in found) {
    void explain(found.problem);
    return;
  }
  log.info(found.version);
  const process = new ServerProcess(command);
  const crashes = new Crashes(() => void explain(`the server keeps crashing: ${process.lastWords || "see the log"}`));
  const bars = new Notifications((token) => void sendCancel(client, token));
  const options = { ...clientOptions(bars), errorHandler: crashes, initializationFailedHandler: () => false };
  const started = new Client("perfcoder", "PerfCoder", () => Promise.resolve(process.start()), options);
  started.registerFeature(new BenchmarkStatus(started, benchmarked));
  started.onDidChangeState(({ newState }) => {
    if (newState !== State.Running) {
      bars.closeAll();
      benchmarked.hide();
    }
    void vscode.commands.executeCommand("setContext", "perfcoder.running", newState === State.Running);
  });
  [client, server] = [started, process];
  try {
    await started.start();
    crashes.hasStarted = true;
  } catch (error) {
    await process.ended(END_PATIENCE_MS);
    void explain(`the server does not start: ${process.lastWords || String(error)}`);
  }
}

async function stop(): Promise<void> {
  const [running, process] = [client, server];
  client = server = undefined;
  try {
    if (running?.needsStop()) {
      await running.stop();
    }
    await process?.ended(END_PATIENCE_MS);
  } catch (error) {
    log.warn(`the server did not stop in order: ${String(error)}`);
  } finally {
    process?.kill();
  }
}

function clientOptions(bars: Notifications): LanguageClientOptions {
  const languages = ["c", "cpp"];
  return {
    documentSelector: languages.flatMap((language) => [
      { scheme: "file", language },
      { scheme: "untitled", language },
    ]),
    outputChannel: log,
    middleware: middleware(bars),
  };
}

function middleware(bars: Notifications): Middleware {
  return {
    handleWorkDoneProgress: bars.handle,
    handleDiagnostics: (uri, diagnostics, next) => {
      if (vscode.workspace.getConfiguration("perfcoder").get<boolean>("server.hover", true)) {
        diagnostics.forEach(shorten);
      }
      next(uri, diagnostics);
    },
    workspace: {
      // A changed path ends this server: the settings are no concern of it any more.
      didChangeConfiguration: async (sections, next) => {
        const concerned = client;
        await last;
        if (client === concerned && client?.isRunning()) {
          await next(sections);
        }
      },
    },
    window: {
      // The only documents that the server shows are its reports: Markdown, or pages.
      showDocument: async (params, token, next) => {
        const uri = vscode.Uri.parse(params.uri);
        if (uri.path.endsWith(".md")) {
          await vscode.commands.executeCommand("markdown.showPreview", uri);
        } else if (uri.path.endsWith(".html")) {
          await showPage(uri);
        } else {
          return next(params, token);
        }
        return { success: true };
      },
    },
  };
}

/** VS Code shows a hint's message on top of the hover, which gives the reason already. */
function shorten(hint: vscode.Diagnostic & { data?: { short?: string } }): void {
  hint.message = hint.data?.short ?? hint.message;
}

async function explain(problem: string): Promise<void> {
  log.error(problem);
  const choice = await vscode.window.showErrorMessage(`PerfCoder: ${problem}`, "Try again", "Open settings", "Show log");
  if (choice === "Try again") {
    await restart();
  } else if (choice === "Open settings") {
    await openSettings("perfcoder.server.path");
  } else if (choice === "Show log") {
    log.show();
  }
}

/** Settings of the machine are under "Remote" where VS Code runs on another one than its window. */
async function openSettings(query: string): Promise<void> {
  const command =
    vscode.env.remoteName === undefined ? "workbench.action.openSettings" : "workbench.action.openRemoteSettings";
  await vscode.commands.executeCommand(command, { query });
}
