import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';

const TOP = ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md'];

/** Every page that people read in the repository. */
export function markdownFiles(): readonly string[] {
  const below = ['docs', 'examples', 'media'].flatMap((folder) =>
    (readdirSync(folder, { recursive: true }) as string[])
      .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
      .filter((path) => path.endsWith('.md') && !path.includes('node_modules')),
  );
  return [...TOP, ...below.sort()];
}

/** `docs/cli.md: config.md#nowhere` of each link to a file or heading that is not there; links to the web are left alone. */
export function deadLinks(path: string, text: string, read = readPage): readonly string[] {
  return linksIn(text)
    .filter((link) => !/^[a-z]+:/i.test(link))
    .filter((link) => !leadsSomewhere(path, text, link, read))
    .map((link) => `${path}: ${link}`);
}

/** The text of a page, an empty one of any other file or folder. */
function readPage(path: string): string | undefined {
  if (!existsSync(path)) return undefined;
  return path.endsWith('.md') ? readFileSync(path, 'utf8') : '';
}

function leadsSomewhere(path: string, text: string, link: string, read: typeof readPage): boolean {
  const [target = '', anchor] = link.split('#');
  const page = target === '' ? text : read(join(dirname(path), decodeURI(target)));
  return page !== undefined && (anchor === undefined || anchorsIn(page).includes(anchor));
}

/** Those of links, images and HTML, but for what stands in code. */
function linksIn(text: string): readonly string[] {
  const prose = withoutBlocks(text).replace(/`[^`\n]*`/g, '');
  const patterns = [/\]\(<?([^)\s>]+)>?(?: "[^"]*")?\)/g, /^\[[^\]]+\]:\s*(\S+)/gm, /\b(?:href|src)="([^"]+)"/g];
  return patterns.flatMap((pattern) => [...prose.matchAll(pattern)].map(([, link]) => link!));
}

function withoutBlocks(text: string): string {
  return text.replace(/^(`{3,}|~{3,})[^\n]*\n[\s\S]*?^\1\s*$/gm, '');
}

/** As GitHub names headings: small letters, no punctuation, hyphens for spaces, a number where one comes again. */
function anchorsIn(text: string): readonly string[] {
  const seen = new Map<string, number>();
  return [...withoutBlocks(text).matchAll(/^#{1,6} +(.+?)\s*#*$/gm)].map(([, heading]) => {
    const name = heading!
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-');
    const times = seen.get(name) ?? 0;
    seen.set(name, times + 1);
    return times === 0 ? name : `${name}-${times}`;
  });
}
