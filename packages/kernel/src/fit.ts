import * as z from 'zod'

/**
 * A schema turned into functions once. zod writes such functions only where code may be made at run time, which a Worker
 * may not, and walks its schema for every value otherwise. Says that a value fits only where zod would take it, and gives
 * what zod would make of it; a kind of schema that is not written here is left to zod, and so is whatever does not fit:
 * errors are zod's alone.
 */
export const NO_FIT = Symbol('does not fit')

/** What zod would make of the value, or `NO_FIT`: then the schema itself has the word. */
type Fit = (value: unknown) => unknown

const made = new WeakMap<z.core.$ZodType, Fit>()

/** The same function each time for one schema. */
export function fitterOf(schema: z.core.$ZodType): Fit {
  const known = made.get(schema)
  if (known !== undefined) return known
  const fit = fitterFor(schema)
  made.set(schema, fit)
  return fit
}

function fitterFor(schema: z.core.$ZodType): Fit {
  if (isPlainText(schema)) {
    return withChecks(schema, (value) => (typeof value === 'string' ? value : NO_FIT))
  }
  if (schema instanceof z.ZodArray) return withChecks(schema, fitList(fitterOf(schema.element)))
  if (schema instanceof z.ZodNumberFormat && schema.format === 'safeint') {
    return withChecks(schema, (value) => (Number.isSafeInteger(value) ? value : NO_FIT))
  }
  const bare = bareFitter(schema)
  return bare === undefined ? left(schema) : withChecks(schema, bare)
}

/** Without its checks; undefined where its kind is left to zod. */
function bareFitter(schema: z.core.$ZodType): Fit | undefined {
  if (schema instanceof z.ZodObject) return fitObject(schema)
  if (schema instanceof z.ZodRecord && isPlainText(schema.keyType)) {
    return fitRecord(fitterOf(schema.keyType), fitterOf(schema.valueType))
  }
  if (schema instanceof z.ZodDiscriminatedUnion) return fitUnion(schema)
  if (schema.constructor === z.ZodUnion && schema instanceof z.ZodUnion) return fitFirst(schema)
  if (schema instanceof z.ZodTuple) return fitTuple(schema)
  if (schema instanceof z.ZodNullable) {
    const fit = fitterOf(schema.unwrap())
    return (value) => (value === null ? null : fit(value))
  }
  // An inner schema that makes something of nothing, such as a default, is left to zod.
  if (schema instanceof z.ZodOptional && schema.unwrap()._zod.optin !== 'optional') {
    const fit = fitterOf(schema.unwrap())
    return (value) => (value === undefined ? undefined : fit(value))
  }
  if (schema instanceof z.ZodDefault) {
    const fit = fitterOf(schema.unwrap())
    const zods = left(schema)
    return (value) => (value === undefined ? zods(value) : (fit(value) ?? zods(value)))
  }
  if (schema instanceof z.ZodEnum) return oneOf(schema.options)
  if (schema instanceof z.ZodLiteral) return oneOf(schema.values)
  if (schema instanceof z.ZodNumber && !(schema instanceof z.ZodNumberFormat)) {
    return (value) => (Number.isFinite(value) ? value : NO_FIT)
  }
  if (schema instanceof z.ZodBoolean) return (value) => (typeof value === 'boolean' ? value : NO_FIT)
  return schema instanceof z.ZodUnknown ? (value) => value : undefined
}

const checksOf = (schema: z.core.$ZodType) => schema._zod.def.checks ?? []
/** Any text, without a format of its own. */
const isPlainText = (schema: z.core.$ZodType) =>
  schema instanceof z.ZodString && schema.constructor === z.ZodString

/** The checks are zod's own, run on what fits, in their order up to the first that finds something. */
function withChecks(schema: z.core.$ZodType, fit: Fit): Fit {
  const checks = checksOf(schema).map(asPlain)
  if (checks.length === 0) return fit
  return (value) => {
    const fitted = fit(value)
    if (fitted === NO_FIT) return NO_FIT
    const payload: z.core.ParsePayload = { value: fitted, issues: [] }
    for (const check of checks) {
      if (check(payload) !== undefined || payload.issues.length > 0) return NO_FIT
    }
    return payload.value
  }
}

