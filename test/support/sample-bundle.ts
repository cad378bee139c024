import { groupBy } from '../../src/lib/group.js';
import type {
  BundledModule,
  BundleReport,
  DetailedBundle,
  OwnFile,
  PackageCopy,
  PackageShare,
} from '../../src/model/bundle.js';

/** A file of a bundle: its path, its bytes, and who imports it. Whose it is follows from the path. */
export type SampleFile = readonly [file: string, bytes: number, importedBy?: string];

/** What the analysis would say of a bundle with these files; versions are made up. */
export function sampleBundle(
  name: string,
  files: readonly SampleFile[],
  overrides: Partial<DetailedBundle> = {},
): DetailedBundle {
  const contents = files.map(toModule);
  const own: readonly OwnFile[] = contents.filter((module) => module.package === undefined);
  const bytes = sum(contents) + sum(overrides.assets ?? []) + (overrides.bundlerBytes ?? 0);
  return {
    functionId: `template.yaml#${name}`,
    name,
    declaredIn: { file: 'template.yaml', line: 8, column: 3, kind: 'sam' },
    packaging: 'bundle',
    minified: true,
    unzippedBytes: bytes,
    zippedBytes: Math.round(bytes / 3),
    codeBytes: 1_000_000,
    sourceMapBytes: 0,
    layerBytes: 0,
    unreachedBytes: 0,
    bundlerBytes: 0,
    modules: contents.length,
    packages: packagesOf(contents),
    own,
    contents,
    assets: [],
    external: [],
    fromRuntime: [],
    missing: [],
    readsSourceMaps: false,
    assumptions: [],
    ...overrides,
  };
}

export function sampleReport(
  functions: readonly DetailedBundle[],
  problems: BundleReport['problems'] = [],
): BundleReport<DetailedBundle> {
  return { root: '/project', functions, problems };
}

function toModule([file, bytes, importedBy]: SampleFile): BundledModule {
  const name = packageFolder(file)?.replace(/^.*node_modules\//, '');
  return { file, bytes, ...(name !== undefined && { package: name }), ...(importedBy !== undefined && { importedBy }) };
}

function packageFolder(file: string): string | undefined {
  return /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0];
}

function packagesOf(contents: readonly BundledModule[]): readonly PackageShare[] {
  const shares = [...groupBy(contents, (module) => module.package)].flatMap(([name, modules]): PackageShare[] => {
    if (name === undefined) return [];
    const copies = copiesOf(modules);
    return [
      {
        name,
        version: copies[0]!.version,
        bytes: sum(modules),
        onlyThroughBytes: sum(modules),
        modules: modules.length,
        format: 'esm',
        sideEffects: false,
        chain: chainTo(modules[0]!, contents),
        copies,
      },
    ];
  });
  return shares.sort((a, b) => b.bytes - a.bytes);
}

function copiesOf(modules: readonly BundledModule[]): readonly PackageCopy[] {
  const byFolder = groupBy(modules, ({ file }) => packageFolder(file)!);
  const copies = [...byFolder].map(([folder, inside], index) => {
    return { version: `${index + 1}.0.0`, folder, bytes: sum(inside) };
  });
  return copies.sort((a, b) => b.bytes - a.bytes);
}

function chainTo({ file, importedBy }: BundledModule, contents: readonly BundledModule[]): readonly string[] {
  const importer = contents.find((each) => each.file === importedBy);
  if (importedBy === undefined) return [file];
  return importer ? [...chainTo(importer, contents), file] : [importedBy, file];
}

function sum(files: readonly OwnFile[]): number {
  return files.reduce((total, { bytes }) => total + bytes, 0);
}
