import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BridgeEvent, BridgeTransport, CallInput } from '../../core/bridge/contract.ts';
import { calls } from '../../core/bridge/contract.ts';
import { foldCase } from '../../core/case/fold.ts';
import { headOf } from '../../core/case/hash-chain.ts';
import { addressNode, nodeKey, txNode } from '../../core/ids.ts';
import type { Host } from '../../host/create-host.ts';
import { openWorld } from './open-world.ts';
import { illustratedScenario, smallScenario, smallWorld } from './small-exercise.ts';
import { type Connect, openNew, refusal, startTestHost, temporaryFolder, value } from './test-host.ts';

const settled = async (isDone: () => boolean): Promise<void> => {
  for (let turn = 0; turn < 3000 && !isDone(); turn += 1) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(isDone()).toBe(true);
};

/** A transaction of the small world that comes after a time, paying an address that appears only then. */
function firstAfter(clockMs: number): { txid: string; address: string } {
  const known = new Set<string>();
  for (const block of openWorld(smallWorld()).blocks) {
    for (const { txid, outputs } of block.txs) {
      const address = outputs.flatMap((output) => output.address ?? []).find((paid) => !known.has(paid));
      if (block.atMs > clockMs && address !== undefined) return { txid, address };
      for (const output of outputs) known.add(output.address ?? '');
    }
  }
  return expect.fail('nothing new happens after this time');
}

