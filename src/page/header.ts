import { LIMITS } from '../model/bundle.js';
import type { Lacking } from '../model/missing-packages.js';
import type { PageData } from '../model/page-data.js';
import { count } from '../words/counts.js';
import { bytesAtLeast, partBytesText, shareAtLeast } from '../words/missing-packages.js';
import { placeText } from '../words/places.js';
import { bytesText, shareText } from '../words/sizes.js';
import { startText } from '../words/times.js';
import { element, textButton } from './dom.js';
import { createNotes } from './notes.js';
import type { PageBundle } from './unpack.js';

export interface FilePlace {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

export type Header = ReturnType<typeof createHeader>;

/** Which function, what it weighs, and what is to be known about the figures. */
export function createHeader(switchTo: (functionId: string) => void, open?: (place: FilePlace) => void) {
  const select = element('select', { id: 'function' });
  const label = element('label', { for: 'function' });
  const declared = element('p', { class: 'declared' });
  const figures = element('dl', { class: 'figures' });
  const notes = createNotes();
  let findings: PageData['findings'] = [];
  select.addEventListener('change', () => switchTo(select.value));
  const heading = element('h1', {}, 'Coldlens · what each function ships, and how it starts');
  const switcher = element('div', { class: 'switcher' }, label, select, declared);
  return {
    element: element('header', {}, heading, switcher, figures, notes.element),
    showReport({ functions, problems, findings: told }: PageData): void {
      findings = told;
      const isEmpty = functions.length === 0;
      label.textContent = isEmpty ? 'No function was built.' : functionsText(functions.length);
      select.hidden = isEmpty;
      select.replaceChildren(...functions.map(option));
      notes.showProblems(problems, isEmpty);
      if (!isEmpty) return;
      declared.replaceChildren();
      figures.replaceChildren();
      notes.showBundle(undefined, findings);
    },
    showBundle(bundle: PageBundle, codeBytes: number): void {
      select.value = bundle.functionId;
      select.title = bundle.name;
      const { file, line, column } = bundle.declaredIn;
      const place = placeText(bundle.declaredIn);
      declared.replaceChildren(
        'Declared in ',
        open ? textButton(place, () => open({ file, line, column })) : element('code', {}, place),
      );
      figures.replaceChildren(...figuresOf(bundle, codeBytes));
      notes.showBundle(bundle, findings);
    },
  };
}

function functionsText(number: number): string {
  return number === 1 ? 'Function' : `Function (${number})`;
}

function option(of: PageData['functions'][number]): HTMLElement {
  const { functionId, name, unzippedBytes } = of;
  return element('option', { value: functionId }, `${name} · ${bytesAtLeast(unzippedBytes, of)}`);
}

function figuresOf(bundle: PageBundle, codeBytes: number): readonly HTMLElement[] {
  const { zippedBytes, unzippedBytes, sourceMapBytes, layerBytes, unreachedBytes, packages, modules, coldStart } =
    bundle;
  const withLayers = unzippedBytes + layerBytes;
  return [
    limited('Zipped', bundle, zippedBytes, zippedBytes, LIMITS.zippedBytes, '50 MB'),
    limited(
      'Unzipped',
      bundle,
      unzippedBytes,
      withLayers,
      LIMITS.unzippedBytes,
      layerBytes > 0 ? '250 MB with layers' : '250 MB',
    ),
    ...(sourceMapBytes > 0
      ? [
          figure(
            'Source map',
            partBytesText(sourceMapBytes, bundle),
            `${shareText(sourceMapBytes, unzippedBytes)} of unzipped`,
          ),
        ]
      : []),
    ...(layerBytes > 0 ? [figure('Layers', bytesText(layerBytes), 'unzipped')] : []),
    ...(unreachedBytes > 0
      ? [
          figure(
            'Not reached',
            partBytesText(unreachedBytes, bundle),
            `${shareText(unreachedBytes, codeBytes)}, by any import`,
          ),
        ]
      : []),
    figure(
      'Modules',
      String(modules),
      packages.length > 0 ? `in ${count(packages.length, 'package')} and own code` : 'of own code',
    ),
    ...(coldStart ? [figure('Cold start', startText(coldStart), 'estimated')] : []),
  ];
}

function limited(
  name: string,
  of: Lacking,
  shown: number,
  bytes: number,
  limit: number,
  limitText: string,
): HTMLElement {
  const fill = element('div', { class: 'fill' });
  fill.style.width = `${Math.min(100, (bytes / limit) * 100)}%`;
  const isOver = bytes > limit;
  const bar = element('div', { class: isOver ? 'bar over' : 'bar', 'aria-hidden': 'true' }, fill);
  const note = `${shareAtLeast(bytes, limit, of)} of ${limitText}${isOver ? ', over the limit' : ''}`;
  return figure(name, bytesAtLeast(shown, of), note, bar);
}

function figure(name: string, value: string, note: string, bar?: HTMLElement): HTMLElement {
  return element(
    'div',
    {},
    element('dt', {}, name),
    element('dd', {}, element('span', { class: 'value' }, value), element('span', { class: 'note' }, note), bar),
  );
}
