/** What the tools tell a person: always on standard error, so that standard output stays free for machines. */
export function say(/** @type {string} */ line) {
  process.stderr.write(`${line}\n`);
}

/** An expected refusal of a tool: its message is for a person and needs no stack. */
export class Refusal extends Error {}

/**
 * Runs a tool's main function and turns what it throws into a message and exit code 1.
 * @param {() => Promise<number>} main resolves to the exit code
 */
export async function runTool(main) {
  try {
    process.exitCode = await main();
  } catch (thrown) {
    say(thrown instanceof Refusal ? thrown.message : thrown instanceof Error ? String(thrown.stack) : String(thrown));
    process.exitCode = 1;
  }
}
