import type { PageFinding, PageProblem } from '../model/page-data.js';
import { bundleVariantText, savingVariants } from '../words/bundle-variants.js';
import { count } from '../words/counts.js';
import { missingSentences } from '../words/missing-packages.js';
import { element } from './dom.js';
import type { PageBundle } from './unpack.js';

/** What is to be known about the figures, folded in until somebody asks. */
export function createNotes() {
  const assumptions = createNote();
  const external = createNote();
  const variants = createNote();
  const missing = createNote();
  const findings = createNote();
  const problems = createNote();
  const all = [findings, missing, variants, assumptions, external, problems];
  return {
    element: element('div', { class: 'notes' }, ...all.map((note) => note.element)),
    showBundle(bundle: PageBundle | undefined, told: readonly PageFinding[]): void {
      const { assumptions: assumed = [], external: outside = [] } = bundle ?? {};
      const own = told.filter(({ functions }) => bundle && functions.includes(bundle.functionId));
      findings.show(count(own.length, 'finding'), own.map(problemItem));
      const changes = bundle ? savingVariants(bundle).map((variant) => text(bundleVariantText(variant, bundle))) : [];
      variants.show(`${count(changes.length, 'change')} that would save`, changes);
      const lacks = bundle ? missingSentences(bundle) : [];
      missing.show('Lower bounds: packages are missing', lacks.map(text));
      assumptions.show(count(assumed.length, 'assumption'), assumed.map(text));
      external.show(`${outside.length} external, expected at run time`, outside.map(code));
    },
    /** Of the whole report, so they stay when another function is shown. */
    showProblems(found: readonly PageProblem[], isOpen: boolean): void {
      problems.show(count(found.length, 'problem'), found.map(problemItem));
      problems.element.open = isOpen;
    },
  };
}

function createNote() {
  const summary = element('summary');
  // It scrolls when it is long, which keys shall do as well.
  const list = element('ul', { tabindex: 0 });
  const details = element('details', {}, summary, list);
  return {
    element: details,
    show(title: string, items: readonly HTMLElement[]): void {
      details.hidden = items.length === 0;
      summary.textContent = title;
      list.replaceChildren(...items);
    },
  };
}

function text(sentence: string): HTMLElement {
  return element('li', {}, sentence);
}

function code(name: string): HTMLElement {
  return element('li', {}, element('code', {}, name));
}

function problemItem({ place, message }: PageProblem): HTMLElement {
  return element('li', {}, place !== '' && element('code', {}, place), place === '' ? message : ` ${message}`);
}
