// The menu of faults on the home page, and what its forms do.
import express, { type RequestHandler } from 'express';
import type { SandboxVendor } from '../attempts.js';
import type { SandboxContext } from '../inquiry.js';
import { html, type Markup } from '../markup.js';
import { ownPageOnly } from '../own-page.js';
import { PRODUCTS } from '../page.js';
import { FAULT_TITLES, FAULTS, type SandboxFault } from './table.js';

/** Where the forms go. */
export const FAULTS_PATH = '/faults';

/** A form for each vendor, which works without script. The page needs `form-action 'self'`. */
export function faultMenu({ faults }: SandboxContext): Markup {
  const { playing } = faults;
  const vendors = Object.keys(FAULTS) as SandboxVendor[];
  return html`<div class="faults">${vendors.map((vendor) => vendorForm(vendor, playing[vendor]))}</div>`;
}

function vendorForm(vendor: SandboxVendor, playing: SandboxFault | undefined): Markup {
  const options = FAULTS[vendor].map((fault) => {
    const selected = fault === playing ? html` selected` : undefined;
    return html`<option value="${fault}" ${selected}>${fault}: ${FAULT_TITLES[fault]}</option>`;
  });
  const state =
    playing === undefined
      ? undefined
      : html`<span class="verdict refused" data-playing="${playing}">Playing ${playing}</span>`;
  return html`<form method="post" action="${FAULTS_PATH}" data-faults="${vendor}">
    <input type="hidden" name="vendor" value="${vendor}" />
    <label for="fault-${vendor}">${PRODUCTS[vendor]}</label>
    <select id="fault-${vendor}" name="fault">
      <option value="">none: works as ever</option>
      ${options}
    </select>
    <button aria-label="Play at ${PRODUCTS[vendor]}">Play</button>
    ${state}
  </form>`;
}

/** Sets what a form asks for, and goes back to the home page. Only the sandbox's own pages may do that. */
export function faultForm({ url, faults }: SandboxContext): readonly RequestHandler[] {
  return [
    ownPageOnly(url),
    express.urlencoded({ extended: false, limit: '1kb' }),
    function sandboxFaultForm(req, res) {
      const { vendor, fault } = (req.body ?? {}) as Readonly<Record<string, unknown>>;
      try {
        // What is no name of a vendor or a fault is refused by the board.
        if (fault === '') faults.stop(String(vendor) as SandboxVendor);
        else faults.play(String(vendor) as SandboxVendor, String(fault) as SandboxFault);
      } catch (error) {
        if (!(error instanceof TypeError)) throw error;
        res.status(400).type('text').send(`${error.message}\n`);
        return;
      }
      res.redirect(303, '/');
    },
  ];
}
