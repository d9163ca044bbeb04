// Renders docs/images/doctor.png: what doctor prints for an app with a few mistakes, in the colours of a dark terminal.
// Needs `npm run build` and Chromium (CHROMIUM_PATH, or /usr/bin/chromium). The picture is the same at each run.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { crc32, deflateSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { run } from '../dist/esm/cli/run.js';
import { startSandbox } from '../dist/esm/sandbox/index.js';

const PLACE = fileURLToPath(new URL('../docs/images/doctor.png', import.meta.url));
const COLOURS = {
  red: '#ff7b72',
  green: '#56d364',
  yellow: '#e3b341',
  cyan: '#79c0ff',
  dim: '#8b949e',
  bold: '#f0f6fc',
};

const escaped = (text) => text.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign]);
// The marks stand for the colours until the text is escaped.
const [START, MIDDLE, END] = ['\ue000', '\ue001', '\ue002'];

const sandbox = await startSandbox();
const lines = [];
await run(['doctor', '--env'], {
  cwd: fileURLToPath(new URL('..', import.meta.url)),
  env: {
    CHARGEBACKSTOP_PARTNER_ID: 'ptnr_Ab12Cd34Ef56Gh78Ij90',
    CHARGEBACKSTOP_SSO_KEY: '"q7Lw2ZfT9vXc4Bn8Rk1Yh6Jd3Gm5Ps0A"',
    CHARGEBACKSTOP_BASE_URL: `${sandbox.url}/chargebackstop`,
    CHEETAH_BASE_URL: `${sandbox.url}/cheetah`,
    CHEETAH_CLIENT_ID: sandbox.options.cheetah.clientId,
    CHEETAH_CLIENT_SECRET: 'k5Rw8Zq1',
    CHEETAH_CLIENT_SECERT: '',
    PAYNEARME_SITE_IDENTIFIER: 'S4711000815',
    PAYNEARME_SECRET_KEY: 'S4711000815',
    PAYNEARME_API_URL: `${sandbox.url}/paynearme`,
    PAYNEARME_PORTAL_HOSTS: new URL(sandbox.url).host,
  },
  now: Date.now,
  out: (text = '') => void lines.push(text),
  err: (text = '') => void lines.push(text),
  look: (look, text) => `${START}${look}${MIDDLE}${text}${END}`,
  ask: undefined,
  piped: () => Promise.resolve(''),
  ended: () => Promise.resolve(),
});
await sandbox.close();

const text = escaped(lines.join('\n'))
  // What differs from machine to machine.
  .replaceAll(new URL(sandbox.url).host, '127.0.0.1:4400')
  .replace(/express-partner-sso \d[\w.-]*, Node [\d.]+/, 'express-partner-sso, Node 22.19.0')
  .replace(/Node \d+\.\d+\.\d+/g, 'Node 22.19.0')
  .replace(/Express 5\.[\d.]+/, 'Express 5.2.1')
  .replace(/express-session 1\.[\d.]+/, 'express-session 1.18.2')
  .replace(new RegExp(`${START}(\\w+)${MIDDLE}`, 'g'), (_all, look) => `<span style="color:${COLOURS[look]}">`)
  .replaceAll(END, '</span>');

const page = `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>doctor</title>
<style>
  body { margin: 0; background: #0d1117; color: #c9d1d9; }
  pre { margin: 0; padding: 20px 24px; font: 12px/1.4 'DejaVu Sans Mono', monospace; white-space: pre-wrap; overflow-wrap: anywhere;
    width: 912px; }
</style>
<pre><span style="color:#8b949e">$</span> npx express-partner-sso doctor

${text}</pre>`;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--font-render-hinting=none'],
});
try {
  const tab = await browser.newPage({ viewport: { width: 960, height: 600 } });
  await tab.setContent(page);
  writeFileSync(
    PLACE,
    smaller(await tab.evaluate(pixelsOf, (await tab.locator('pre').screenshot()).toString('base64'))),
  );
} finally {
  await browser.close();
}
console.log(`Wrote ${PLACE}.`);

/** Runs in the page. */
async function pixelsOf(base64) {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
  context.drawImage(bitmap, 0, 0);
  const { data, width, height } = context.getImageData(0, 0, bitmap.width, bitmap.height);
  return { width, height, rgb: Array.from(data).filter((_value, index) => index % 4 !== 3) };
}

/** A PNG without filters: text on one ground gets a quarter smaller than Chromium makes it. */
function smaller({ width, height, rgb }) {
  const rows = Array.from({ length: height }, (_none, y) => [0, ...rgb.slice(y * width * 3, (y + 1) * width * 3)]);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2], 8); // eight bits each of red, green and blue
  const chunk = (type, data) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [size, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    size.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([size, body, sum]);
  };
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.from(rows.flat()), { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
