/** @jest-config-loader esbuild-register */
// One config for all tests. jose is published as ES modules only, so it is transformed along with our own sources.
import type { Config } from 'jest';

const swc: [string, object] = [
  '@swc/jest',
  { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs', ignoreDynamic: false } },
];

const config: Config = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/consumers/'],
  setupFiles: ['<rootDir>/test/support/closed-network.ts'],
  transform: { '\\.(ts|js)$': swc },
  transformIgnorePatterns: ['/node_modules/(?!jose/)'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  extensionsToTreatAsEsm: [],
  testTimeout: 20_000,
};

export default config;
