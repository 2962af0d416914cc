import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Entry, Work } from '../../../core/case/entry.ts';
import { AppError } from '../../../core/errors.ts';
import { connectBridge, type ExposedBridge } from '../../../renderer/bridge.ts';
import { CaseSession } from '../../../renderer/state/case-session.ts';
import { LibrarySession } from '../../../renderer/state/library-store.ts';
import { attemptId, MemoryHost } from './support/memory-host.ts';

const start = (host: MemoryHost) => `a:${(host.truth('ransom.address') as { address: string }).address}` as const;

async function openCase(host = new MemoryHost(), line: ExposedBridge = host) {
  host.begin();
  const cases = new CaseSession(connectBridge(line));
  await cases.open(attemptId, 'en');
  return { host, cases };
}

/** The line to a host on which replies and events are held until a test lets them through; each kind keeps its order. */
class LateHost implements ExposedBridge {
  readonly host = new MemoryHost();
  readonly #replies: (() => void)[] = [];
  #untold: Entry[] = [];
  #isOpen = false;

  async call(name: string, input: unknown): Promise<unknown> {
    const before = this.host.entries.length;
    const answer = await this.host.call(name, input);
    this.#untold.push(...this.host.entries.slice(before));
    if (name === 'attempt.append' && !this.#isOpen) await new Promise<void>((resolve) => this.#replies.push(resolve));
    return answer;
  }

  onEvent(listener: (event: unknown) => void): () => void {
    return this.host.onEvent(listener);
  }

  writeElsewhere(work: Work): void {
    const before = this.host.entries.length;
    this.host.work(work);
    this.#untold.push(...this.host.entries.slice(before));
  }

  reply(): void {
    this.#replies.shift()?.();
  }

  tell(): void {
    const [entry, ...later] = this.#untold;
    this.#untold = later;
    if (entry !== undefined) this.host.emit({ type: 'attempt.appended', attemptId, entries: [entry] });
  }

  letAllThrough(): void {
    this.#isOpen = true;
    while (this.#replies.length > 0) this.reply();
    while (this.#untold.length > 0) this.tell();
  }
}

describe('[UI18] what crosses the bridge', () => {
  test('a reply of another shape is refused', async () => {
    const bridge = connectBridge({ call: async () => ({ ok: true, value: { trainees: 'none' } }), onEvent: () => () => undefined });
    await expect(bridge.call('trainees.list', {})).rejects.toMatchObject({ code: 'bridge/broken-reply', subject: 'trainees.list' });
  });

  test('an error comes back as it was thrown', async () => {
    const error = { code: 'store/disk-full', message: 'full', subject: 'log', details: { free: 0 } };
    const bridge = connectBridge({ call: async () => ({ ok: false, error }), onEvent: () => () => undefined });
    await expect(bridge.call('trainees.list', {})).rejects.toMatchObject(error);
  });

  test('an event of another shape is not passed on', () => {
    const passed: unknown[] = [];
    let emit: (event: unknown) => void = () => undefined;
    const bridge = connectBridge({
      call: async () => null,
      onEvent: (listener) => {
        emit = listener;
        return () => undefined;
      },
    });
    bridge.onEvent((event) => passed.push(event));
    emit({ type: 'library.changed', seq: 'one' });
    emit({ type: '__proto__', seq: 1 });
    emit({ type: 'library.changed', seq: 1 });
    expect(passed).toEqual([{ type: 'library.changed', seq: 1 }]);
  });
});

describe('[UI16] one change after the other', () => {
  test('changes made at once all arrive, each on the head before it', async () => {
    const { host, cases } = await openCase();
    const node = start(host);
    await Promise.all(['a', 'b', 'c'].map((text) => cases.append({ type: 'label.set', node, text })));
    expect(host.state.nodes.get(node)?.label).toBe('c');
    expect(cases.data.state).toEqual(host.state);
  });

  test('entries that come as event and as reply count once', async () => {
    const { host, cases } = await openCase();
    const done = cases.append({ type: 'label.set', node: start(host), text: 'once' });
    await Promise.resolve();
    await expect.poll(() => host.entries.length).toBe(3);
    host.emit({ type: 'attempt.appended', attemptId, entries: host.entries.slice(2) });
    await done;
    expect(cases.data.state.history).toHaveLength(3);
  });

  test('what is told again after the reply changes nothing and asks nothing', async () => {
    const { host, cases } = await openCase();
    await cases.append({ type: 'label.set', node: start(host), text: 'once' });
    const asked = host.calls.length;
    const before = cases.data;
    host.emit({ type: 'attempt.appended', attemptId, entries: host.entries.slice(2) });
    await cases.append({ type: 'note.set', node: start(host), text: 'next' });
    expect(host.calls.slice(asked).map(({ name }) => name)).toEqual(['attempt.append']);
    expect(cases.data.state.history).toHaveLength(before.state.history.length + 1);
    expect(cases.data.state).toEqual(host.state);
  });

  test('entries told together with some that are known already count once', async () => {
    const { host, cases } = await openCase();
    await cases.append({ type: 'label.set', node: start(host), text: 'mine' });
    host.work({ type: 'note.set', node: start(host), text: 'elsewhere' });
    host.emit({ type: 'attempt.appended', attemptId, entries: host.entries.slice(1) });
    await expect.poll(() => cases.data.state.nodes.get(start(host))?.note).toBe('elsewhere');
    expect(cases.data.state).toEqual(host.state);
  });

  test('entries told from elsewhere while an own change is under way are taken', async () => {
    const { host, cases } = await openCase();
    const node = start(host);
    const mine = cases.append({ type: 'label.set', node, text: 'mine' });
    await expect.poll(() => host.entries.length).toBe(3);
    host.work({ type: 'note.set', node, text: 'elsewhere' });
    host.emit({ type: 'attempt.appended', attemptId, entries: host.entries.slice(3) });
    await mine;
    await expect.poll(() => cases.data.state.nodes.get(node)?.note).toBe('elsewhere');
    expect(cases.data.state).toEqual(host.state);
  });

  test('in whatever order replies and events arrive, the window has what the host has in the end', async () => {
    const step = fc.constantFrom('mine', 'elsewhere', 'reply', 'tell');
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 24 }), async (steps) => {
        const late = new LateHost();
        const { cases } = await openCase(late.host, late);
        const node = start(late.host);
        const own: Promise<unknown>[] = [];
        for (const [at, kind] of steps.entries()) {
          if (kind === 'mine') own.push(cases.append({ type: 'label.set', node, text: `mine ${at}` }).catch((thrown: unknown) => thrown));
          if (kind === 'elsewhere') late.writeElsewhere({ type: 'note.set', node, text: `elsewhere ${at}` });
          if (kind === 'reply') late.reply();
          if (kind === 'tell') late.tell();
          await Promise.resolve();
        }
        late.letAllThrough();
        const refused = (await Promise.all(own)).filter((thrown) => thrown !== undefined);
        for (const thrown of refused) expect(thrown).toMatchObject({ code: 'log/head-moved' });
        await expect.poll(() => cases.data.state.head).toEqual(late.host.state.head);
        expect(cases.data.state).toEqual(late.host.state);
      }),
      { numRuns: 60 },
    );
  });

