import { describe, expect, test } from 'vitest';
import { scriptTypeSchema } from '../../../core/bridge/views.ts';
import { answerKinds } from '../../../core/case/answer.ts';
import { skills } from '../../../core/language/skills.ts';
import { changeHeuristics } from '../../../core/trace/change/change-heuristics.ts';
import en from '../../../renderer/i18n/en.json';
import { directionOf, startTexts } from '../../../renderer/i18n/i18n.ts';
import { pseudoLocale, pseudoText, pseudoTexts } from '../../../renderer/i18n/pseudo-locale.ts';

interface Tree {
  readonly [key: string]: string | Tree;
}

function keysOf(tree: Tree, path = ''): string[] {
  return Object.entries(tree).flatMap(([key, value]) => (typeof value === 'string' ? [path + key] : keysOf(value, `${path}${key}.`)));
}

/** Plural forms are one key to the code. */
const withoutForm = (key: string): string => key.replace(/_(one|other)$/, '');
const present = new Set(keysOf(en).map(withoutForm));

const rendererFiles = import.meta.glob<string>('../../../renderer/**/*.{ts,tsx}', { query: '?raw', import: 'default', eager: true });
const hostFiles = import.meta.glob<string>(
  ['../../../core/**/*.ts', '../../../host/**/*.ts', '../../../electron/**/*.ts', '../../../renderer/**/*.{ts,tsx}'],
  {
    query: '?raw',
    import: 'default',
    eager: true,
  },
);
const rendererCode = Object.values(rendererFiles).join('\n');

/** Keys that the code puts together, with every value the variable part can take. */
const dynamicKeys: Readonly<Record<string, readonly string[]>> = {
  'answer.kind.': answerKinds,
  'answer.select.': ['address', 'output', 'transaction', 'address-set', 'path', 'finding'],
  'briefing.role.': ['start', 'victim', 'reference'],
  'card.': ['locked', 'damaged', 'continueNamed', 'debriefNamed'],
  'card.chain.': ['bitcoin'],
  'card.level.': ['foundation', 'intermediate', 'advanced'],
  'card.skill.': skills,
  'command.': Object.keys(en.command),
  'commandGroup.': ['graph', 'mark', 'camera', 'case', 'panel', 'app'],
  'debrief.': ['found', 'missed', 'beyond', 'wronglyAccused'],
  'debrief.actorRole.': ['victim', 'suspect', 'exchange', 'merchant', 'mining-pool', 'person', 'business', 'employer', 'spammer', 'other'],
  'debrief.legendOf.': ['found', 'missed', 'beyond', 'wronglyAccused', 'ghost'],
  'debrief.noneOf.': ['found', 'missed', 'beyond', 'wronglyAccused'],
  'drawer.tab.': ['transactions', 'addresses', 'outputs', 'notes', 'history'],
  'exhibit.kind.': ['mail', 'note', 'statement', 'image', 'document'],
  'expand.nothing.': ['in', 'out'],
  'feedback.': codesOf(/feedback\('feedback\/([a-z-]+)'|'feedback\/([a-z-]+)'/g),
  'filter.fault.': ['min', 'max', 'from', 'to', 'top'],
  'finding.level.': ['low', 'moderate', 'high'],
  'heuristic.': changeHeuristics.flatMap(({ id }) => [`${id}.name`, `${id}.wrong`]),
  'history.entry.': [...['expand-in', 'expand-out', 'add', 'hide', 'show', 'mark-suspect', 'mark-victim', 'mark-cleared', 'undo', 'redo']],
  'import.phase.': ['queued', 'read', 'simulate', 'write', 'other'],
  'inspector.tab.': ['details', 'transactions', 'co-spend', 'change', 'raw'],
  'mark.': ['suspect', 'victim', 'cleared'],
  'nodeText.': ['note.title', 'note.label', 'note.help', 'label.title', 'label.label', 'label.help'],
  'raw.field.': codesOf(/^ {2}\| '([a-z-]+)'/gm, 'raw-fields.ts'),
  'reason.': [...reasonCodes(), 'unknown'],
  'scriptType.': scriptTypeSchema.options,
  'settings.languages.': ['en', pseudoLocale],
  'settings.motions.': ['system', 'reduced', 'full'],
  'settings.themes.': ['dark', 'light'],
  'step.status.': ['open', 'closed'],
  'verdict.': ['right', 'partly', 'wrong', 'recorded'],
};

/** First groups of every match in core's own code. */
function codesOf(pattern: RegExp, file = ''): string[] {
  const texts = Object.entries(hostFiles).filter(([path]) => path.includes('/core/') && path.endsWith(file));
  return [...new Set(texts.flatMap(([, text]) => [...text.matchAll(pattern)].map((match) => match[1] ?? match[2] ?? '')))];
}

/** Reasons that the change heuristics give, as written in core/trace/change. */
function reasonCodes(): string[] {
  const files = Object.entries(hostFiles).filter(([path]) => path.includes('/core/trace/change/'));
  const codes = files.flatMap(([, text]) => [...text.matchAll(/'((?:[a-z_]+\.[a-z-]+)|several-left)'/g)].map((match) => match[1] ?? ''));
  return [...new Set(codes)].filter((code) => !code.endsWith('.ts'));
}

/** Codes a window can never see: the command line's, the compiler's and the ledger's own (they reach an author as file faults). */
const notForWindows =
  /^(grade|pack|play|script|bitcoin|language|money|thread|test|view|scene\/(?!webgl)|trace\/(bad|double|duplicate|missing|output)|world\/(impossible|invalid|unfinished)|exercise\/(bad|missing|times|unknown-name|unknown-hint|wrong-name)|log\/(empty|impossible|not-json|unreadable|damaged)|bridge\/(not-connected|unknown-call)|cli|bench)/;

function errorCodes(): string[] {
  const patterns = [/(?:AppError|fail|refuse)\(\s*'([a-z-]+\/[a-z-]+)'/g];
  const codes = Object.values(hostFiles).flatMap((text) =>
    patterns.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1] ?? '')),
  );
  return [...new Set([...codes, 'internal/unexpected'])].filter((code) => !notForWindows.test(code)).sort();
}

