/** Puts the organisation's logo and colour on the page. */
import type { BrandView } from '../../protocol/views.js';
import { readableAccent } from './contrast.js';
import { byId } from './elements.js';

/** `--surface`, `--ground` and `--tint` of pages.css, on which the accent must be readable. */
export const LIGHT_GROUNDS = ['#ffffff', '#f2f4f7'];
export const DARK_GROUNDS = ['#1d222a', '#12151a'];

const LOGO = /^data:image\/(png|jpeg|webp);base64,/;

/** @param brand null: nobody has said whose browser it is */
export function showBranding(brand: BrandView | null): void {
  showColour(brand?.colour ?? null);
  const logo = byId('logo') as HTMLImageElement;
  const address = brand?.logo ?? null;
  const isShown = address !== null && LOGO.test(address);
  if (isShown && logo.src !== address) logo.src = address;
  logo.hidden = !isShown;
  logo.alt = brand?.organisation ?? '';
  // A logo says the name already.
  const name = byId('organisation');
  name.textContent = brand?.organisation ?? '';
  name.hidden = isShown || brand?.organisation == null;
}

function showColour(colour: string | null): void {
  const { style } = document.documentElement;
  const both = { light: LIGHT_GROUNDS, dark: DARK_GROUNDS };
  for (const [scheme, grounds] of Object.entries(both)) {
    const names = [`--brand-${scheme}`, `--on-brand-${scheme}`] as const;
    if (colour === null || !/^#([0-9a-f]{3}|[0-9a-f]{6})$/i.test(colour)) {
      for (const name of names) style.removeProperty(name);
      continue;
    }
    const { accent, onAccent } = readableAccent(colour, grounds, scheme === 'light' ? 'black' : 'white');
    style.setProperty(names[0], accent);
    style.setProperty(names[1], onAccent);
  }
}
