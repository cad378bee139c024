import { isLacking } from '../../derived/missing-packages.js';
import { capitalized } from '../../words/lines.js';
import { measuredText } from '../../words/start-figures.js';
import { msText, startText } from '../../words/times.js';
import { element } from '../dom.js';
import type { PageColdStart } from '../unpack.js';

/** What Lambda would report, and how that is known. */
export function createSummary() {
  const heading = element('h2');
  const how = element('p', { class: 'how' });
  return {
    element: element('div', { class: 'summary' }, heading, how),
    draw(coldStart: PageColdStart, ms: number): void {
      const { runtime, architecture, measured } = coldStart;
      heading.textContent = `Init Duration ${startText(coldStart)}`;
      const estimated = `Estimated for ${runtime} on ${architecture} without running anything; the chart shows ${isLacking(coldStart) ? 'what is known' : 'the middle of the range'}, ${msText(ms)}.`;
      how.textContent = measured ? `${estimated} ${capitalized(measuredText(measured))}.` : estimated;
    },
  };
}