describe('[UI1] texts are complete', () => {
  const literal = [...rendererCode.matchAll(/'([a-zA-Z]+(?:\.[\w-]+)+)'/g)].map((match) => match[1] ?? '');
  const called = [...rendererCode.matchAll(/\bt\(\s*'([^']+)'/g)].map((match) => match[1] ?? '');

  test('every key that the code names is there', () => {
    expect(called.length).toBeGreaterThan(100);
    expect(called.filter((key) => !present.has(key))).toEqual([]);
  });

  test('every key that the code puts together is there', () => {
    const missing = Object.entries(dynamicKeys).flatMap(([prefix, values]) => values.map((value) => prefix + value));
    expect(missing.filter((key) => !present.has(key))).toEqual([]);
  });

  test('every code that can reach a window has its title, meaning and remedy', () => {
    const missing = errorCodes().filter((code) => !present.has(`error.${code}.title`));
    expect(missing).toEqual([]);
  });

  test('every key that is there is used', () => {
    const used = new Set([...literal, ...Object.entries(dynamicKeys).flatMap(([prefix, values]) => values.map((value) => prefix + value))]);
    for (const code of [...errorCodes(), 'fallback']) for (const part of ['title', 'meaning', 'remedy']) used.add(`error.${code}.${part}`);
    expect([...present].filter((key) => !used.has(key))).toEqual([]);
  });
});

describe('[UI2] the test language', () => {
  test('keeps interpolations and tags, and turns the words round', () => {
    expect(pseudoText('Step {{step}} of <b>many</b>')).toBe('[\u202EStep\u202C {{step}} \u202Eof\u202C <b>\u202Emany\u202C</b>]');
  });

  test('has all six Arabic plural forms of every count', () => {
    const texts = pseudoTexts({ steps_one: '{{count}} step', steps_other: '{{count}} steps' });
    const forms = ['few', 'many', 'one', 'other', 'two', 'zero'].map((form) => `steps_${form}`);
    expect(Object.keys(texts).sort()).toEqual(forms);
  });

  test('leaves no count in English', async () => {
    const { t } = await startTexts(pseudoLocale);
    for (const count of [0, 1, 2, 3, 11, 100]) expect(t('card.minutes', { count })).toMatch(/^\[.*\]$/u);
  });

  test('runs from right to left', () => {
    expect([directionOf(pseudoLocale), directionOf('en')]).toEqual(['rtl', 'ltr']);
  });
});
