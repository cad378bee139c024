import { nodeIo } from '../host/node-io.js';
import { main } from './main.js';

/** What `bin/coldlens.js` calls. The exit code is set rather than forced, so that pending output still leaves. */
export async function run(): Promise<void> {
  process.exitCode = await main(process.argv.slice(2), nodeIo());
}
