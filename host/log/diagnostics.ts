import type { HostInfo } from '../host-ports.ts';

export interface DiagnosticsParts {
  readonly info: HostInfo;
  readonly counts: Readonly<Record<string, number>>;
  /** The local log as kept. */
  readonly log: string;
  readonly atMs: number;
}

/** One text for a support case. Says which program ran on what and what the log kept; the data folder, which can hold a name, is left out. */
export function diagnosticsText({ info, counts, log, atMs }: DiagnosticsParts): string {
  const { version, runtime, isElectron } = info;
  const head = {
    format: 'ariadne-diagnostics/1',
    savedAt: new Date(atMs).toISOString(),
    version,
    runtime,
    isElectron,
    platform: `${process.platform} ${process.arch}`,
    versions: { ...process.versions },
    counts,
  };
  return `${JSON.stringify(head, null, 2)}\n\n${log}`;
}
