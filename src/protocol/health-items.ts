/** What enforcement rests on, as the health report lists it; each has a text `selfcheck_…`. */
export const HEALTH_ITEMS = [
  ...(['configuration', 'policy', 'rules', 'guards', 'storage', 'alarms', 'host-access', 'incognito'] as const),
  ...(['clock', 'host'] as const),
];

export type HealthItem = (typeof HEALTH_ITEMS)[number];
