// How typedoc reads the sources and writes the reference: one page for each entry, and a complaint about all that says nothing.
import { load } from 'typedoc-plugin-markdown';

/** Every kind that a user meets. A constructor is told by what makes the thing, a signature by its function. */
const DOCUMENTED = [
  ...['Namespace', 'Enum', 'EnumMember', 'Variable', 'Function', 'Class', 'Interface', 'Constructor'],
  ...['Property', 'Method', 'Accessor', 'TypeAlias'],
];

/** Lists in our own code that public types are made of; what they hold stands in the text of those types. */
const MADE_OF = ['FAULTS', 'Vendors'];

export const optionsFor = (entries) => ({
  entryPoints: entries.map(({ source }) => source),
  tsconfig: 'tsconfig.build.json',
  plugin: [load],
  logLevel: 'Warn',

  // What a build elsewhere would write in another way.
  disableGit: true,
  disableSources: true,
  readme: 'none',
  hideGenerator: true,

  excludeInternal: true,
  excludePrivate: true,
  // What Error and String bring along is described where it comes from.
  excludeExternals: true,
  sort: ['required-first', 'alphabetical'],
  groupOrder: ['References', 'Functions', 'Interfaces', 'Type Aliases', '*'],
  // `@default` holds words as often as code.
  jsDocCompatibility: { defaultTag: false },

  validation: { notExported: true, invalidLink: true, rewrittenLink: true, notDocumented: true },
  requiredToBeDocumented: DOCUMENTED,
  intentionallyNotExported: MADE_OF,

  outputFileStrategy: 'modules',
  entryFileName: 'README',
  hidePageHeader: true,
  hideBreadcrumbs: true,
  hidePageTitle: true,
  useHTMLAnchors: true,
  anchorPrefix: 'api-',
  parametersFormat: 'table',
  typeDeclarationFormat: 'table',
  propertyMembersFormat: 'table',
});
