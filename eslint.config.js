// Lint at the strictest settings, and the walls of the house: who may import whom.
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Forbids imports whose path matches one of the patterns. */
const wall = (message, ...regexes) => ({
  'no-restricted-imports': ['error', { patterns: regexes.map((regex) => ({ regex, message })) }],
});

const NAMED_EXPORTS_ONLY = { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' };

export default defineConfig(
  globalIgnores(['dist/', 'coverage/', 'test-results/', 'test/consumers/', 'example-app/public/']),
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      'no-console': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      // An index access under noUncheckedIndexedAccess is best asserted where the line above has just made sure of it.
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      // The index signatures of queries, rows and locals are read by name in brackets (noPropertyAccessFromIndexSignature).
      '@typescript-eslint/dot-notation': 'off',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreVoidReturningFunctions: true }],
    },
  },
  {
    files: ['lib/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        NAMED_EXPORTS_ONLY,
        {
          selector: "MemberExpression[object.name='process'][property.name='env']",
          message: 'lib/ takes options, not the environment.',
        },
      ],
    },
  },
  {
    files: ['lib/cli/**'],
    rules: { 'no-restricted-syntax': ['error', NAMED_EXPORTS_ONLY] },
  },
  {
    files: ['lib/handoff/**'],
    rules: wall('handoff/ knows no vendor, no sandbox and no network.', '/vendors/', '/sandbox/', '/http/'),
  },
  { files: ['lib/http/**'], rules: wall('http/ knows no vendor and no sandbox.', '/vendors/', '/sandbox/') },
  {
    files: ['lib/vendors/**'],
    rules: wall('A vendor knows no other vendor and no sandbox.', '^\\.\\./[a-z]+/', '/sandbox/'),
  },
  {
    files: ['lib/sandbox/**'],
    rules: wall(
      'The sandbox verifies with code of its own.',
      '/vendors/',
      '/http/',
      '^jose$',
      '^oauth-1\\.0a$',
      '^undici$',
    ),
  },
  { files: ['lib/*.ts'], rules: wall('Only sandbox/ and cli/ know the sandbox.', '/sandbox/') },
  {
    files: ['test/**'],
    rules: {
      // supertest and jest matchers hand out `any`.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-empty-function': 'off',
    },
  },
  { files: ['example-app/**', 'scripts/**', 'bench/**'], rules: { 'no-console': 'off' } },
  {
    files: ['**/*.{js,mjs}'],
    extends: [tseslint.configs.disableTypeChecked],
    rules: { '@typescript-eslint/explicit-module-boundary-types': 'off' },
  },
);
