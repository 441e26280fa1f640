/** Every port of the engine, over this browser. */
import type { Ports } from '../worker/ports.js';
import { access } from './access.js';
import { alarms } from './alarms.js';
import { ownFacts } from './own-facts.js';
import { clock } from './clock.js';
import { fileStore } from './file-store.js';
import { guardInstaller } from './content-scripts.js';
import { collector } from './collector.js';
import { managedStorage } from './managed-storage.js';
import { policyHost } from './policy-host.js';
import { randomSource } from './random-source.js';
import { ruleInstaller } from './rule-installer.js';
import { durableStorage, sessionStorage } from './storage.js';
import { tabs } from './tabs.js';
import { toolbar } from './toolbar.js';

export const browserPorts: Ports = {
  clock,
  managed: managedStorage,
  host: policyHost,
  durable: durableStorage,
  session: sessionStorage,
  files: fileStore,
  rules: ruleInstaller,
  alarms,
  guards: guardInstaller,
  tabs,
  access,
  toolbar,
  random: randomSource,
  facts: ownFacts,
  collector,
};
