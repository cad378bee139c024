import { inMarkdown } from '../lib/foreign-text.js';
import type { FindingView, FunctionView, Location } from '../model/protocol.js';
import { DECLARATION_KINDS } from '../words/declaration-kinds.js';
import { capitalized, joined } from '../words/lines.js';
import { quantityText } from '../words/settings.js';
import type { PlaceNames } from './names.js';

/** Markdown: what is known of the function, with links. */
export function functionTooltip(view: FunctionView, names: PlaceNames): string {
  const settings = joined([
    view.runtime,
    view.architecture,
    view.memoryMb !== undefined && quantityText(view.memoryMb, 'MB'),
    view.timeoutS !== undefined && `timeout ${quantityText(view.timeoutS, 's')}`,
  ]);
  const lines = [
    `**${inMarkdown(view.name)}**`,
    inMarkdown(settings),
    view.size && `Size: ${inMarkdown(view.size)}`,
    view.coldStart && inMarkdown(capitalized(view.coldStart)),
    `Handler: ${link(view.handler, names)}`,
    `Declared in ${link(view.declaredIn, names)} (${DECLARATION_KINDS[view.declaredIn.kind]})`,
    view.events.length > 0 && `Events: ${inMarkdown(view.events.join(', '))}`,
  ];
  return lines.filter(Boolean).join('\n\n');
}

/** Markdown: the message in full, and the way from the handler to it. */
export function findingTooltip({ message, ruleId, callPath }: FindingView): string {
  const way = callPath.map(({ name }) => name).join(' › ');
  return [inMarkdown(message), way && `Called by ${inMarkdown(way)}`, `\`${ruleId}\``].filter(Boolean).join('\n\n');
}

function link(place: Location, names: PlaceNames): string {
  const line = place.range.start.line + 1;
  return `[${inMarkdown(names.path(place.uri))}:${line}](${place.uri}#L${line})`;
}
