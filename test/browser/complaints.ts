// Collects everything that a browser complains about, so that a test can ask for silence.

import type { BrowserContext } from 'playwright-core';

/** Console errors and warnings, errors of pages, failed requests, answers from 400, and violations of a CSP. */
export async function collectComplaints(context: BrowserContext): Promise<readonly string[]> {
  const complaints: string[] = [];
  await context.exposeFunction('reportCspViolation', (what: string) => complaints.push(`CSP violation: ${what}`));
  await context.addInitScript({
    content: `addEventListener('securitypolicyviolation', (event) =>
      reportCspViolation(event.violatedDirective + ' ' + event.blockedURI + ' on ' + location.href));`,
  });
  context.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return;
    complaints.push(`console ${message.type()}: ${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => complaints.push(`page error: ${String(error.error())}`));
  context.on('requestfailed', (failed) => {
    const why = failed.failure()?.errorText ?? '';
    // The icon of a page that the browser has left already.
    if (why === 'net::ERR_ABORTED' && failed.url().endsWith('.svg')) return;
    complaints.push(`request failed: ${failed.url()} ${why}`);
  });
  context.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${String(response.status())}: ${response.url()}`);
  });
  return complaints;
}
