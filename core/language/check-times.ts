import type { Complaints } from './complaints.ts';
import type { MomentSource, Range } from './quantities.ts';
import type { Scenario } from './scenario.ts';
import type { StoryEvent } from './story-source.ts';

/** What these checks look at. */
type Checked = Pick<Scenario, 'clock' | 'story'>;

const dayMs = 86_400_000;

/** Nothing can be spent before the first coinbases mature (100 blocks) and opening balances are handed out. */
const bootstrapMs = 4 * dayMs;

export const dayMomentMs = (startMs: number, moment: Extract<MomentSource, { is: 'day' }>): number =>
  Math.floor(startMs / dayMs) * dayMs + (moment.day - 1) * dayMs + moment.minuteOfDay * 60_000;

/** Exchanges pay out every three hours and sweep twice a day. */
const payoutRoundMs = 3 * 3_600_000;
const sweepRoundMs = 12 * 3_600_000;

/** How long an event takes after it starts: until its block, with a peel chain hop after hop, with a withdrawal until the next payout. */
function spanMs(event: StoryEvent, intervalMs: number): Range<number> {
  if (event.verb === 'withdraw') return { from: 0, to: payoutRoundMs + intervalMs };
  if (event.verb === 'sweep') return { from: 0, to: sweepRoundMs + intervalMs };
  if (event.verb !== 'peel') return { from: 0, to: intervalMs };
  const { hops, every } = event;
  return { from: (hops.from - 1) * every.from, to: (hops.to - 1) * (every.to + intervalMs) + intervalMs };
}

/** Earliest and latest end of every event above, by id; null = its time is at fault, and nothing that follows it is blamed for that. */
type Ends = Map<string, Range<number> | null>;

function startOf(event: StoryEvent, index: number, about: { scenario: Checked; complaints: Complaints; ends: Ends }): Range<number> | null {
  const { scenario, complaints, ends } = about;
  const moment = event.at ?? event.after;
  const path = ['story', index];
  if (moment === undefined || (event.at !== undefined && event.after !== undefined)) {
    const message = moment === undefined ? 'this event does not say when it happens' : 'this event has both "at" and "after"';
    complaints.add(path, { code: 'language/when', message, remedy: 'give it either "at: day 2 10:12" or "after: ransom + 26h"' });
    return null;
  }
  if (moment.is === 'instant') return { from: moment.atMs, to: moment.atMs };
  if (moment.is === 'day') {
    const atMs = dayMomentMs(scenario.clock.start, moment);
    return { from: atMs, to: atMs };
  }
  const before = ends.get(moment.event);
  if (before === null) return null;
  if (before !== undefined) return { from: before.from + moment.delayMs, to: before.to + moment.delayMs };
  const isBelow = scenario.story.some((other) => other.id === moment.event);
  if (isBelow) {
    const message = `"${moment.event}" is told below this event`;
    complaints.add([...path, 'after'], { code: 'language/time-backwards', message, remedy: 'move this event below it' });
  } else complaints.unknown([...path, 'after'], { what: 'event', written: moment.event, valid: scenario.story.map((other) => other.id) });
  return null;
}

const iso = (atMs: number): string => new Date(atMs).toISOString().slice(0, 16).concat('Z');

function checkClock(scenario: Checked, complaints: Complaints): void {
  const { genesis, start, end } = scenario.clock;
  const interval = scenario.clock['block-interval'];
  if (start < genesis + bootstrapMs) {
    const message = `the story period starts ${iso(start)}, less than four days after the first block (${iso(genesis)})`;
    complaints.add(['clock', 'start'], {
      code: 'language/time-backwards',
      message,
      remedy: 'start later or move "genesis" back: coins need time to be mined and handed out',
    });
  }
  if (end <= start) {
    const message = `the world ends ${iso(end)}, before the story period starts (${iso(start)})`;
    complaints.add(['clock', 'end'], { code: 'language/time-backwards', message, remedy: 'put "end" after "start"' });
  }
  if ((end - genesis) / interval > 50_000) {
    const message = `a block every ${interval / 60_000} minutes makes more than 50000 blocks`;
    complaints.add(['clock', 'block-interval'], {
      code: 'language/out-of-range',
      message,
      remedy: 'use a longer interval or a shorter period',
    });
  }
}

