import { contractSuite } from '../support/contract-suite.ts';
import { transports } from '../support/test-host.ts';

for (const [name, connect] of Object.entries(transports)) contractSuite(name, connect);
