// Finds texts that are hard to read, by the colours that the browser really paints (WCAG 2, 1.4.3).

import type { Page } from 'playwright-core';

/** What level AA asks for. */
const ENOUGH = 4.5;

/** Every visible text whose contrast with its ground is too low, with the contrast. */
export function paleTexts(page: Page): Promise<string[]> {
  return page.evaluate((enough) => {
    const channels = (color: string): number[] => (color.match(/[\d.]+/g) ?? []).map(Number);
    const luminance = (color: string): number => {
      const [red = 0, green = 0, blue = 0] = channels(color).map((channel) => {
        const part = channel / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    // All grounds of the sandbox are either opaque or not there; anything between would have to be mixed.
    const groundOf = (element: Element): string => {
      const color = getComputedStyle(element).backgroundColor;
      const [, , , alpha = 1] = channels(color);
      if (alpha === 1) return color;
      if (alpha > 0 || element.parentElement === null) throw new Error(`no ground: ${color}`);
      return groundOf(element.parentElement);
    };
    const pale: string[] = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const text = texts.currentNode.textContent?.trim() ?? '';
      const element = texts.currentNode.parentElement;
      if (text === '' || !element?.checkVisibility() || element.closest('option, noscript')) continue;
      const [light = 0, dark = 0] = [getComputedStyle(element).color, groundOf(element)]
        .map(luminance)
        .sort((a, b) => b - a);
      const contrast = (light + 0.05) / (dark + 0.05);
      if (contrast < enough) pale.push(`${contrast.toFixed(2)}: ${text.slice(0, 60)}`);
    }
    return pale;
  }, ENOUGH);
}
