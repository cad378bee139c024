import { toSlashes } from './paths.js';

interface NodeOutput {
  write(text: string): Promise<void>;
  readonly isTTY: boolean;
}

/** The process as the command line sees it. */
export function nodeIo() {
  return {
    cwd: toSlashes(process.cwd()),
    env: process.env,
    stdout: outputOf(process.stdout),
    stderr: outputOf(process.stderr),
  };
}

/** `write` settles when the text has left the process, so that nobody exits too early and cuts a report short in a pipe. */
function outputOf(stream: NodeJS.WriteStream): NodeOutput {
  // A reader such as `head` that has seen enough is no error. The listener also keeps the event from ending the process.
  stream.on('error', () => {});
  return {
    isTTY: stream.isTTY ?? false,
    write: (text) =>
      new Promise((resolve, reject) => {
        stream.write(text, (error) => (error && !isClosedPipe(error) ? reject(error) : resolve()));
      }),
  };
}

function isClosedPipe({ code }: NodeJS.ErrnoException): boolean {
  return code === 'EPIPE' || code === 'ERR_STREAM_DESTROYED';
}
