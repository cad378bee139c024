export interface ListedRule {
  readonly id: string;
  readonly summary: string;
}

/** The rules that the extension's own package.json lists, where `npm run generate` put them. */
export function rulesOf(manifest: unknown): readonly ListedRule[] {
  const { contributes } = manifest as {
    contributes: {
      configuration: {
        properties: { 'coldlens.rules': { properties: Readonly<Record<string, { description: string }>> } };
      };
    };
  };
  return Object.entries(contributes.configuration.properties['coldlens.rules'].properties).map(
    ([id, { description }]) => ({ id, summary: description }),
  );
}
