import type { Complaints } from './complaints.ts';
import { type NameKind, type NameKinds, staticNames } from './event-names.ts';
import type { AnswerSource } from './exercise-source.ts';
import type { Scenario } from './scenario.ts';
import type { SourcePath } from './source-text.ts';

/** What these checks look at. */
type Checked = Pick<Scenario, 'actors' | 'story' | 'names' | 'tags' | 'briefing' | 'exercise'>;

/** Every truth name in tags, briefing and exercise must be one that the story gives, and of a kind that fits. */
class NameCheck {
  readonly #kinds: NameKinds;
  readonly #complaints: Complaints;

  constructor(kinds: NameKinds, complaints: Complaints) {
    this.#kinds = kinds;
    this.#complaints = complaints;
  }

  /** `fitting`: kinds that make sense here; empty = any. */
  one(name: string, path: SourcePath, fitting: readonly NameKind[]): void {
    const kind = this.#kinds.get(name);
    const isFitting = (each: NameKind) => fitting.length === 0 || fitting.includes(each);
    if (kind === undefined) {
      const valid = [...this.#kinds].filter(([, each]) => isFitting(each)).map(([each]) => each);
      this.#complaints.unknown(path, { what: 'truth', written: name, valid });
    } else if (!isFitting(kind)) {
      this.#complaints.add(path, {
        code: 'language/wrong-truth',
        message: `"${name}" stands for ${kind}, expected ${fitting.join(' or ')}`,
        remedy: `use a name of that kind, e.g. ${this.#example(fitting)}`,
      });
    }
  }

  many(names: string | readonly string[], path: SourcePath, fitting: readonly NameKind[]): void {
    if (typeof names === 'string') this.one(names, path, fitting);
    else
      names.forEach((name, index) => {
        this.one(name, [...path, index], fitting);
      });
  }

  #example(fitting: readonly NameKind[]): string {
    const found = [...this.#kinds].find(([, kind]) => fitting.includes(kind));
    return found === undefined ? '(none in this story)' : `"${found[0]}"`;
  }
}

function checkAnswer(answer: AnswerSource, path: SourcePath, names: NameCheck): void {
  if (answer.address !== undefined) names.one(answer.address, [...path, 'address'], ['address']);
  if (answer.output !== undefined) names.one(answer.output, [...path, 'output'], ['output']);
  if (answer.transaction !== undefined) names.one(answer.transaction, [...path, 'transaction'], ['transaction']);
  if (answer.addresses !== undefined) names.many(answer.addresses, [...path, 'addresses'], ['address', 'addresses']);
  if (answer.amount !== undefined) names.many(answer.amount, [...path, 'amount'], ['amount']);
  if (answer.path !== undefined) names.many(answer.path, [...path, 'path'], []);
  if (answer.finding !== undefined) names.many(answer.finding.evidence, [...path, 'finding', 'evidence'], []);
  answer.order?.forEach((event, index) => {
    if (typeof event !== 'string') names.one(event.by, [...path, 'order', index, 'by'], ['time']);
  });
}

function checkOpensAt(text: string | undefined, path: SourcePath, names: NameCheck): void {
  const name = /^([a-z][a-zA-Z0-9-]*(?:\.[a-zA-Z0-9-]+)+)(?: \+ \d+[dhm])?$/.exec(text ?? '')?.[1];
  if (name !== undefined) names.one(name, path, ['time']);
}

/** What a union is made of. */
const setKinds: readonly NameKind[] = ['address', 'addresses', 'transaction', 'transactions', 'output', 'outputs'];

function checkExtraNames(scenario: Checked, kinds: NameKinds, complaints: Complaints): void {
  const names = new NameCheck(kinds, complaints);
  for (const [name, extra] of Object.entries(scenario.names)) {
    const path = ['names', name];
    if ('same-as' in extra) names.one(extra['same-as'], [...path, 'same-as'], []);
    else if ('sum' in extra) names.many(extra.sum, [...path, 'sum'], ['amount']);
    else {
      names.many(extra.all, [...path, 'all'], setKinds);
      const isMixed = !kinds.has(name) && extra.all.every((each) => setKinds.some((kind) => kind === kinds.get(each)));
      const remedy = 'keep addresses, transactions and outputs in names of their own';
      if (isMixed) complaints.add(path, { code: 'language/wrong-truth', message: `"${name}" joins different kinds of things`, remedy });
    }
  }
}

export function checkNames(scenario: Checked, complaints: Complaints): void {
  const kinds = staticNames(scenario);
  const names = new NameCheck(kinds, complaints);
  checkExtraNames(scenario, kinds, complaints);
  scenario.tags.forEach((tag, index) => {
    names.one(tag.on, ['tags', index, 'on'], ['address', 'addresses']);
  });
  scenario.briefing.known.forEach((known, index) => {
    names.one(known.address, ['briefing', 'known', index, 'address'], ['address']);
  });
  scenario.exercise.steps.forEach((step, index) => {
    const path = ['exercise', 'steps', index];
    checkAnswer(step.answer, [...path, 'answer'], names);
    step.accept.forEach((answer, at) => {
      checkAnswer(answer, [...path, 'accept', at], names);
    });
    names.many(step.ideal.show, [...path, 'ideal', 'show'], []);
    checkOpensAt(step['opens-at'], [...path, 'opens-at'], names);
  });
}
