import * as z from 'zod'

/**
 * JSON Schemas (draft 2020-12, as OpenAPI 3.1 takes them) of the contracts of one Worker. A schema with an id becomes
 * a component under the Worker's prefix; two different schemas under one id are a mistake and throw.
 */
type JsonSchema = Record<string, unknown>

const REFERENCE = '#/components/schemas/'

export type SchemaBook = {
  /** The schema in place, or a reference to its component. */
  readonly of: (schema: z.ZodType, io: 'input' | 'output') => JsonSchema
  readonly components: Record<string, JsonSchema>
}

export function openSchemaBook(prefix: string): SchemaBook {
  const components: Record<string, JsonSchema> = {}
  const add = (id: string, schema: JsonSchema) => {
    const name = prefix + id
    const known = components[name]
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(schema)) {
      throw new Error(`two schemas are called ${name}`)
    }
    components[name] = schema
    return { $ref: REFERENCE + name }
  }
  return {
    components,
    of(schema, io) {
      const {
        $schema: _,
        $defs,
        ...root
      } = readSchema(z.toJSONSchema(schema, { io, unrepresentable: 'any' }), prefix)
      for (const [id, part] of Object.entries(isSchema($defs) ? $defs : {}))
        if (isSchema(part)) add(id, withoutId(part))
      // A schema with an id may come back as a reference to itself among the definitions.
      if (typeof root.$ref === 'string') return { $ref: root.$ref }
      const id = schema.meta()?.id
      return id === undefined ? withoutId(root) : add(id, withoutId(root))
    },
  }
}

/** The schema as plain JSON, its own references pointing at the components of this Worker. */
function readSchema(schema: object, prefix: string): JsonSchema {
  const text = JSON.stringify(schema, (key, value: unknown) =>
    key === '$ref' && typeof value === 'string' ? value.replace('#/$defs/', REFERENCE + prefix) : value,
  )
  const read: unknown = JSON.parse(text)
  return isSchema(read) ? read : {}
}

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const withoutId = ({ id: _, ...schema }: JsonSchema): JsonSchema => schema
