import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BridgeTransport, CallName } from '../../core/bridge/contract.ts';
import type { Entry } from '../../core/case/entry.ts';
import { play } from '../../host/play/play.ts';
import { hostOn, type TestHost } from '../support/driftwood-host.ts';
import { smallWorld } from '../support/small-exercise.ts';

let there: TestHost;
beforeAll(async () => {
  there = await hostOn(smallWorld());
});
afterAll(() => there.close());

/** A player's attempts in the small case: what it asked for, what came of it, and the entries that were written. */
async function watched(script: 'empty' | 'guess' | 'accuse-all', runs?: number) {
  const asked: CallName[] = [];
  const entries: Entry[] = [];
  const transport: BridgeTransport = {
    ...there.transport,
    async call(name, input) {
      asked.push(name);
      const result = await there.transport.call(name, input);
      if (result.ok && 'entries' in result.value && name !== 'attempt.entries' && name !== 'attempt.open')
        entries.push(...result.value.entries);
      return result;
    },
  };
  const about = { scenarioId: 'small', script, traineeName: `${script} ${runs ?? 1}`, seed: '1' };
  const result = await play(transport, runs === undefined ? about : { ...about, guessRuns: runs });
  const payloads = entries.map((entry) => entry.payload);
  return { result, asked, count: (name: CallName) => asked.filter((call) => call === name).length, payloads };
}

describe('players without a script', () => {
  it('[PL4] the empty one gives every step up and does nothing else', async () => {
    const { result, count, payloads } = await watched('empty');
    expect(result.score.points).toBe(0);
    expect([count('exercise.submit'), count('attempt.append')]).toEqual([0, 0]);
    const closed = payloads.flatMap((payload) => (payload.type === 'step.close' ? [payload.why] : []));
    expect(closed).toEqual(['revealed', 'revealed', 'revealed']);
  });

  it('[PL4] a guesser uses every try, differs between attempts, and its result is their mean', async () => {
    const { result, count, payloads } = await watched('guess', 40);
    expect(count('attempt.start')).toBe(40);
    const verdicts = payloads.flatMap((payload) => (payload.type === 'answer.verdict' ? [payload] : []));
    const closings = payloads.flatMap((payload) => (payload.type === 'step.close' ? [payload.why] : []));
    expect(closings.every((why) => why === 'right' || why === 'no-tries-left')).toBe(true);
    // Two tries for the payment: whoever was wrong at first tried again.
    const pay = verdicts.filter((verdict) => verdict.stepId === 'pay');
    const wrongAtFirst = pay.filter((verdict) => verdict.attemptNo === 1 && verdict.verdict !== 'right').length;
    expect(pay.filter((verdict) => verdict.attemptNo === 2)).toHaveLength(wrongAtFirst);
    const answers = payloads.flatMap((payload) =>
      payload.type === 'answer.submit' && payload.stepId === 'sum' ? [JSON.stringify(payload.answer)] : [],
    );
    expect(new Set(answers).size).toBeGreaterThan(1);
    const decided = payloads.flatMap((payload) =>
      payload.type === 'answer.submit' && payload.answer.kind === 'decision' ? [payload.answer.choice] : [],
    );
    const share = decided.filter((choice) => choice === 'wait').length / decided.length;
    expect([decided.length, share > 0.2, share < 0.8]).toEqual([40, true, true]);
    const earned = verdicts.reduce((sum, verdict) => sum + verdict.points, 0);
    expect(Math.abs(result.score.points - earned / 40)).toBeLessThan(0.5);
  });

  it('[PL4] an accuser marks everybody on its graph', async () => {
    const { payloads } = await watched('accuse-all');
    const seen = new Set(
      payloads.flatMap((payload) => (payload.type === 'graph.expand' || payload.type === 'graph.add' ? payload.nodes : [])),
    );
    const marked = new Set(payloads.flatMap((payload) => (payload.type === 'mark.set' && payload.mark === 'suspect' ? payload.nodes : [])));
    const addresses = [...seen].filter((node) => node.startsWith('a:'));
    expect(addresses.length).toBeGreaterThan(5);
    expect(addresses.filter((node) => !marked.has(node))).toEqual([]);
  });
});
