import { z } from 'zod';
import { scenarioSourceSchema } from './scenario-source.ts';
import { eventSchemas } from './story-source.ts';

type Json = Record<string, unknown>;

const asWritten = { io: 'input', target: 'draft-7', reused: 'inline' } as const;

/**
 * JSON Schema (draft 7, which editors read) of a scenario source: what an editor completes, explains and underlines while an author
 * writes. It accepts everything that `parseScenario` accepts; names, times and money are checked by `validate` alone.
 */
export function scenarioJsonSchema(): Json {
  const definitions: Json = {};
  /** Forms that schemas share come out under `definitions` of each of them: they are kept once. */
  const converted = (schema: z.ZodType): Json => {
    const { $schema: _draft, definitions: own, ...rest } = z.toJSONSchema(schema, asWritten) as Json;
    Object.assign(definitions, own);
    return rest;
  };
  const document = converted(scenarioSourceSchema);
  const properties = document['properties'] as Record<string, Json>;
  const events = Object.values(eventSchemas).map(converted);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Ariadne scenario, version 1',
    ...document,
    properties: { ...properties, story: { ...properties['story'], items: { anyOf: events } } },
    definitions,
  };
}