/** What holds of the contract whatever carries it. */
export function contractSuite(name: string, connect: Connect): void {
  describe(`the contract over ${name}`, () => {
    const folder = temporaryFolder();
    let host: Host;
    let trainee: BridgeTransport;

    beforeAll(async () => {
      host = await startTestHost({ folder: folder.path, worlds: [smallWorld()] });
      trainee = await connect(host, 'trainee');
    });
    afterAll(async () => {
      trainee.close();
      await host.close();
      folder.remove();
    });

    test('[BR1] an attempt is started, opened, played and finished', async () => {
      const { attemptId, traineeId, scenarioId, entries, briefing, exercise, head } = await openNew(trainee);
      expect(foldCase(entries).currentStepId).toBe('pay');
      expect(head).toEqual(headOf(entries));
      expect(exercise.steps.map((step) => step.id)).toEqual(['pay']);
      const note = briefing.knownAddresses[0]?.address ?? '';
      const expansion = await value(trainee, 'ledger.expand', {
        ...{ attemptId, asOfMs: exercise.clockMs, node: addressNode(note), direction: 'in', filter: {} },
      });
      const payment = expansion.subgraph.txs[0];
      const txid = payment?.txid ?? '';
      const work = { type: 'graph.expand', from: addressNode(note), direction: 'in', filter: {}, nodes: expansion.nodes } as const;
      const appended = await value(trainee, 'attempt.append', { attemptId, expectedHead: head, work });
      const on = { attemptId, expectedHead: appended.head };
      const paid = await value(trainee, 'exercise.submit', { ...on, stepId: 'pay', answer: { kind: 'transaction', txid } });
      expect(paid.exercise.steps[0]).toMatchObject({
        verdict: 'right',
        points: 8,
        status: 'closed',
        explanation: 'It pays the address of the note.',
      });
      const decided = await value(trainee, 'exercise.submit', {
        ...{ attemptId, expectedHead: paid.head, stepId: 'next', answer: { kind: 'decision', choice: 'exchange' } },
      });
      expect(decided.exercise.clockMs).toBeGreaterThan(exercise.clockMs);
      const sat = payment?.outputs.find((output) => output.address === note)?.valueSat ?? '';
      const summed = await value(trainee, 'exercise.submit', {
        attemptId,
        expectedHead: decided.head,
        stepId: 'sum',
        answer: { kind: 'amount', sat },
      });
      const change = payment?.outputs.find((output) => output.address !== note)?.vout ?? 0;
      const last = await value(trainee, 'exercise.submit', {
        ...{ attemptId, expectedHead: summed.head, stepId: 'extra', answer: { kind: 'output', outpoint: `${txid}:${change}` } },
      });
      const finished = await value(trainee, 'exercise.finish', { attemptId, expectedHead: last.head });
      expect(finished.exercise).toMatchObject({ isFinished: true, points: 20, maxPoints: 20 });
      expect(await value(trainee, 'debrief.get', { attemptId, language: 'en' })).toMatchObject({ points: 20, maxPoints: 20, percent: 100 });
      expect(await refusal(trainee, 'attempt.append', { attemptId, expectedHead: finished.head, work })).toBe('exercise/finished');
      await value(trainee, 'attempt.close', { attemptId });
      const { cards } = await value(trainee, 'library.list', { traineeId, language: 'en' });
      expect(cards.find((card) => card.scenarioId === scenarioId)?.attempts).toMatchObject([{ attemptId, state: 'done', percent: 100 }]);
    });

    test('[BR1] what crosses is a copy: what a client does to what it sent, got or was told changes nothing with the host', async () => {
      const own = await connect(host, 'trainee');
      const { attemptId, head, briefing } = await openNew(own, 'Al');
      const node = addressNode(briefing.knownAddresses[0]?.address ?? '');
      let told: BridgeEvent | null = null;
      own.onEvent((event) => {
        if (event.type !== 'attempt.appended') return;
        told = structuredClone(event);
        event.entries.splice(0);
      });
      const work = { type: 'mark.set' as const, nodes: [node], mark: 'suspect' as const };
      const sent = structuredClone(work);
      const appending = value(own, 'attempt.append', { attemptId, expectedHead: head, work });
      work.nodes.push(txNode('0'.repeat(64)));
      const appended = await appending;
      expect(appended.entries.map((entry) => entry.payload)).toEqual([sent]);
      await settled(() => told !== null);
      expect(told).toMatchObject({ entries: structuredClone(appended.entries) });
      const read = () => value(own, 'attempt.entries', { attemptId, afterSeq: -1 });
      const first = await read();
      const before = structuredClone(first);
      for (const entry of [...first.entries, ...appended.entries]) Object.assign(entry, { hash: '0'.repeat(64), payload: null });
      first.entries.splice(0);
      expect(await read()).toEqual(before);
      own.close();
    });

    test('[BR2] an append on a head that has moved is refused and changes nothing; entries after a number catch up', async () => {
      const { attemptId, head, briefing } = await openNew(trainee, 'Bo');
      const node = addressNode(briefing.knownAddresses[0]?.address ?? '');
      const first = await value(trainee, 'attempt.append', { attemptId, expectedHead: head, work: { type: 'label.set', node, text: 'a' } });
      const late = { attemptId, expectedHead: head, work: { type: 'label.set', node, text: 'b' } };
      expect(await refusal(trainee, 'attempt.append', late)).toBe('log/head-moved');
      for (const expectedHead of [
        { ...first.head, hash: head.hash },
        { ...first.head, seq: head.seq },
        { ...first.head, seq: first.head.seq + 1 },
      ]) {
        expect(await refusal(trainee, 'attempt.append', { ...late, expectedHead })).toBe('log/head-moved');
      }
      const acts = {
        'exercise.submit': { stepId: 'pay', answer: { kind: 'transaction', txid: '0'.repeat(64) } },
        'exercise.buyHint': { stepId: 'pay', hint: 0 },
        'exercise.reveal': { stepId: 'pay' },
        'exercise.finish': {},
      };
      for (const [call, act] of Object.entries(acts))
        expect([call, await refusal(trainee, call, { attemptId, expectedHead: head, ...act })]).toEqual([call, 'log/head-moved']);
      expect(await value(trainee, 'attempt.entries', { attemptId, afterSeq: head.seq })).toEqual({
        entries: first.entries,
        head: first.head,
      });
    });

    test('[BR2] of two appends sent at once on one head exactly one is written', async () => {
      const { attemptId, head, briefing } = await openNew(trainee, 'Cy');
      const node = addressNode(briefing.knownAddresses[0]?.address ?? '');
      const send = (text: string) =>
        refusal(trainee, 'attempt.append', { attemptId, expectedHead: head, work: { type: 'label.set', node, text } });
      expect((await Promise.all([send('a'), send('b')])).sort()).toEqual(['log/head-moved', null].sort());
    });

    test('[BR3] a session gets its events numbered from 1 without gaps, each after the entry is on the disk', async () => {
      const own = await connect(host, 'trainee');
      const events: BridgeEvent[] = [];
      own.onEvent((event) => events.push(event));
      const { attemptId, head, briefing } = await openNew(own, 'Di');
      const node = addressNode(briefing.knownAddresses[0]?.address ?? '');
      let on = head;
      await value(own, 'library.importText', { name: 'broken.yaml', text: 'no scenario' });
      for (const text of ['a', 'b', 'c']) {
        on = (await value(own, 'attempt.append', { attemptId, expectedHead: on, work: { type: 'note.set', node, text } })).head;
      }
      await settled(() => events.filter((event) => event.type === 'attempt.appended').length === 3);
      await settled(() => events.some((event) => event.type === 'import.failed'));
      expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 1));
      const told = events.flatMap((event) => (event.type === 'attempt.appended' ? event.entries : []));
      expect(told).toEqual((await value(own, 'attempt.entries', { attemptId, afterSeq: head.seq })).entries);
      own.close();
    });

    test('[BR4] an attempt belongs to the session that opened it; another is refused until it is given back', async () => {
      const { attemptId, traineeId, exercise, head } = await openNew(trainee, 'Ed');
      const other = await connect(host, 'trainee');
      expect(await refusal(other, 'attempt.open', { attemptId, language: 'en' })).toBe('attempt/locked');
      const view = { attemptId };
      expect(await refusal(other, 'exercise.view', view)).toBe('attempt/not-open');
      expect(await refusal(other, 'attempt.entries', { attemptId, afterSeq: -1 })).toBe('attempt/not-open');
      expect(await refusal(other, 'attempt.close', view)).toBe('attempt/not-open');
      expect(await refusal(other, 'ledger.search', { attemptId, asOfMs: exercise.clockMs, text: 'bc1', limit: 5 })).toBe(
        'attempt/not-open',
      );
      expect(await refusal(other, 'exercise.reveal', { attemptId, expectedHead: head, stepId: 'pay' })).toBe('attempt/not-open');
      expect(await refusal(other, 'debrief.get', { attemptId, language: 'en' })).toBe('attempt/not-open');
      const states = async () =>
        (await value(other, 'library.list', { traineeId, language: 'en' })).cards.flatMap((card) =>
          card.attempts.map(({ state }) => state),
        );
      expect(await states()).toEqual(['locked']);
      await value(trainee, 'attempt.close', { attemptId });
      expect(await states()).toEqual(['under-way']);
      expect(await refusal(other, 'attempt.open', { attemptId, language: 'en' })).toBeNull();
      other.close();
      await settledAsync(async () => (await refusal(trainee, 'attempt.open', { attemptId, language: 'en' })) === null);
    });

    test('[BR4] a session that ends while an attempt is being opened for it gives it back, and takes nothing from who opens it next', async () => {
      const { attemptId } = await openNew(trainee, 'Eve');
      await value(trainee, 'attempt.close', { attemptId });
      const gone = await connect(host, 'trainee');
      const opening = refusal(gone, 'attempt.open', { attemptId, language: 'en' });
      gone.close();
      await opening.catch(() => null);
      await settledAsync(async () => (await refusal(trainee, 'attempt.open', { attemptId, language: 'en' })) === null);
      expect(await refusal(trainee, 'exercise.view', { attemptId })).toBeNull();
    });

    test('[BR4] an attempt that could not be opened is lent to nobody', async () => {
      const other = await connect(host, 'trainee');
      const strange = { attemptId: 'nobody-has-this', language: 'en' };
      for (const client of [trainee, other, trainee]) expect(await refusal(client, 'attempt.open', strange)).toBe('attempt/unknown');
      other.close();
    });

    test('[BR5] a role makes only the calls that are declared for it', async () => {
      const instructor = await connect(host, 'instructor');
      const others = Object.entries(calls).flatMap(([call, { roles }]) => (roles.includes('instructor') ? [] : [call]));
      for (const call of others) expect([call, await refusal(instructor, call, {})]).toEqual([call, 'bridge/role']);
      expect(await refusal(instructor, 'trainees.list', {})).toBeNull();
      instructor.close();
    });

    test('[BR6] a question about a later time than now is refused, and nothing later is in an answer', async () => {
      const { attemptId, exercise, briefing } = await openNew(trainee, 'Fy');
      const address = briefing.knownAddresses[0]?.address ?? '';
      const now = { attemptId, asOfMs: exercise.clockMs };
      const later = { attemptId, asOfMs: exercise.clockMs + 1 };
      const { txid } = (await value(trainee, 'ledger.addressTxs', { ...now, address, offset: 0, limit: 1 })).rows[0] ?? { txid: '' };
      const questions = {
        'ledger.subgraph': { nodes: [txNode(txid)] },
        'ledger.address': { address },
        'ledger.addressTxs': { address, offset: 0, limit: 5 },
        'ledger.expand': { node: addressNode(address), direction: 'out', filter: {} },
        'ledger.changeCandidates': { txid },
        'ledger.coSpend': { address },
        'ledger.search': { text: address.slice(0, 9), limit: 5 },
        'ledger.rawTx': { txid },
      };
      for (const [call, question] of Object.entries(questions)) {
        expect([call, await refusal(trainee, call, { ...later, ...question })]).toEqual([call, 'bridge/as-of-later']);
        expect([call, await refusal(trainee, call, { ...now, ...question })]).toEqual([call, null]);
      }
      const unseen = firstAfter(exercise.clockMs);
      const questionsAboutIt = {
        'ledger.subgraph': { nodes: [txNode(unseen.txid)] },
        'ledger.address': { address: unseen.address },
        'ledger.addressTxs': { address: unseen.address, offset: 0, limit: 5 },
        'ledger.expand': { node: txNode(unseen.txid), direction: 'in', filter: {} },
        'ledger.changeCandidates': { txid: unseen.txid },
        'ledger.coSpend': { address: unseen.address },
        'ledger.rawTx': { txid: unseen.txid },
      };
      for (const [call, question] of Object.entries(questionsAboutIt))
        expect([call, await refusal(trainee, call, { ...now, ...question })]).toEqual([call, expect.stringMatching(/^trace\/unknown-/)]);
      expect(await value(trainee, 'ledger.search', { ...now, text: unseen.txid, limit: 5 })).toEqual({ hits: [], total: 0 });
      expect(
        (await value(trainee, 'ledger.addressTxs', { ...now, address, offset: 0, limit: 500 })).rows.every((row) => row.atMs <= now.asOfMs),
      ).toBe(true);
    });

    test('[BR7] work that names what the ledger does not hold as of now is refused and changes nothing', async () => {
      const { attemptId, head, briefing, exercise } = await openNew(trainee, 'Gus');
      const node = addressNode(briefing.knownAddresses[0]?.address ?? '');
      const strange = addressNode(`bc1q${'z'.repeat(38)}`);
      const refusedWith = (work: unknown) => refusal(trainee, 'attempt.append', { attemptId, expectedHead: head, work });
      expect(await refusedWith({ type: 'graph.add', nodes: [node, strange] })).toBe('log/unknown-node');
      expect(await refusedWith({ type: 'mark.set', nodes: [txNode('0'.repeat(64))], mark: 'suspect' })).toBe('log/unknown-node');
      const unseen = firstAfter(exercise.clockMs);
      const address = nodeKey(node);
      const now = { attemptId, asOfMs: exercise.clockMs };
      const { txid } = (await value(trainee, 'ledger.addressTxs', { ...now, address, offset: 0, limit: 1 })).rows[0] ?? { txid: '' };
      for (const absent of [strange, addressNode(unseen.address)]) {
        const namingAddress = [
          { type: 'graph.expand', from: absent, direction: 'in', filter: {}, nodes: [] },
          { type: 'graph.expand', from: node, direction: 'in', filter: {}, nodes: [absent] },
          { type: 'graph.add', nodes: [node, absent] },
          { type: 'graph.hide', nodes: [absent] },
          { type: 'graph.show', nodes: [absent] },
          { type: 'graph.move', node: absent, x: 0, y: 0, z: 0 },
          { type: 'graph.pin', node: absent, at: null },
          { type: 'label.set', node: absent, text: 'a' },
          { type: 'note.set', node: absent, text: 'a' },
          { type: 'mark.set', nodes: [absent], mark: 'suspect' },
          { type: 'group.apply', group: 'g', heuristic: 'co-spend', members: [address, nodeKey(absent)], evidence: [txid] },
        ];
        for (const work of namingAddress) expect([work, await refusedWith(work)]).toEqual([work, 'log/unknown-node']);
      }
      for (const absent of ['0'.repeat(64), unseen.txid]) {
        const namingTransaction = [
          { type: 'group.apply', group: 'g', heuristic: 'co-spend', members: [address, address], evidence: [absent] },
          { type: 'change.claim', txid: absent, vout: 0, heuristic: 'own' },
          { type: 'change.withdraw', txid: absent },
        ];
        for (const work of namingTransaction) expect([work, await refusedWith(work)]).toEqual([work, 'log/unknown-node']);
      }
      const { outputs } = (await value(trainee, 'ledger.subgraph', { ...now, nodes: [txNode(txid)] })).txs[0] ?? { outputs: [] };
      for (const vout of [outputs.length, 999])
        expect(await refusedWith({ type: 'change.claim', txid, vout, heuristic: 'own' })).toBe('log/unknown-output');
      expect(await refusedWith({ type: 'undo', target: 0 })).toBe('log/undo-target');
      expect(await refusedWith({ type: 'redo', target: 0 })).toBe('log/undo-target');
      expect(await refusedWith({ type: 'answer.draft', stepId: 'sum', answer: null })).toBe('exercise/step-not-open');
      expect(await refusedWith({ type: 'answer.draft', stepId: 'pay', answer: { kind: 'amount', sat: '1' } })).toBe('exercise/wrong-kind');
      expect(await refusedWith({ type: 'note.set', node, text: 'a \ud800 b' })).toBe('log/not-json');
      expect(await refusedWith({ type: 'step.close', stepId: 'pay', why: 'right' })).toBe('bridge/bad-input');
      expect((await value(trainee, 'attempt.entries', { attemptId, afterSeq: -1 })).head).toEqual(head);
    });

    test('[BR7] only what is in turn is undone or redone, only an open step has a draft, and after the end nothing is written', async () => {
      const { attemptId, head, briefing } = await openNew(trainee, 'Guy');
      const node = addressNode(briefing.knownAddresses[0]?.address ?? '');
      let on = head;
      const write = async (work: CallInput<'attempt.append'>['work']) => {
        ({ head: on } = await value(trainee, 'attempt.append', { attemptId, expectedHead: on, work }));
        return on.seq;
      };
      const refusedWith = (work: CallInput<'attempt.append'>['work']) =>
        refusal(trainee, 'attempt.append', { attemptId, expectedHead: on, work });
      const [first, second] = [await write({ type: 'label.set', node, text: 'a' }), await write({ type: 'label.set', node, text: 'b' })];
      for (const target of [0, first, second + 1]) expect(await refusedWith({ type: 'undo', target })).toBe('log/undo-target');
      await write({ type: 'undo', target: second });
      await write({ type: 'undo', target: first });
      for (const target of [0, second, second + 1]) expect(await refusedWith({ type: 'redo', target })).toBe('log/undo-target');
      await write({ type: 'redo', target: first });
      const draft = { type: 'answer.draft', stepId: 'pay', answer: null } as const;
      await write(draft);
      const act = async (name: 'exercise.reveal' | 'exercise.finish', input: object) => {
        const done = await value(trainee, name, { attemptId, expectedHead: on, ...input } as CallInput<'exercise.reveal'>);
        on = done.head;
        return done.exercise.currentStepId;
      };
      let stepId: string | null = 'pay';
      while (stepId !== null) stepId = await act('exercise.reveal', { stepId });
      expect(await refusedWith(draft)).toBe('exercise/step-not-open');
      await act('exercise.finish', {});
      for (const work of [draft, { type: 'label.set', node, text: 'c' }, { type: 'undo', target: first }] as const)
        expect(await refusedWith(work)).toBe('exercise/finished');
      expect((await value(trainee, 'attempt.entries', { attemptId, afterSeq: -1 })).head).toEqual(on);
    });

    test('[BR8] hostile calls are refused with what and where, and change nothing', async () => {
      const { attemptId, head, briefing } = await openNew(trainee, 'Hal');
      const node = addressNode(briefing.knownAddresses[0]?.address ?? '');
      const good = { attemptId, expectedHead: head, work: { type: 'label.set', node, text: 'a' } };
      const withKey = (key: string) => JSON.parse(`{"name":"Ivy","${key}":{"isAdmin":true}}`) as unknown;
      const hostile: readonly (readonly [string, unknown, string])[] = [
        ['app.explode', {}, 'bridge/unknown-call'],
        ['__proto__', {}, 'bridge/unknown-call'],
        ['constructor', {}, 'bridge/unknown-call'],
        ['attempt.append', null, 'bridge/bad-input'],
        ['attempt.append', [good], 'bridge/bad-input'],
        ['attempt.append', { ...good, extra: 1 }, 'bridge/bad-input'],
        ['attempt.append', { ...good, work: { ...good.work, text: 'x'.repeat(81) } }, 'bridge/bad-input'],
        ['attempt.append', { ...good, attemptId: '../../ariadne' }, 'bridge/bad-input'],
        ['attempt.append', { ...good, attemptId: 'somebody-elses' }, 'attempt/not-open'],
        ['attempt.open', { attemptId: 'somebody-elses', language: 'en' }, 'attempt/unknown'],
        ['trainees.create', withKey('__proto__'), 'bridge/bad-input'],
        ['trainees.create', withKey('constructor'), 'bridge/bad-input'],
        ['trainees.create', withKey('prototype'), 'bridge/bad-input'],
        ['ledger.search', { attemptId, asOfMs: 1e99, text: 'bc1', limit: 5 }, 'bridge/bad-input'],
        ['ledger.search', { attemptId, asOfMs: 1, text: 'bc1', limit: 1_000_000 }, 'bridge/bad-input'],
        ['library.importText', { name: 'a.yaml', text: 'x'.repeat(4_000_001) }, 'bridge/bad-input'],
      ];
      for (const [call, input, code] of hostile) expect([call, await refusal(trainee, call, input)]).toEqual([call, code]);
      expect(({} as Record<string, unknown>)['isAdmin']).toBeUndefined();
      expect(await value(trainee, 'attempt.entries', { attemptId, afterSeq: head.seq })).toEqual({ entries: [], head });
    });

    test('[BR8] a text of 50 MB is refused and changes nothing, whatever it costs the connection', async () => {
      const before = (await value(trainee, 'trainees.list', {})).trainees;
      const own = await connect(host, 'trainee');
      const code = await refusal(own, 'trainees.create', { name: 'x'.repeat(50_000_000) });
      expect(['bridge/bad-input', 'bridge/connection-lost']).toContain(code);
      own.close();
      expect((await value(trainee, 'trainees.list', {})).trainees).toEqual(before);
    });

    test('[BR9] an opened source is compiled into the library; a broken one is named with its place and changes nothing', async () => {
      const own = await connect(host, 'trainee');
      const events: BridgeEvent[] = [];
      own.onEvent((event) => events.push(event));
      const { trainee: who } = await value(own, 'trainees.create', { name: 'Jo' });
      const cards = async () =>
        (await value(own, 'library.list', { traineeId: who.id, language: 'en' })).cards.map((card) => card.scenarioId);
      const before = await cards();
      await value(own, 'library.importText', { name: 'broken.yaml', text: smallScenario({ title: 7 }) });
      await settled(() => events.some((event) => event.type === 'import.failed'));
      const failed = events.find((event) => event.type === 'import.failed');
      expect(failed).toMatchObject({ file: 'broken.yaml', isCancelled: false });
      expect(failed?.type === 'import.failed' && failed.problems[0]).toMatchObject({
        line: expect.any(Number),
        column: expect.any(Number),
      });
      expect(await cards()).toEqual(before);
      const { jobId } = await value(own, 'library.importText', { name: 'fine.yaml', text: smallScenario({ id: 'fine' }) });
      await settled(() => events.some((event) => event.type === 'import.done'));
      expect(events.find((event) => event.type === 'import.done')).toMatchObject({ jobId, scenarioId: 'fine' });
      expect(events.some((event) => event.type === 'import.progress')).toBe(true);
      expect(await cards()).toEqual([...before, 'fine']);
      const again = await value(own, 'library.importText', { name: 'small.yaml', text: smallScenario({ title: 'Changed copy' }) });
      await settled(() => events.some((event) => event.type === 'import.done' && event.jobId === again.jobId));
      expect(await cards()).toEqual([...before, 'fine', 'small-opened']);
      own.close();
    });

    test('[BR15] pictures sent ahead go into the next import of their own session, once, and nowhere else', async () => {
      const own = await connect(host, 'trainee');
      const other = await connect(host, 'trainee');
      const events: BridgeEvent[] = [];
      own.onEvent((event) => events.push(event));
      const drawing = btoa('<svg xmlns="http://www.w3.org/2000/svg"/>');
      const text = illustratedScenario('desk.svg');
      const source = { name: 'illustrated.yaml', text };
      await value(other, 'library.putMedium', { name: 'desk.svg', base64: drawing });
      expect(await refusal(own, 'library.importText', { ...source, media: ['desk.svg'] })).toBe('import/unknown-medium');
      await value(own, 'library.putMedium', { name: 'desk.svg', base64: drawing });
      const { jobId } = await value(own, 'library.importText', { ...source, media: ['desk.svg'] });
      await settled(() => events.some((event) => event.type === 'import.done' && event.jobId === jobId));
      expect(await refusal(own, 'library.importText', { ...source, media: ['desk.svg'] })).toBe('import/unknown-medium');
      await value(own, 'library.importText', { ...source, media: [] });
      await settled(() => events.some((event) => event.type === 'import.failed'));
      expect(events.find((event) => event.type === 'import.failed')).toMatchObject({ problems: [{ code: 'language/missing-picture' }] });
      own.close();
      other.close();
    });

    test('[BR15] names that lead elsewhere, what is no base64 and too many pictures are refused', async () => {
      const own = await connect(host, 'trainee');
      const put = (name: string, base64: string) => refusal(own, 'library.putMedium', { name, base64 });
      for (const name of ['../desk.svg', 'media/desk.svg', '.svg', 'desk.exe', `${'x'.repeat(255)}.svg`, 'de\u0000sk.svg']) {
        expect(await put(name, 'AAAA'), name).toBe('bridge/bad-input');
      }
      expect(await put('desk.svg', 'no base64!')).toBe('bridge/bad-input');
      expect(await put('desk.svg', 'A'.repeat(2_800_004))).toBe('bridge/bad-input');
      for (let at = 0; at < 60; at += 1) await value(own, 'library.putMedium', { name: `${at}.svg`, base64: 'AAAA' });
      await value(own, 'library.putMedium', { name: '59.svg', base64: 'BBBB' });
      expect(await put('60.svg', 'AAAA')).toBe('import/too-many-media');
      expect(await refusal(own, 'library.importText', { name: 'x.yaml', text: '', media: ['60.svg'] })).toBe('import/unknown-medium');
      const large = 'A'.repeat(2_666_668);
      for (let at = 0; at < 11; at += 1) await value(own, 'library.putMedium', { name: `${at}.png`, base64: large });
      expect(await put('12.png', large)).toBe('import/too-many-media');
      own.close();
    });
  });
}

async function settledAsync(isDone: () => Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 500; turn += 1) {
    if (await isDone()) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect.fail('it did not come about');
}
