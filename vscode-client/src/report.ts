// A report of the server as a page: static, without scripts, and with nothing that it would load from elsewhere.

import * as vscode from "vscode";

const POLICY =
  "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">";

/** Opens the page beside the code. */
export async function showPage(uri: vscode.Uri): Promise<void> {
  const page = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  const options = { enableScripts: false, enableFindWidget: true };
  const panel = vscode.window.createWebviewPanel("perfcoder.report", "PerfCoder", vscode.ViewColumn.Beside, options);
  panel.webview.html = page.includes("<head>") ? page.replace("<head>", `<head>${POLICY}`) : POLICY + page;
}
