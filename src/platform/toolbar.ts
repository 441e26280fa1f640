import browser from 'webextension-polyfill';
import type { Toolbar } from '../engine/ports.js';

export const toolbar: Toolbar = {
  async showProblem(problem) {
    await browser.action.setBadgeBackgroundColor({ color: '#8a4b00' });
    await browser.action.setBadgeText({ text: problem ? '!' : '' });
  },
};
