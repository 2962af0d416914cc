import type { HostInfo, ShellPorts } from '../host-ports.ts';
import type { HandlersOf } from './handlers.ts';

export function appCalls(ports: { info: HostInfo; shell: ShellPorts; diagnostics: () => string }): HandlersOf<'app'> {
  return {
    'app.info': async () => ({ ...ports.info, contractVersion: 1 }),
    'app.saveDiagnostics': async () => ({ savedTo: await ports.shell.saveText('ariadne-diagnostics.txt', ports.diagnostics()) }),
  };
}
