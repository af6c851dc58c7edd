// The server's process, and the client that speaks with it. The library tells each failure in windows of its own, with
// stack traces and without the reason; here a failure is told once, with the last thing that the server said.

import { execFile, spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { promisify } from "node:util";
import { CloseAction, ErrorAction, LanguageClient } from "vscode-languageclient/node";
import type { CloseHandlerResult, ErrorHandler, ErrorHandlerResult } from "vscode-languageclient/node";

const run = promisify(execFile);
const VERSION_TIMEOUT_MS = 15_000;
const CRASHES = { most: 3, within_ms: 180_000 };

/** A server that answers `--version`: what it is, or in one line why it can't be started. */
export async function probe(command: string): Promise<{ version: string } | { problem: string }> {
  try {
    const { stdout } = await run(command, ["--version"], { timeout: VERSION_TIMEOUT_MS });
    return { version: stdout.trim() };
  } catch (error) {
    const { code, stderr } = error as { code?: unknown; stderr?: string };
    if (code === "ENOENT") {
      const problem = `${command} is not found. Install it (pip install perfcoder-lsp) or set perfcoder.server.path.`;
      return { problem };
    }
    if (code === "EACCES") {
      return { problem: `${command} is not a program that may be run. Set perfcoder.server.path.` };
    }
    return { problem: `${command} --version fails: ${lastLine(stderr ?? "") || String(error)}` };
  }
}

/** The running server; a new process after each crash. */
export class ServerProcess {
  private child: ChildProcess | undefined;
  private closed: Promise<void> = Promise.resolve();
  private said = "";

  constructor(private readonly command: string) {}

  /** Its last line on standard error, where a program says why it ends. */
  get lastWords(): string {
    return lastLine(this.said);
  }

  start(): ChildProcess {
    const child = spawn(this.command, ["--stdio"]);
    this.said = "";
    child.stderr.on("data", (data: Buffer) => (this.said = (this.said + data.toString()).slice(-4096)));
    this.closed = new Promise((resolve) => child.once("close", () => resolve()));
    this.child = child;
    return child;
  }

  /** Once it has ended and said everything. */
  async ended(patience_ms: number): Promise<void> {
    await Promise.race([this.closed, new Promise((resolve) => setTimeout(resolve, patience_ms))]);
  }

  kill(): void {
    this.child?.kill();
  }
}

/** Restarts a server that crashes, but not for ever, and not one that never came up. */
export class Crashes implements ErrorHandler {
  private times: number[] = [];
  hasStarted = false;

  constructor(private readonly giveUp: () => void) {}

  error(): ErrorHandlerResult {
    return { action: ErrorAction.Continue, handled: true };
  }

  closed(): CloseHandlerResult {
    if (!this.hasStarted) {
      return { action: CloseAction.DoNotRestart, handled: true };
    }
    const now = Date.now();
    this.times = [...this.times.filter((time) => now - time < CRASHES.within_ms), now];
    if (this.times.length <= CRASHES.most) {
      return { action: CloseAction.Restart, handled: true };
    }
    this.giveUp();
    return { action: CloseAction.DoNotRestart, handled: true };
  }
}

/** Shows errors of a server that runs; those of starting and stopping only go to the log. */
export class Client extends LanguageClient {
  override error(message: string, data?: unknown, showNotification: boolean | "force" = true): void {
    super.error(message, data, this.isRunning() && showNotification);
  }
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1)?.trim() ?? "";
}
