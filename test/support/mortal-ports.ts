/** Ports of a worker that dies at its nth call to the world: from then on nothing answers and nothing happens. */
import type { Ports } from '../../src/worker/ports.js';

interface Mortal {
  readonly ports: Ports;
  /** Settles when the worker has died; never when it lives through all its calls. */
  readonly died: Promise<void>;
  /** Calls so far. */
  readonly calls: () => number;
}

/** @param when `before`: the fatal call has no effect; `after`: it has, but nobody hears of it */
export function mortal(ports: Ports, fatalCall: number, when: 'before' | 'after'): Mortal {
  let calls = 0;
  let die: () => void = () => undefined;
  const died = new Promise<void>((resolve) => (die = resolve));
  const silence = new Promise<never>(() => undefined);

  function wrapped<Port extends object>(port: Port): Port {
    return new Proxy(port, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name);
        // What the browser is, is known without asking it.
        if (typeof member !== 'function' || name === 'target') return member;
        return (...given: unknown[]): unknown => {
          const call = () => member.apply(target, given) as unknown;
          calls += 1;
          if (calls < fatalCall) return call();
          if (calls > fatalCall) return silence;
          if (when === 'after') void Promise.resolve(call()).finally(die);
          else die();
          return silence;
        };
      },
    });
  }
  const { durable, session, rules, alarms, host, managed, toolbar, collector, guards, tabs } = ports;
  const mortals = {
    durable: wrapped(durable),
    session: wrapped(session),
    rules: wrapped(rules),
    alarms: wrapped(alarms),
    host: wrapped(host),
    managed: wrapped(managed),
    toolbar: wrapped(toolbar),
    collector: wrapped(collector),
    guards: wrapped(guards),
    tabs: wrapped(tabs),
  };
  return { ports: { ...ports, ...mortals }, died, calls: () => calls };
}
