import { parseArgs } from 'node:util';
import { AppError } from '../../core/errors.ts';
import { blocks } from '../../core/language/blocks.ts';
import { scenarioJsonSchema } from '../../core/language/json-schema.ts';
import { type CommandContext, type ExitCode, printJson, UsageError, usage } from './command-line.ts';
import { logExportCommand, logGradeCommand, logListCommand, logVerifyCommand } from './log-commands.ts';
import { playCommand } from './play-command.ts';
import { compileCommand, validateCommand } from './scenario-commands.ts';

const options = {
  seed: { type: 'string' },
  out: { type: 'string' },
  script: { type: 'string' },
  runs: { type: 'string' },
  data: { type: 'string' },
  world: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

type Values = Readonly<Partial<Record<'seed' | 'out' | 'script' | 'runs' | 'data' | 'world', string>>>;
type OptionName = keyof Values;

interface Command {
  /** What each word after the command's name stands for. */
  readonly words: readonly string[];
  readonly allowed: readonly OptionName[];
  readonly run: (context: CommandContext, words: readonly string[], values: Values) => Promise<ExitCode>;
}

const commands: Readonly<Record<string, Command>> = {
  validate: {
    words: ['SCENARIO'],
    allowed: [],
    run: (context, [scenario = '']) => validateCommand(context, { scenario }),
  },
  compile: {
    words: ['SCENARIO'],
    allowed: ['seed', 'out'],
    run: (context, [scenario = ''], { seed, out }) => compileCommand(context, { scenario, seed: seedOf(seed), out: out ?? null }),
  },
  play: {
    words: ['SCENARIO'],
    allowed: ['seed', 'script', 'runs'],
    run: (context, [scenario = ''], { seed, script = 'ideal', runs }) =>
      playCommand(context, { scenario, seed: seedOf(seed), script, runs: runsOf(runs) }),
  },
  schema: {
    words: [],
    allowed: [],
    run: async (context) => {
      printJson(context, scenarioJsonSchema());
      return 0;
    },
  },
  blocks: {
    words: [],
    allowed: [],
    run: async (context) => {
      printJson(context, blocks());
      return 0;
    },
  },
  'log list': {
    words: [],
    allowed: ['data'],
    run: (context, _words, { data }) => logListCommand(context, { data: required('data', data) }),
  },
  'log export': {
    words: ['ATTEMPT'],
    allowed: ['data', 'out'],
    run: (context, [attempt = ''], { data, out }) => logExportCommand(context, { attempt, data: required('data', data), out: out ?? null }),
  },
  'log verify': {
    words: ['FILE'],
    allowed: [],
    run: (context, [file = '']) => logVerifyCommand(context, { file }),
  },
  'log grade': {
    words: ['FILE'],
    allowed: ['world'],
    run: (context, [file = ''], { world }) => logGradeCommand(context, { file, world: required('world', world) }),
  },
};

/** Runs one command. `complain` gets what a person reads. @returns exit code; throws only what is a fault of the program */
export async function runCommand(words: readonly string[], context: CommandContext, complain: (text: string) => void): Promise<ExitCode> {
  try {
    const { positionals, values } = parse(words);
    if (values.help === true) {
      // For people, and so not on standard output, where scripts read.
      complain(usage);
      return 0;
    }
    const name = positionals[0] === 'log' ? positionals.slice(0, 2).join(' ') : (positionals[0] ?? '');
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (command === undefined) throw new UsageError(missingCommand(name));
    const rest = positionals.slice(name.split(' ').length);
    checkWords(command, rest, Object.keys(values));
    return await command.run(context, rest, values);
  } catch (thrown) {
    if (thrown instanceof UsageError) {
      complain(`${thrown.message}\n\n${usage}`);
      return 2;
    }
    if (!(thrown instanceof AppError)) throw thrown;
    complain(`${thrown.code}: ${thrown.message}\n`);
    return 1;
  }
}

function missingCommand(name: string): string {
  if (name === '') return 'a command is missing';
  const ways = Object.keys(commands)
    .filter((command) => command.startsWith('log '))
    .map((command) => command.slice('log '.length));
  return name === 'log' ? `"log" is followed by one of ${ways.join(', ')}` : `there is no command "${name}"`;
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true });
  } catch (thrown) {
    throw new UsageError(thrown instanceof Error ? thrown.message : String(thrown));
  }
}

function checkWords(command: Command, words: readonly string[], given: readonly string[]): void {
  const missing = command.words[words.length];
  if (missing !== undefined) throw new UsageError(`${missing} is missing`);
  const extra = words[command.words.length];
  if (extra !== undefined) throw new UsageError(`"${extra}" is one word too many`);
  const foreign = given.find((name) => !command.allowed.some((allowed) => allowed === name));
  if (foreign !== undefined) throw new UsageError(`this command has no option --${foreign}`);
}

function required(name: string, value: string | undefined): string {
  if (value === undefined) throw new UsageError(`--${name} is missing`);
  return value;
}

/** A small whole number, or 64 hex digits. */
function seedOf(text = '1'): string {
  if (/^(0|[1-9]\d{0,15}|[0-9a-f]{64})$/.test(text)) return text;
  throw new UsageError(`--seed "${text}": a whole number or 64 hex digits`);
}

function runsOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (/^[1-9]\d{0,4}$/.test(text)) return Number(text);
  throw new UsageError(`--runs "${text}": a whole number from 1 to 99999`);
}
