/** What a work costs this process's processor, however busy the machine is. */

/** Milliseconds. */
export function processorMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** Milliseconds, the least of some runs. */
export function fastestMs(runs: number, work: () => void): number {
  return Math.min(...Array.from({ length: runs }, () => processorMs(work)));
}
