import { embedJson } from './embed-json.js';
import { type PageReport, type PageStart, packReport } from './pack.js';
import { PAGE_SCRIPT, PAGE_SCRIPT_HASH, PAGE_STYLE, PAGE_STYLE_HASH } from './page.generated.js';

/** Only this script and this style are obeyed, and nothing is ever fetched. */
const POLICY = [
  "default-src 'none'",
  `script-src '${PAGE_SCRIPT_HASH}'`,
  `style-src '${PAGE_STYLE_HASH}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** One page that needs nothing else: for a browser, and for a webview. The page itself is written in `src/page`. */
export function formatPage(report: PageReport, start: PageStart = {}): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Coldlens: what each function ships and how it starts</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<noscript>This page needs its own script to draw; please allow it.</noscript>
<div id="page"></div>
<script type="application/json" id="data">${embedJson(packReport(report, start))}</script>
<script>${PAGE_SCRIPT}</script>
</body>
</html>
`;
}