/**
 * Some checks say themselves of what they are to be asked. Guarantee: the check is one of a schema whose own type has been
 * tested before, so it takes what it is given.
 */
function asPlain({
  _zod: { check, def },
}: z.core.$ZodCheck<never>): (payload: z.core.ParsePayload) => unknown {
  const asked = check as unknown as (payload: z.core.ParsePayload) => unknown
  const { when } = def
  return when === undefined ? asked : (payload) => (when(payload) ? asked(payload) : undefined)
}

const left =
  (schema: z.core.$ZodType): Fit =>
  (value) => {
    const read = z.safeParse(schema, value)
    return read.success ? read.data : NO_FIT
  }

function oneOf(values: Iterable<unknown>): Fit {
  const known = new Set(values)
  return (value) => (known.has(value) ? value : NO_FIT)
}

type Fields = Readonly<Record<string, unknown>>
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Undefined for an open object, which says something of other fields too. */
function fitObject(schema: z.ZodObject): Fit | undefined {
  const { catchall } = schema.def
  const isStrict = catchall instanceof z.ZodNever
  if (catchall !== undefined && !isStrict) return undefined
  const fields = Object.entries(schema.shape).map(([name, field]) => ({
    name,
    fit: fitterOf(field),
    mayLack: field._zod.optout === 'optional',
  }))
  const names = new Set(Object.keys(schema.shape))
  // What a name like this means to an object is left to zod.
  if (names.has('__proto__')) return undefined
  return (value) => {
    if (!isFields(value)) return NO_FIT
    if (isStrict) for (const name in value) if (!names.has(name)) return NO_FIT
    const fitted: Record<string, unknown> = {}
    for (const { name, fit, mayLack } of fields) {
      const field = fit(value[name])
      if (field === NO_FIT || (field === undefined && !mayLack)) return NO_FIT
      if (field !== undefined) fitted[name] = field
    }
    return fitted
  }
}

function fitUnion({ options, def }: z.ZodDiscriminatedUnion): Fit | undefined {
  const fits = new Map<unknown, Fit>()
  for (const option of options) {
    const values = option._zod.propValues?.[def.discriminator]
    if (values === undefined) return undefined
    for (const value of values) fits.set(value, fitterOf(option))
  }
  return (value) => (isFields(value) ? (fits.get(value[def.discriminator])?.(value) ?? NO_FIT) : NO_FIT)
}

/** Of several zod takes the first that fits; whether any but the very first is that one is left to zod. */
function fitFirst(schema: z.ZodUnion): Fit | undefined {
  const [first] = schema.options
  // Checks are run on what is given here, and zod would have run them before.
  if (first === undefined || checksOf(schema).length > 0) return undefined
  const fit = fitterOf(first)
  const zods = left(schema)
  return (value) => {
    const fitted = fit(value)
    return fitted === NO_FIT ? zods(value) : fitted
  }
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

/** Undefined for one that may be longer or shorter. */
function fitTuple({ def: { items, rest } }: z.ZodTuple): Fit | undefined {
  if (
    rest !== null ||
    items.some((item) => item._zod.optin === 'optional' || item._zod.optout === 'optional')
  )
    return undefined
  const fits = items.map(fitterOf)
  return (value) => {
    if (!Array.isArray(value) || value.length !== fits.length) return NO_FIT
    const fitted: unknown[] = []
    for (let at = 0; at < fits.length; at += 1) {
      const one = fits[at]?.(value[at])
      if (one === NO_FIT || one === undefined) return NO_FIT
      fitted.push(one)
    }
    return fitted
  }
}

function isPlain(value: Fields): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

function fitRecord(fitKey: Fit, fit: Fit): Fit {
  return (value) => {
    if (!isFields(value) || !isPlain(value)) return NO_FIT
    const fitted: Record<string, unknown> = {}
    for (const name of Object.keys(value)) {
      const one = name === '__proto__' || fitKey(name) !== name ? NO_FIT : fit(value[name])
      if (one === NO_FIT) return NO_FIT
      fitted[name] = one
    }
    return fitted
  }
}
