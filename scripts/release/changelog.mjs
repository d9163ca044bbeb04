// Reads CHANGELOG.md, which is kept as Keep a Changelog says.
const HEADING = /^\[?(?<version>\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?)\]? - (?<date>\d{4}-\d{2}-\d{2})$/;

/** The sections of level two, newest first, each with its heading and what stands under it. */
function sectionsOf(text) {
  return `\n${text}`
    .split(/\n## /)
    .slice(1)
    .map((section) => {
      const [heading = '', ...lines] = section.split('\n');
      // Links to comparisons stand at the end of such files; they belong to no release.
      const notes = lines
        .filter((line) => !/^\[[^\]]+\]: /.test(line))
        .join('\n')
        .trim();
      return { heading: heading.trim(), notes, ...HEADING.exec(heading.trim())?.groups };
    });
}

/** What is written about a version; undefined where nothing is. */
export function notesOf(text, version) {
  return sectionsOf(text).find((section) => section.version === version)?.notes || undefined;
}

const isDay = (date) => {
  const time = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
};

/** What keeps the file from telling of this version; undefined where it does. */
export function complaintAbout(text, version, now = Date.now()) {
  const sections = sectionsOf(text);
  const isUnreleased = ({ heading }) => /^\[?unreleased\]?$/i.test(heading);
  if (sections.some((section) => isUnreleased(section) && section.notes !== '')) {
    return 'CHANGELOG.md has entries under Unreleased';
  }
  const newest = sections.find((section) => !isUnreleased(section));
  if (newest === undefined) return 'CHANGELOG.md tells of no release';
  if (newest.version === undefined)
    return `the newest heading of CHANGELOG.md, "${newest.heading}", has no version and date`;
  if (newest.version !== version) return `CHANGELOG.md is at ${newest.version}, package.json at ${version}`;
  if (!isDay(newest.date)) return `${newest.date} in CHANGELOG.md is no day`;
  // Half a day ahead is still today somewhere.
  if (Date.parse(newest.date) > now + 14 * 3_600_000) return `${newest.date} in CHANGELOG.md is yet to come`;
  if (newest.notes === '') return `CHANGELOG.md says nothing about ${version}`;
  return undefined;
}