  test('when the head has moved elsewhere the change is refused and the window catches up', async () => {
    const { host, cases } = await openCase();
    host.work({ type: 'label.set', node: start(host), text: 'elsewhere' });
    await expect(cases.append({ type: 'note.set', node: start(host), text: 'mine' })).rejects.toMatchObject({ code: 'log/head-moved' });
    expect(cases.data.state).toEqual(host.state);
    await cases.append({ type: 'note.set', node: start(host), text: 'mine' });
    expect(cases.data.state.nodes.get(start(host))).toMatchObject({ label: 'elsewhere', note: 'mine' });
  });

  test('a failed change does not hold up the next one', async () => {
    const { host, cases } = await openCase();
    host.failNext('attempt.append', new AppError('store/disk-full', 'full'));
    await expect(cases.append({ type: 'label.set', node: start(host), text: 'lost' })).rejects.toMatchObject({ code: 'store/disk-full' });
    await cases.append({ type: 'label.set', node: start(host), text: 'kept' });
    expect(cases.data.state.nodes.get(start(host))?.label).toBe('kept');
  });

  test('every node of the case has its ledger data as of the clock', async () => {
    const { host, cases } = await openCase();
    const { txid } = host.truth('ransom.tx') as { txid: string };
    await cases.append({ type: 'graph.add', nodes: [`t:${txid}`] });
    expect(cases.data.ledger.txs.get(txid)?.txid).toBe(txid);
    expect(cases.data.ledger.asOfMs).toBe(cases.data.state.clockMs);
  });
});

describe('[UI14] imports', () => {
  const library = (host: MemoryHost) => new LibrarySession(connectBridge(host), () => 'en');

  test('a file that fails before the call returns leaves no import running', async () => {
    const host = new MemoryHost();
    const session = library(host);
    const done = session.importText('broken.yaml', 'x');
    host.emit({ type: 'import.failed', jobId: 'job-1', file: 'broken.yaml', isCancelled: false, problems: [] });
    await done;
    expect(session.store.getState()).toMatchObject({ jobs: [], failure: { file: 'broken.yaml' } });
  });

  test('a cancelled import goes without a failure', async () => {
    const host = new MemoryHost();
    const session = library(host);
    await session.importText('small.yaml', 'x');
    expect(session.store.getState().jobs).toHaveLength(1);
    host.emit({ type: 'import.failed', jobId: 'job-1', file: 'small.yaml', isCancelled: true, problems: [] });
    expect(session.store.getState()).toMatchObject({ jobs: [], failure: null });
  });
});
