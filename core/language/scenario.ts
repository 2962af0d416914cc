import type { ScenarioSource } from './scenario-source.ts';
import type { SourceText } from './source-text.ts';
import type { StoryEvent } from './story-source.ts';

/** A source that passed every check that can be made without simulating its world. */
export interface Scenario extends Omit<ScenarioSource, 'story'> {
  /** In the order of the source, which is the order of time. */
  readonly story: readonly StoryEvent[];
  readonly text: SourceText;
  /** For messages. */
  readonly fileName: string;
}
