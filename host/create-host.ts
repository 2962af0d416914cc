import { join } from 'node:path';
import { AttemptDesk } from './attempts/attempt-desk.ts';
import { appCalls } from './bridge/app-calls.ts';
import { attemptCalls } from './bridge/attempt-calls.ts';
import { BridgeServer } from './bridge/bridge-server.ts';
import { debriefCalls } from './bridge/debrief-calls.ts';
import { ExerciseDesk, exerciseCalls } from './bridge/exercise-calls.ts';
import type { Handlers } from './bridge/handlers.ts';
import { ledgerCalls } from './bridge/ledger-calls.ts';
import { libraryCalls, traineeCalls } from './bridge/library-calls.ts';
import type { EventDraft } from './bridge/session.ts';
import type { CompilePort } from './compile/compile-port.ts';
import { ImportJobs } from './compile/import-jobs.ts';
import type { HostInfo, ShellPorts } from './host-ports.ts';
import type { LedgerPort } from './ledger/ledger-port.ts';
import { diagnosticsText } from './log/diagnostics.ts';
import { RotatingLog } from './log/rotating-log.ts';
import { prepareFolder } from './store/prepare-folder.ts';
import { Registry } from './store/registry.ts';
import { createTruthVault } from './worlds/truth-vault.ts';
import { WorldStore } from './worlds/world-store.ts';

export interface HostPorts {
  readonly info: HostInfo;
  /** The user's: attempts, opened worlds, log. Created when missing. */
  readonly dataFolder: string;
  /** Compiled worlds that came with Ariadne. */
  readonly worldsFolder: string;
  readonly ledger: LedgerPort;
  readonly compile: CompilePort;
  readonly shell: ShellPorts;
  /** Wall clock, ms since 1970 UTC. */
  readonly now: () => number;
  /** A new id of letters, digits, `-` and `_`, 64 at most, never given before on any computer. */
  readonly newId: () => string;
  readonly isOutputChecked: boolean;
}

export interface Host {
  readonly server: BridgeServer;
  readonly log: RotatingLog;
  /** Compiles a scenario file into the library for a session, which gets `import.*` events. Returns the job. Null: no such session. */
  openScenario(sessionId: string, path: string): string | null;
  /** To every session. */
  broadcast(event: Extract<EventDraft, { type: 'shell.command' | 'library.changed' }>): void;
  /** Text for a support case: versions, counts, log. No case data, no truth. */
  diagnostics(): string;
  /** Gives every attempt back and closes the files. Idempotent. */
  close(): Promise<void>;
}

/** Puts the host together. @throws AppError `store/newer`, `store/disk-full`, `store/no-access` */
export function createHost(ports: HostPorts): Host {
  const { dataFolder, ledger, now, newId, shell, info } = ports;
  for (const folder of [dataFolder, join(dataFolder, 'logs')]) prepareFolder(folder);
  const log = new RotatingLog({ folder: join(dataFolder, 'logs'), level: 'info', bytesMax: 1_000_000, filesMax: 5, now });
  const registry = Registry.open(join(dataFolder, 'ariadne.db'));
  const worlds = new WorldStore({ shipped: ports.worldsFolder, kept: join(dataFolder, 'worlds') }, log);
  worlds.sweep().catch((thrown: unknown) => log.fault('drafts not swept', thrown));
  const vault = createTruthVault();
  const desk = new AttemptDesk({ folder: join(dataFolder, 'attempts'), registry, worlds, ledger, hostLog: log, now, newId });
  const announce = (event: EventDraft) => {
    for (const session of server.sessions()) session.emit(event);
  };
  const jobs = new ImportJobs({ worlds, registry, compile: ports.compile, newId, now, announce });
  const exercises = new ExerciseDesk({ desk, ledger, vault, announce });
  const diagnostics = () => diagnosticsText({ info, counts: registry.counts(), log: log.readAll(), atMs: now() });
  const library = { registry, worlds, desk, jobs, shell, hostLog: log, now, newId };
  const handlers: Handlers = {
    ...appCalls({ info, shell, diagnostics }),
    ...traineeCalls(library),
    ...libraryCalls(library),
    ...attemptCalls({ desk, ledger, exercises, library }),
    ...ledgerCalls({ desk, ledger }),
    ...exerciseCalls(exercises, desk),
    ...debriefCalls({ desk, ledger, vault }),
  };
  const server = new BridgeServer({
    ...{ handlers, newId, log, isOutputChecked: ports.isOutputChecked },
    onSessionEnd: async (session) => {
      jobs.cancelAllOf(session);
      await desk.closeAllOf(session);
    },
  });
  log.write('info', 'host started', { version: info.version, runtime: info.runtime });
  let isOpen = true;
  return {
    ...{ server, log, diagnostics, broadcast: announce },
    openScenario(sessionId, path) {
      const session = server.sessions().find((known) => known.id === sessionId);
      return session === undefined ? null : jobs.startFile(session, path);
    },
    async close() {
      if (!isOpen) return;
      isOpen = false;
      await server.close();
      await ledger.close();
      registry.close();
      log.write('info', 'host closed');
    },
  };
}
