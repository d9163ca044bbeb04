// Looks at a sequence diagram in Mermaid's words: its lines, its participants and its parts. Mermaid itself is 150 MB of packages.

const PARTICIPANT = /^participant (\w+) as .+$/;
const MESSAGE = /^(\w+)--?>>(\w+): .+$/;
const BEGIN = /^(?:opt|alt|loop) .+$/;

/** What is wrong with it, a line each. */
export function diagramFaults(code: string): string[] {
  const [head, ...lines] = code
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (head !== 'sequenceDiagram') return ['is no sequence diagram'];
  const named = new Set(lines.flatMap((line) => PARTICIPANT.exec(line)?.[1] ?? []));
  let open = 0;
  const faults = lines.flatMap((line) => {
    const message = MESSAGE.exec(line);
    if (message !== null) {
      return message.slice(1).every((name) => named.has(name)) ? [] : [`«${line}» is between participants not named`];
    }
    if (BEGIN.test(line)) open += 1;
    else if (line === 'end') open -= 1;
    else if (!PARTICIPANT.test(line) && !/^else .+$/.test(line)) return [`«${line}» is no line of a sequence diagram`];
    return [];
  });
  return open === 0 ? faults : [...faults, `${String(open)} part has no end`];
}
