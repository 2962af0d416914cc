import { type ElectronApplication, _electron as electron } from '@playwright/test';

/** An idle machine starts Electron in two to three seconds. */
const handshakeMs = 40_000;

/**
 * Playwright holds `whenReady` back until it has spoken to Electron's inspector; now and then that handshake never ends, before any of our
 * code has run. Such a start is ended and made again, twice at most. Everything after the handshake fails as it should.
 */
export async function launchElectron(options: Parameters<typeof electron.launch>[0], triesLeft = 2): Promise<ElectronApplication> {
  try {
    return await electron.launch({ ...options, timeout: handshakeMs });
  } catch (thrown) {
    const isHandshake = thrown instanceof Error && thrown.message.includes('electron.launch: Timeout');
    if (!isHandshake || triesLeft === 0) throw thrown;
    return await launchElectron(options, triesLeft - 1);
  }
}