/** Earliest ends of all events; complains about times that run backwards or leave the world's period. */
export function checkTimes(scenario: Checked, complaints: Complaints): void {
  checkClock(scenario, complaints);
  const { genesis, start: opened, end } = scenario.clock;
  // A clock that runs backwards is one fault, not one of every event.
  const hasPeriod = end > opened;
  const ends: Ends = new Map();
  let latest: { id: string; atMs: number } | null = null;
  scenario.story.forEach((event, index) => {
    const start = startOf(event, index, { scenario, complaints, ends });
    ends.set(event.id, null);
    if (start === null) return;
    const span = spanMs(event, scenario.clock['block-interval']);
    const path = ['story', index, event.at === undefined ? 'after' : 'at'];
    if (hasPeriod && (start.from < genesis + bootstrapMs || start.to + span.to >= end)) {
      const message = `"${event.id}" happens between ${iso(start.from)} and ${iso(start.to + span.to)}, outside the world's period`;
      complaints.add(path, {
        code: 'language/outside-period',
        message,
        remedy: `events happen from ${iso(genesis + bootstrapMs)} until ${iso(end)}`,
      });
      return;
    }
    if (latest !== null && start.from < latest.atMs) {
      const message = `"${event.id}" starts ${iso(start.from)}, before "${latest.id}" above it (${iso(latest.atMs)})`;
      complaints.add(path, { code: 'language/time-backwards', message, remedy: 'tell the story in the order of time' });
      return;
    }
    latest = { id: event.id, atMs: start.from };
    ends.set(event.id, { from: start.from + span.from, to: start.to + span.to });
  });
  checkOpening(scenario, complaints, ends);
}

function checkOpening(scenario: Checked, complaints: Complaints, ends: Ends): void {
  const { opens, start } = scenario.clock;
  if (opens.is === 'after') {
    const ended = ends.get(opens.event);
    if (ended === undefined) {
      complaints.unknown(['clock', 'opens'], { what: 'event', written: opens.event, valid: scenario.story.map((event) => event.id) });
    } else if (ended !== null && ended.to + opens.delayMs >= scenario.clock.end)
      checkOpeningAt(scenario, complaints, ended.to + opens.delayMs);
    return;
  }
  checkOpeningAt(scenario, complaints, opens.is === 'instant' ? opens.atMs : dayMomentMs(start, opens));
}

function checkOpeningAt({ clock: { start, end } }: Checked, complaints: Complaints, atMs: number): void {
  if (end <= start || (atMs >= start && atMs < end)) return;
  const message = `the investigation opens ${iso(atMs)}, outside the story period`;
  complaints.add(['clock', 'opens'], {
    code: 'language/outside-period',
    message,
    remedy: `choose a time from ${iso(start)} until ${iso(end)}`,
  });
}

/** A step that opens on a day after the world's end opens on no day of it; mostly the year is mistyped. */
export function checkStepClocks({ clock, exercise }: Pick<Scenario, 'clock' | 'exercise'>, complaints: Complaints): void {
  exercise.steps.forEach((step, index) => {
    const day = /^\d{4}-\d{2}-\d{2}/.exec(step['opens-at'] ?? '')?.[0];
    if (day === undefined || Date.parse(day) <= clock.end) return;
    complaints.add(['exercise', 'steps', index, 'opens-at'], {
      code: 'language/outside-period',
      message: `the step opens ${day}, after the world ends (${iso(clock.end)})`,
      remedy: 'choose a day before the end, or a time of the story such as "split.at + 36h"',
    });
  });
}
