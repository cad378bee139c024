#!/usr/bin/env node
import { existsSync } from 'node:fs';

const built = new URL('../dist/cli.js', import.meta.url);

if (existsSync(built)) {
  const { run } = await import(built.href);
  await run();
} else {
  console.error('coldlens: this checkout is not built yet; run "npm run build" first.');
  process.exitCode = 2;
}
