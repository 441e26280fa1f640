import { describe, expect, test } from '@jest/globals';
import { SerialTask } from '../../../src/worker/serial-task.js';

/** A task whose runs end when the test says so. */
function heldTask() {
  const runs: { end: () => void; fail: (error: Error) => void }[] = [];
  let atOnce = 0;
  let mostAtOnce = 0;
  const task = new SerialTask(async () => {
    atOnce += 1;
    mostAtOnce = Math.max(mostAtOnce, atOnce);
    const number = runs.length + 1;
    try {
      await new Promise<void>((resolve, reject) => {
        runs.push({ end: resolve, fail: reject });
      });
    } finally {
      atOnce -= 1;
    }
    return number;
  });
  return {
    task,
    end: (number: number) => runs[number - 1]?.end(),
    fail: (number: number, error: Error) => runs[number - 1]?.fail(error),
    started: () => runs.length,
    mostAtOnce: () => mostAtOnce,
  };
}

/** Lets everything that can go on go on. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('a request', () => {
  test('runs at once when nothing runs', async () => {
    const held = heldTask();
    const answer = held.task.request();
    expect(held.started()).toBe(1);
    held.end(1);
    expect(await answer).toBe(1);
  });

  test('during a run waits for it and makes it run again', async () => {
    const held = heldTask();
    const [first, second] = [held.task.request(), held.task.request()];
    await turn();
    expect(held.started()).toBe(1);
    held.end(1);
    expect(await first).toBe(1);
    await turn();
    expect(held.started()).toBe(2);
    held.end(2);
    expect(await second).toBe(2);
  });

  test('shares the next run with every other that came during this one', async () => {
    const held = heldTask();
    void held.task.request();
    const waiting = Promise.all([held.task.request(), held.task.request(), held.task.request()]);
    held.end(1);
    await turn();
    held.end(2);
    expect(await waiting).toEqual([2, 2, 2]);
    expect(held.started()).toBe(2);
  });

  test('during the run that followed gets yet another one', async () => {
    const held = heldTask();
    void held.task.request();
    void held.task.request();
    held.end(1);
    await turn();
    const third = held.task.request();
    held.end(2);
    await turn();
    held.end(3);
    expect(await third).toBe(3);
  });

  test('after everything ended runs anew', async () => {
    const held = heldTask();
    const first = held.task.request();
    held.end(1);
    await first;
    const second = held.task.request();
    held.end(2);
    expect(await second).toBe(2);
  });
});

describe('a run that fails', () => {
  test('rejects for who asked for that very run', async () => {
    const held = heldTask();
    const first = held.task.request();
    held.fail(1, new Error('no luck'));
    await expect(first).rejects.toThrow('no luck');
  });

  test('does not keep the request that waited from its run', async () => {
    const held = heldTask();
    const first = held.task.request();
    const second = held.task.request();
    held.fail(1, new Error('no luck'));
    await expect(first).rejects.toThrow('no luck');
    await turn();
    held.end(2);
    expect(await second).toBe(2);
  });

  test('does not keep a later request from its run', async () => {
    const held = heldTask();
    const first = held.task.request();
    held.fail(1, new Error('no luck'));
    await expect(first).rejects.toThrow();
    const second = held.task.request();
    held.end(2);
    expect(await second).toBe(2);
  });
});

test('there is one run at a time even when who asked first asks again as soon as the run has ended', async () => {
  const held = heldTask();
  const askedAgain = held.task.request().then(() => held.task.request());
  const waiting = held.task.request();
  held.end(1);
  await turn();
  held.end(2);
  await turn();
  held.end(3);
  await Promise.all([askedAgain, waiting]);
  expect(held.mostAtOnce()).toBe(1);
});
