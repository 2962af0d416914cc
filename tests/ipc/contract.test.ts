import { afterAll, beforeAll } from 'vitest';
import { contractSuite } from '../support/contract-suite.ts';
import { RelayApp } from './relay-app.ts';

const relay = new RelayApp();
beforeAll(() => relay.start(), 120_000);
afterAll(() => relay.stop());

contractSuite('Electron IPC', relay.connect);
