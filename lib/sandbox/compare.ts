// Comparison that takes the same time wherever two texts differ.
import { createHash, timingSafeEqual } from 'node:crypto';

/** Whether two texts are equal. Both are hashed first, so that their lengths may differ. */
export function sameText(a: string, b: string): boolean {
  return timingSafeEqual(digest(a), digest(b));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest();
}
