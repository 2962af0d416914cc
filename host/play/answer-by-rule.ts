import type { StepView } from '../../core/bridge/views.ts';
import type { Answer, Confidence } from '../../core/case/answer.ts';
import { AppError } from '../../core/errors.ts';
import { addressNode, type NodeId, txNode } from '../../core/ids.ts';
import type { Notebook } from './found.ts';
import type { AnswerRule, OptionRule } from './script-language.ts';

/** The answer a script gives to a step from what its rules have found. @throws AppError `script/…` when it cannot tell */
export function answerByRule(step: StepView, rule: AnswerRule, notebook: Notebook): Answer {
  if (rule.address !== undefined) return { kind: 'address', address: notebook.address(rule.address) };
  if (rule.output !== undefined) return { kind: 'output', outpoint: notebook.output(rule.output).outpoint };
  if (rule.transaction !== undefined) return { kind: 'transaction', txid: notebook.transaction(rule.transaction).txid };
  if (rule.addresses !== undefined) return { kind: 'address-set', addresses: [...notebook.addresses(rule.addresses)] };
  if (rule.path !== undefined) return { kind: 'path', nodes: notebook.transactions(rule.path).map((tx) => txNode(tx.txid)) };
  if (rule.amount !== undefined) return { kind: 'amount', sat: String(notebook.get(rule.amount, ['amount'] as const).sat) };
  if (rule.order !== undefined) return { kind: 'order', events: orderByTime(step, rule.order, notebook) };
  if (rule.finding !== undefined) return findingByRule(step, rule.finding, notebook);
  if (rule.option === undefined) throw new AppError('script/no-rule', `step "${step.id}" has no rule for an answer`, { subject: step.id });
  return { kind: step.kind === 'decision' ? 'decision' : 'choice', choice: chooseOption(step, rule.option, notebook) };
}

function findingByRule(step: StepView, rule: NonNullable<AnswerRule['finding']>, notebook: Notebook): Answer {
  return {
    kind: 'finding',
    claim: chooseOption(step, rule.claim, notebook),
    text: rule.text,
    evidence: [...new Set(rule.evidence.flatMap((name) => nodesNamed(name, notebook)))],
    confidence: confidenceOf(rule['independent-signs'].filter((name) => notebook.weight(name) > 0).length),
  };
}

/** One inference by one tested rule is moderate; two that do not lean on each other are high. */
function confidenceOf(signs: number): Confidence {
  if (signs === 0) return 'low';
  return signs === 1 ? 'moderate' : 'high';
}

function nodesNamed(name: string, notebook: Notebook): NodeId[] {
  const found = notebook.get(name, ['addresses', 'transactions', 'outputs'] as const);
  if (found.is === 'addresses') return found.addresses.map(addressNode);
  if (found.is === 'outputs') return found.outputs.map((output) => txNode(output.txid));
  return found.txs.map((tx) => txNode(tx.txid));
}

type Option = StepView['choices'][number];

function chooseOption(step: StepView, rule: OptionRule, notebook: Notebook): string {
  if (rule['named-in'] !== undefined) return namedIn(step, notebook.get(rule['named-in'], ['text'] as const).text).id;
  if (rule['nearest-number'] !== undefined) return nearestNumber(step, notebook.weight(rule['nearest-number'])).id;
  const { of = [], none } = rule.most ?? {};
  const weighed = of.map(({ phrase, weight }) => ({ phrase, weight: notebook.weight(weight) }));
  const best = weighed.reduce((most, next) => (next.weight > most.weight ? next : most), { phrase: none ?? '', weight: 0 });
  if (best.phrase === '')
    throw new AppError('script/cannot-choose', `nothing was found for any option of step "${step.id}"`, { subject: step.id });
  return containing(step, best.phrase).id;
}

/** The one option whose text contains the phrase, case ignored. */
function containing(step: StepView, phrase: string): Option {
  const wanted = phrase.toLowerCase();
  const matching = step.choices.filter((choice) => wanted !== '' && choice.text.toLowerCase().includes(wanted));
  const [only] = matching;
  if (only !== undefined && matching.length === 1) return only;
  throw new AppError('script/cannot-choose', `${matching.length} options of step "${step.id}" speak of "${phrase}"; exactly one must`, {
    subject: step.id,
  });
}

/** The one option whose whole text stands in what was found, case ignored: "Meridian" in "Meridian hot wallet". */
function namedIn(step: StepView, found: string): Option {
  const matching = step.choices.filter((choice) => found.toLowerCase().includes(choice.text.toLowerCase()));
  const [only] = matching;
  if (only !== undefined && matching.length === 1) return only;
  throw new AppError('script/cannot-choose', `"${found}" names ${matching.length} options of step "${step.id}"; exactly one is needed`, {
    subject: step.id,
  });
}

function nearestNumber(step: StepView, wanted: number): Option {
  const numbered = step.choices.flatMap((choice) => {
    const digits = /\d+(\.\d+)?/.exec(choice.text)?.[0];
    return digits === undefined ? [] : [{ choice, distance: Math.abs(Number(digits) - wanted) }];
  });
  const [first, ...others] = numbered;
  if (first === undefined)
    throw new AppError('script/cannot-choose', `no option of step "${step.id}" begins with a number`, { subject: step.id });
  return others.reduce((best, next) => (next.distance < best.distance ? next : best), first).choice;
}

function orderByTime(step: StepView, events: NonNullable<AnswerRule['order']>, notebook: Notebook): string[] {
  return events
    .map(({ phrase, at }) => ({ id: containing(step, phrase).id, tx: notebook.transaction(at) }))
    .sort((left, right) => left.tx.height - right.tx.height || left.tx.indexInBlock - right.tx.indexInBlock)
    .map(({ id }) => id);
}
