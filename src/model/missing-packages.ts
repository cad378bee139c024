import { shareText } from './units.js';

/** What a figure leaves out, so that it is a lower bound and nothing else. */
export interface Lacking {
  /** Packages that are imported and not there. */
  readonly missing?: readonly string[];
  /** Of these, what is installed and not built. */
  readonly notBuilt?: readonly string[];
}

export function isLacking({ missing = [] }: Lacking): boolean {
  return missing.length > 0;
}

export function notInstalled({ missing = [], notBuilt = [] }: Lacking): readonly string[] {
  return missing.filter((name) => !notBuilt.includes(name));
}

/** `1.2 MB`, or `at least 1.2 MB` where packages are left out. */
export function atLeast(text: string, of: Lacking): string {
  return isLacking(of) ? `at least ${text}` : text;
}

/** `41 %`, or `at least 41 %`; `so far <0.1 %`, since at least nothing says nothing. */
export function shareAtLeast(part: number, whole: number, of: Lacking): string {
  const tenths = Math.floor((part / whole) * 1000);
  if (!isLacking(of)) return shareText(part, whole);
  return tenths === 0 ? `so far ${shareText(part, whole)}` : `at least ${tenths / 10} %`;
}

/** `Not installed, and not counted: pdfkit.` */
export function missingSentences(of: Lacking): readonly string[] {
  const { notBuilt = [] } = of;
  const absent = notInstalled(of);
  return [
    ...(absent.length > 0 ? [`Not installed, and not counted: ${absent.join(', ')}.`] : []),
    ...(notBuilt.length > 0 ? [`Installed, but not built, and not counted: ${notBuilt.join(', ')}.`] : []),
  ];
}

/** `, 2 of them with packages missing`: for a line that counts functions. */
export function ofThemLacking(all: readonly Lacking[]): string {
  const lacking = all.filter(isLacking).length;
  return lacking > 0 ? `, ${lacking} of them with packages missing` : '';
}
