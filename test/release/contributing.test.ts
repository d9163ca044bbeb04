// What contributors read is true: the commands are there, the links lead somewhere, and the forms are ones that GitHub shows.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { deadLinks } from '../support/links.js';

const ROOT = join(__dirname, '../..');
const FORMS = '.github/ISSUE_TEMPLATE';
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: Readonly<Record<string, string>> };

const PAGES = ['CONTRIBUTING.md', 'UPGRADING.md', 'CODE_OF_CONDUCT.md'];

interface Form {
  readonly name: string;
  readonly description: string;
  readonly body: readonly {
    readonly type: string;
    readonly id?: string;
    readonly attributes: { readonly label?: string; readonly value?: string; readonly description?: string };
    readonly validations?: { readonly required?: boolean };
  }[];
}

const forms = readdirSync(join(ROOT, FORMS))
  .filter((name) => name !== 'config.yml')
  .map((name) => ({ name, form: parse(read(join(FORMS, name))) as Form }));

test.each(PAGES)('%s names no script, file or folder that is not there', (page) => {
  const text = read(page);
  const named = [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, name = '']) => name);
  expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
  expect(deadLinks(page, text)).toEqual([]);
  const paths = [...text.matchAll(/`((?:lib|test|docs|bench|example-app)\/[\w./-]*)`/g)].map(([, path = '']) => path);
  const tests = [...text.matchAll(/npx jest ([\w./-]+)/g)].map(([, path = '']) => path);
  expect([...paths, ...tests].filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});

test('there is a form for a bug, a fact about a vendor, and a feature', () => {
  expect(forms.map(({ name }) => name).sort()).toEqual(['bug.yml', 'feature.yml', 'vendor-fact.yml']);
});

test.each(forms)('$name is a form as GitHub reads it', ({ form }) => {
  expect(form).toMatchObject({ name: expect.any(String), description: expect.any(String) });
  const fields = form.body.filter(({ type }) => type !== 'markdown');
  const ids = fields.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(fields.filter(({ id, attributes }) => !id || !attributes.label)).toEqual([]);
  const types = ['markdown', 'textarea', 'input', 'dropdown', 'checkboxes'];
  expect(form.body.filter(({ type }) => !types.includes(type))).toEqual([]);
});

test('a bug brings the words of doctor, and the form asks for no secrets', () => {
  const bug = forms.find(({ name }) => name === 'bug.yml')?.form.body ?? [];
  const doctor = bug.find(({ id }) => id === 'doctor');
  expect(doctor?.attributes.description).toContain('npx express-partner-sso doctor --json');
  expect(doctor?.validations?.required).toBe(true);
  expect(bug[0]?.attributes.value).toContain('Paste no tokens');
});
