// Benchmarks of functions: the command for the function at the cursor, and what the server tells while it works.

import * as vscode from "vscode";
import type { ClientCapabilities, FeatureState, LanguageClient, StaticFeature } from "vscode-languageclient/node";

const COMMAND = "perfcoder.benchmark";
const SHOW_COMMAND = "perfcoder.showBenchmark";
const NEWS = "perfcoder/functionBenchmark";

/** What the server sends whenever more is known of a function. */
interface News {
  readonly uri: string;
  readonly function: string;
  readonly headline: string;
  readonly report: { readonly complete: boolean };
}

/** Asks the server to benchmark the function at the cursor. */
export async function benchmarkAtCursor(client: LanguageClient | undefined): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined || !client?.isRunning()) {
    return;
  }
  const uri = client.code2ProtocolConverter.asUri(editor.document.uri);
  const position = client.code2ProtocolConverter.asPosition(editor.selection.active);
  await vscode.commands.executeCommand(COMMAND, { uri, position });
}

/** The newest benchmark in the status bar: its numbers as they come, and a way to all that is known. */
export class BenchmarkStatus implements StaticFeature {
  constructor(
    private readonly client: LanguageClient,
    private readonly item: vscode.StatusBarItem,
  ) {}

  fillClientCapabilities(capabilities: ClientCapabilities): void {
    const perfcoder = { functionBenchmark: true, html: true };
    capabilities.experimental = { ...(capabilities.experimental as object | undefined), perfcoder };
  }

  initialize(): void {
    this.client.onNotification(NEWS, (news: News) => this.show(news));
  }

  getState(): FeatureState {
    return { kind: "static" };
  }

  clear(): void {
    this.item.hide();
  }

  private show(news: News): void {
    const icon = news.report.complete ? "$(dashboard)" : "$(loading~spin)";
    this.item.text = `${icon} ${news.function}: ${news.headline}`;
    this.item.tooltip = "PerfCoder: show the benchmark";
    this.item.command = {
      title: "Show the benchmark",
      command: SHOW_COMMAND,
      arguments: [{ uri: news.uri, scope: news.function }],
    };
    this.item.show();
  }
}
