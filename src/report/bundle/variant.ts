import type { FunctionBundle } from '../../model/bundle.js';
import { bytesText, shareText } from '../../model/units.js';
import type { Variant } from '../../model/variant.js';

/** `uuid → crypto.randomUUID(): −1.2 kB zipped (−3.4 %), −3.1 kB unzipped`. */
export function variantText({ title, notes, ...variant }: Variant, bundle: FunctionBundle): string {
  const zipped = bundle.zippedBytes - variant.zippedBytes;
  const unzipped = bundle.unzippedBytes - variant.unzippedBytes;
  const sizes = `−${bytesText(zipped)} zipped (−${shareText(zipped, bundle.zippedBytes)}), ${signed(unzipped)} unzipped`;
  return [`${title}: ${sizes}`, ...notes].join('. ');
}

function signed(saved: number): string {
  return saved < 0 ? `+${bytesText(-saved)}` : `−${bytesText(saved)}`;
}
