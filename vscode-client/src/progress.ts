// vscode-languageclient shows progress in the status bar, where Cancel is two clicks away. A measurement takes a while
// and heats the machine, so whoever asked for one gets a notification with its Cancel in sight.

import * as vscode from "vscode";
import { WorkDoneProgressCancelNotification } from "vscode-languageclient/node";
import type { LanguageClient, Middleware, ProgressToken } from "vscode-languageclient/node";

type Handler = NonNullable<Middleware["handleWorkDoneProgress"]>;
type Value = Parameters<Handler>[1];

interface Bar {
  readonly show: (value: Value) => void;
  readonly close: () => void;
}

/** The bars of one client, as its middleware; `cancel` tells the server. */
export class Notifications {
  private readonly bars = new Map<ProgressToken, Bar>();

  constructor(private readonly cancel: (token: ProgressToken) => void) {}

  readonly handle: Handler = (token, value, next) => {
    if (value.kind === "begin" && !measuresOnSave()) {
      this.bars.set(token, openBar(value.title, () => this.cancel(token)));
    }
    const bar = this.bars.get(token);
    bar?.show(value);
    if (bar === undefined || value.kind === "end") {
      next(token, value);
    }
    if (value.kind === "end") {
      this.close(token);
    }
  };

  /** For a server that went and will end nothing any more. */
  closeAll(): void {
    for (const token of [...this.bars.keys()]) {
      this.close(token);
    }
  }

  private close(token: ProgressToken): void {
    this.bars.get(token)?.close();
    this.bars.delete(token);
  }
}

export async function sendCancel(client: LanguageClient | undefined, token: ProgressToken): Promise<void> {
  if (client?.isRunning()) {
    await client.sendNotification(WorkDoneProgressCancelNotification.type, { token });
  }
}

/** A notification at every save would be a nuisance; the status bar stays in charge then. */
function measuresOnSave(): boolean {
  return vscode.workspace.getConfiguration("perfcoder").get<boolean>("server.measure_on_save", false);
}

function openBar(title: string, cancel: () => void): Bar {
  let close: () => void = () => undefined;
  const closed = new Promise<void>((resolve) => (close = resolve));
  let report: (value: { message?: string; increment?: number }) => void = () => undefined;
  let shown = 0;
  const options = { location: vscode.ProgressLocation.Notification, cancellable: true, title };
  void vscode.window.withProgress(options, async (progress, token) => {
    report = (value) => progress.report(value);
    token.onCancellationRequested(cancel);
    await closed;
  });
  return {
    close,
    show: (value) => {
      if (value.kind !== "end") {
        const percentage = Math.max(shown, value.percentage ?? shown);
        report({ message: value.message, increment: percentage - shown });
        shown = percentage;
      }
    },
  };
}
