// "Did you mean …?"

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
