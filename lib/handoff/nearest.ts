// A name that nobody knows: how it is shown, and "Did you mean …?"

/** How a name that is not among `known` is shown, and what to do about it. All of them are written with `prefix`. */
export function unknownName(
  name: string,
  known: readonly string[],
  prefix = '',
): { readonly shown: string; readonly hint: string } {
  const meant = nearest(name, known);
  // A name that is like none of ours, and no plain word, may be a secret that stands on the wrong side of the colon.
  const shown = meant !== undefined || /^[A-Za-z-]{1,24}$/.test(name) ? name : `${name.slice(0, 3)}…`;
  const all = known.map((each) => prefix + each).join(', ');
  return {
    shown: prefix + shown,
    hint: meant === undefined ? `Known are ${all}.` : `Did you mean \`${prefix}${meant}\`?`,
  };
}

/** The known name that is nearest to a misspelt one, if any is near enough to be what was meant. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const ranked = known
    .map((candidate) => ({ candidate, far: distance(name.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.far - b.far);
  const best = ranked[0];
  return best !== undefined && best.far <= Math.max(2, Math.ceil(name.length / 3)) ? best.candidate : undefined;
}

/** Levenshtein's distance, a row of its table at a time. */
function distance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (const [line, letter] of Array.from(a).entries()) {
    const row = [line + 1];
    for (let column = 1; column <= b.length; column += 1) {
      const replaced = (above[column - 1] as number) + (letter === b[column - 1] ? 0 : 1);
      row.push(Math.min(replaced, (above[column] as number) + 1, (row[column - 1] as number) + 1));
    }
    above = row;
  }
  return above[b.length] as number;
}
