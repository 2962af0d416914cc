import type { z } from 'zod';
import type { calls } from '../core/bridge/contract.ts';

/** What a host says about itself. */
export type HostInfo = Omit<z.output<(typeof calls)['app.info']['output']>, 'contractVersion'>;

/** What the desktop does for the host. A host without a desktop answers null to both. */
export interface ShellPorts {
  /** Lets the person choose a scenario file; null when they cancel. */
  readonly chooseScenario: () => Promise<string | null>;
  /** Lets the person choose where to save the text; the path written, or null. */
  readonly saveText: (suggestedName: string, text: string) => Promise<string | null>;
}

export const noShell: ShellPorts = { chooseScenario: async () => null, saveText: async () => null };
