import { spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { Refusal } from './launcher/say.mjs';

/**
 * Runs `work` with a virtual display of its own. The server chooses a free number and tells it on a pipe, so nothing collides.
 * @template T
 * @param {{ width: number, height: number }} size in pixels
 * @param {(display: string) => Promise<T>} work gets the value for DISPLAY
 * @returns {Promise<T>}
 */
export async function withVirtualDisplay({ width, height }, work) {
  const args = ['-displayfd', '3', '-screen', '0', `${width}x${height}x24`, '-nolisten', 'tcp', '-noreset'];
  const server = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  try {
    const number = await new Promise((done, failed) => {
      server.once('error', () => failed(new Refusal('Xvfb could not be started.')));
      server.once('exit', (code) => failed(new Refusal(`Xvfb ended with code ${code} before it had a display.`)));
      server.stdio[3]?.once('data', (/** @type {Buffer} */ bytes) => done(bytes.toString('utf8').trim()));
    });
    return await work(`:${number}`);
  } finally {
    server.removeAllListeners('exit');
    server.kill();
    await Promise.race([new Promise((done) => server.once('exit', done)), wait(2000)]);
  }
}
