/** Runs something as a user whom permissions bind; the superuser can read everything. */
export async function withoutPrivileges<T>(run: () => Promise<T> | T): Promise<T> {
  if (process.geteuid?.() !== 0) {
    return run();
  }
  const nobody = 65534;
  process.seteuid!(nobody);
  try {
    return await run();
  } finally {
    process.seteuid!(0);
  }
}
