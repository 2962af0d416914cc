import { z } from 'zod';
import { type EventVerb, eventSchemas, eventVerbs } from './story-source.ts';

/** One key of a block, as an author writes it. */
interface BlockParameter {
  readonly name: string;
  /** Names of the forms it may have (`definitions` of the JSON Schema), or JSON types where there is no form of its own. */
  readonly forms: readonly string[];
  readonly isNeeded: boolean;
  /** Each can be written as it stands. */
  readonly examples: readonly string[];
}

export interface Block {
  readonly verb: EventVerb;
  /** What it does. */
  readonly about: string;
  readonly parameters: readonly BlockParameter[];
}

interface Shape {
  readonly $ref?: string;
  readonly type?: string;
  readonly description?: string;
  readonly examples?: readonly string[];
  readonly anyOf?: readonly Shape[];
  readonly allOf?: readonly Shape[];
  readonly items?: Shape;
  readonly additionalProperties?: Shape | boolean;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly definitions?: Readonly<Record<string, Shape>>;
}

const definition = '#/definitions/';

/** Forms at the leaves of a shape: of a list or a map those of what is in it. */
function formsOf(shape: Shape): string[] {
  if (shape.$ref !== undefined) return [shape.$ref.slice(definition.length)];
  const parts = [...(shape.anyOf ?? []), ...(shape.allOf ?? [])];
  if (parts.length > 0) return parts.flatMap(formsOf);
  if (shape.items !== undefined) return formsOf(shape.items).map((form) => `list of ${form}`);
  if (typeof shape.additionalProperties === 'object') return formsOf(shape.additionalProperties).map((form) => `map to ${form}`);
  return shape.type === undefined ? [] : [shape.type];
}

function blockOf(verb: EventVerb): Block {
  const shape = z.toJSONSchema(eventSchemas[verb], { io: 'input', target: 'draft-7' }) as Shape;
  const parameters = Object.entries(shape.properties ?? {}).map(([name, part]): BlockParameter => {
    const forms = formsOf(part);
    const examples = forms.flatMap((form) => shape.definitions?.[form]?.examples ?? []);
    return { name, forms, isNeeded: shape.required?.includes(name) ?? false, examples };
  });
  return { verb, about: shape.description ?? '', parameters };
}

/** The blocks that a story is made of, in the order of the format's page, from the schemas that read them. */
export const blocks = (): readonly Block[] => eventVerbs.map(blockOf);
