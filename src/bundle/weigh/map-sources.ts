interface RawSources {
  sources?: unknown;
  sourceRoot?: unknown;
  readonly sections?: unknown;
}

interface Renamed {
  readonly text: string | undefined;
  /** The name that the map gives to a source. */
  nameOf(source: string): string;
}

/**
 * The same map with plain names for its sources. Who reads maps takes their names for addresses, in which a `..` leads nowhere
 * above the first folder: files of two folders would become one.
 *
 * @param text of a map; one that is none stays as it is, and fails where it is read.
 */
export function renamed(text: string | undefined): Renamed {
  const names = new Map<string, string>();
  const map = text === undefined ? undefined : parsed(text);
  if (!map) return { text, nameOf: (source) => source };
  const rename = (part: RawSources): void => {
    if (!Array.isArray(part.sources)) return;
    const root = typeof part.sourceRoot === 'string' ? part.sourceRoot : '';
    part.sources = part.sources.map((source: unknown) => {
      const plain = `source-${names.size}`;
      names.set(plain, below(root, String(source)));
      return plain;
    });
    delete part.sourceRoot;
  };
  for (const part of [map, ...sectionsOf(map)]) rename(part);
  return { text: JSON.stringify(map), nameOf: (source) => names.get(source) ?? source };
}

/** The map that stands in the last comment of a file. */
export function inlineMap(code: string): string | undefined {
  const start = code.lastIndexOf('sourceMappingURL=data:');
  const [, head = '', data = ''] =
    start < 0 ? [] : (/^sourceMappingURL=data:([^,\s]*),([^\s*]*)/.exec(code.slice(start)) ?? []);
  if (data === '') return undefined;
  return head.endsWith(';base64') ? Buffer.from(data, 'base64').toString() : decoded(data);
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function parsed(text: string): RawSources | undefined {
  try {
    // What keeps a map from being run as a script.
    return asObject(JSON.parse(text.replace(/^\)\]\}'[^\n]*\n/, '')));
  } catch {
    return undefined;
  }
}

/** A map may be put together of several. */
function sectionsOf({ sections }: RawSources): readonly RawSources[] {
  if (!Array.isArray(sections)) return [];
  return sections.flatMap((section: unknown): RawSources[] => {
    const map = asObject(asObject(section)?.map);
    return map ? [map] : [];
  });
}

function asObject(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
}

function below(root: string, source: string): string {
  return root === '' || /^(\/|[a-z][\w+.-]*:)/i.test(source) ? source : `${root.replace(/\/$/, '')}/${source}`;
}
