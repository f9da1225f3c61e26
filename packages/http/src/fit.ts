import * as z from 'zod'

/**
 * A schema turned into functions once, for answers this product makes itself: what the schema names is taken over, what
 * it does not name is left out. zod writes such functions only where code may be made at run time, which a Worker may
 * not, and walks its schema for every value otherwise. Says that a value fits only where zod would; a kind of schema
 * that is not written here is left to zod, and so is whatever does not fit.
 */
export const NO_FIT = Symbol('does not fit')

/** What would be sent, or `NO_FIT`: then the schema itself has the word. */
type Fit = (value: unknown) => unknown

export function fitterOf(schema: z.core.$ZodType): Fit {
  if (schema instanceof z.ZodObject) return fitObject(schema)
  if (schema instanceof z.ZodArray && isBare(schema)) return fitList(fitterOf(schema.element))
  if (schema instanceof z.ZodRecord && isBare(schema) && isText(schema.keyType)) {
    return fitRecord(fitterOf(schema.valueType))
  }
  if (schema instanceof z.ZodNullable) {
    const fit = fitterOf(schema.unwrap())
    return (value) => (value === null ? null : fit(value))
  }
  // An inner schema that makes something of nothing, such as a default, is left to zod.
  if (schema instanceof z.ZodOptional && schema.unwrap()._zod.optin !== 'optional') {
    const fit = fitterOf(schema.unwrap())
    return (value) => (value === undefined ? undefined : fit(value))
  }
  if (schema instanceof z.ZodEnum) {
    const options = new Set<unknown>(schema.options)
    return (value) => (options.has(value) ? value : NO_FIT)
  }
  if (isText(schema)) return (value) => (typeof value === 'string' ? value : NO_FIT)
  if (schema instanceof z.ZodNumberFormat && schema.format === 'safeint' && checksOf(schema).length <= 1) {
    return (value) => (Number.isSafeInteger(value) ? value : NO_FIT)
  }
  if (schema instanceof z.ZodNumber && !(schema instanceof z.ZodNumberFormat) && isBare(schema)) {
    return (value) => (Number.isFinite(value) ? value : NO_FIT)
  }
  if (schema instanceof z.ZodBoolean) return (value) => (typeof value === 'boolean' ? value : NO_FIT)
  if (schema instanceof z.ZodUnknown && isBare(schema)) return (value) => value
  return (value) => orNoFit(schema, value)
}

const checksOf = (schema: z.core.$ZodType) => schema._zod.def.checks ?? []
const isBare = (schema: z.core.$ZodType) => checksOf(schema).length === 0
/** Any text, without a format or a check. */
const isText = (schema: z.core.$ZodType) =>
  schema instanceof z.ZodString && schema.constructor === z.ZodString && isBare(schema)

type Fields = Readonly<Record<string, unknown>>
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function fitObject(schema: z.ZodObject): Fit {
  const { catchall } = schema.def
  // A strict or open object says something of other fields too.
  if (!isBare(schema) || catchall !== undefined) return (value) => orNoFit(schema, value)
  const fields = Object.entries(schema.shape).map(([name, field]) => ({
    name,
    fit: fitterOf(field),
    mayLack: field._zod.optout === 'optional',
  }))
  return (value) => {
    if (!isFields(value)) return NO_FIT
    const fitted: Record<string, unknown> = {}
    for (const { name, fit, mayLack } of fields) {
      const field = fit(value[name])
      if (field === NO_FIT || (field === undefined && !mayLack)) return NO_FIT
      if (field !== undefined) fitted[name] = field
    }
    return fitted
  }
}

function orNoFit(schema: z.core.$ZodType, value: unknown): unknown {
  const read = z.safeParse(schema, value)
  return read.success ? read.data : NO_FIT
}

function fitList(fit: Fit): Fit {
  return (value) => {
    if (!Array.isArray(value)) return NO_FIT
    const fitted: unknown[] = []
    for (const entry of value) {
      const one = fit(entry)
      if (one === NO_FIT) return NO_FIT
      fitted.push(one)
    }
    return fitted
  }
}

function fitRecord(fit: Fit): Fit {
  return (value) => {
    if (!isFields(value)) return NO_FIT
    const fitted: Record<string, unknown> = {}
    for (const [name, entry] of Object.entries(value)) {
      const one = name === '__proto__' ? NO_FIT : fit(entry)
      if (one === NO_FIT) return NO_FIT
      fitted[name] = one
    }
    return fitted
  }
}
