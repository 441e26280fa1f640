/** The events by which guard and shim find each other, before the page's first script. */

export const HELLO = 'gatepost-data-guard';
export const PORT = 'gatepost-data-port';
