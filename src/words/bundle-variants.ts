import type { FunctionBundle } from '../model/bundle.js';
import type { Variant } from '../model/variant.js';
import { bytesText, shareText } from './sizes.js';

type WeighedSizes = Pick<FunctionBundle, 'zippedBytes' | 'unzippedBytes' | 'variants'>;

/** What was built with changes and weighs less, the most saving first. */
export function savingVariants({ variants = [], zippedBytes }: WeighedSizes): readonly Variant[] {
  return variants.filter((variant) => variant.zippedBytes < zippedBytes).sort((a, b) => a.zippedBytes - b.zippedBytes);
}

/** `uuid → crypto.randomUUID(): −1.2 kB zipped (−3.4 %), −3.1 kB unzipped`. */
export function bundleVariantText({ title, notes, ...variant }: Variant, bundle: WeighedSizes): string {
  const zipped = bundle.zippedBytes - variant.zippedBytes;
  const unzipped = bundle.unzippedBytes - variant.unzippedBytes;
  const share = shareText(zipped, bundle.zippedBytes).replace(/^(?!<)/, '−');
  const sizes = `−${bytesText(zipped)} zipped (${share}), ${signed(unzipped)} unzipped`;
  return [`${title}: ${sizes}`, ...notes].join('. ');
}

function signed(saved: number): string {
  return saved < 0 ? `+${bytesText(-saved)}` : `−${bytesText(saved)}`;
}
