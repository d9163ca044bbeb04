// A token store that tells what it is given.

import type { TokenStore } from '../../lib/http/shared-tokens.js';
import type { Emissions } from './emissions.js';

export function listeningStore(out: Emissions): TokenStore {
  const kept = new Map<string, unknown>();
  return {
    get: (key) => {
      out.add('store key', key);
      return Promise.resolve(kept.get(key));
    },
    set: (key, value) => {
      out.add('store', value);
      return Promise.resolve(kept.set(key, value));
    },
  };
}
