/** The worker: joins the engine to the browser. Every listener is registered in the first turn, or events are lost. */
import { createEngine } from './engine.js';
import { POLL_ALARM } from './enforce/self-check.js';
import { SEND_ALARM } from './telemetry/send-events.js';
import {
  onAccessChanged,
  onAlarm,
  onBegin,
  onEnding,
  onGuardAsks,
  onManagedChanged,
  onMessage,
  onNetworkBack,
  onOpened,
  onRefused,
  onView,
} from '../platform/browser-events.js';
import { onDataGuard } from '../platform/data-guard-messages.js';
import { browserPorts } from '../platform/browser-ports.js';
import { lockStorage } from '../platform/storage.js';

lockStorage();
const engine = createEngine(browserPorts);

onBegin(() => void engine.wake());
onAccessChanged(() => void engine.reconcile());
onAlarm((name) => {
  if (name === SEND_ALARM) void engine.deliver();
  else void (name === POLL_ALARM ? engine.wake() : engine.reconcile());
});
onNetworkBack(() => void engine.networkBack());
onManagedChanged((removed) => void engine.managedChanged(removed));
onEnding((frame, address) => void engine.ending(frame, address));
onView((tabId, url) => void engine.viewing(tabId, url));
onGuardAsks((url) => engine.guardList(url));
onRefused((tabId, url) => void engine.refused(tabId, url));
onDataGuard((message, page) => engine.dataGuard(message, page));
onOpened((page) => engine.opened(page));
onMessage((message, frame) => engine.answer(message, frame));

// Whatever woke the worker, the browser is updated with what is stored, and a missed check runs now.
void engine.wake();
