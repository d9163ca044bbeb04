// What the mutation tests are divided into: each area of lib/ is tried against its own tests, and has a report of its own.

const area = (path, ...tests) => ({ path, tests, report: `test-results/mutation/${path.replace('/', '-')}.json` });

/** Folders under lib/, the tests that are tried there, and where the results stand, which are kept from run to run. */
export const AREAS = [
  area('http', 'test/http'),
  area('handoff', 'test/handoff', 'test/vendors/chargebackstop', 'test/vendors/devhub'),
  area('vendors/chargebackstop', 'test/vendors/chargebackstop'),
  area('vendors/paynearme', 'test/vendors/paynearme'),
  area('vendors/devhub', 'test/vendors/devhub'),
  area('vendors/cheetah', 'test/vendors/cheetah', 'test/stores'),
];
