/** Replaces a function of an object as long as it takes. VS Code gives these tests the same `vscode` as the extension from the source folder. */
export async function withStub<T extends object, K extends keyof T>(
  owner: T,
  name: K,
  stub: T[K],
  use: () => Promise<void>,
): Promise<void> {
  const original = owner[name];
  owner[name] = stub;
  try {
    await use();
  } finally {
    owner[name] = original;
  }
}
