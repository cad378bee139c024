#!/usr/bin/env -S node --import tsx/esm
import { spawnSync } from 'node:child_process';
import { DESKTOP } from './environment.js';

/** A desktop VS Code that asks whether the folder is to be trusted: `runTests` would switch that off. */
const args = process.argv.slice(2).filter((arg) => arg !== '--disable-workspace-trust');
process.exitCode = spawnSync(process.env[DESKTOP]!, args, { stdio: 'inherit' }).status ?? 1;
