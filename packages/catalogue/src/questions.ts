/**
 * The questions of an item: what its form asks of people, in order, made of the form's own schema. What a register or the
 * sign-in gives is no question. A page, an app or a terminal shows them as they are; the form checks the answers.
 */
import * as z from 'zod'
import type { Asking } from './asking.ts'
import type { Item, Text } from './item.ts'

export const QUESTION_KINDS = [
  'text',
  'longText',
  'texts',
  'number',
  'date',
  'region',
  'choice',
  'yesNo',
  'commitment',
] as const
export type QuestionKind = (typeof QUESTION_KINDS)[number]

export type Question = {
  /** Where the answer stands in the form: `payee.account`. */
  readonly path: string
  readonly kind: QuestionKind
  readonly label: Text
  readonly hint: Text | null
  /** What belongs together is asked together, under this heading. */
  readonly group: ({ readonly path: string } & Text) | null
  /** The form is refused without; what is not may be asked for in a supplement. */
  readonly required: boolean
  /** Nothing is missing without it. */
  readonly optional: boolean
  readonly options: readonly ({ readonly value: string } & Text)[]
  readonly when: NonNullable<Asking['when']> | null
  readonly bySituation: NonNullable<Asking['bySituation']>
  readonly mostCharacters: number | null
}

/** What of JSON Schema the forms use. */
const node = z.looseObject({
  type: z.string().optional(),
  format: z.string().optional(),
  pattern: z.string().optional(),
  enum: z.array(z.string()).optional(),
  maxLength: z.number().optional(),
  required: z.array(z.string()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  words: z.record(z.string(), z.object({ zh: z.string(), en: z.string() })).optional(),
  ask: z.unknown().optional(),
})
type Node = z.infer<typeof node>
type Above = { readonly path: string; readonly group: Question['group']; readonly required: boolean }

const known = new WeakMap<Item, readonly Question[]>()

export function questionsOf(item: Item): readonly Question[] {
  const made = known.get(item)
  if (made !== undefined) return made
  const schema = node.parse(z.toJSONSchema(item.form, { io: 'input', unrepresentable: 'any' }))
  const questions = within(schema, { path: '', group: null, required: true })
  known.set(item, questions)
  return questions
}

function within({ properties = {}, required = [] }: Node, above: Above): readonly Question[] {
  return Object.entries(properties).flatMap(([name, value]) => {
    const field = node.parse(value)
    const asking = askingOf(field)
    const path = above.path === '' ? name : `${above.path}.${name}`
    const isRequired = above.required && required.includes(name)
    if (field.type === 'object') {
      const group = asking === undefined ? above.group : { path, zh: asking.zh, en: asking.en }
      return within(field, { path, group, required: isRequired })
    }
    if (asking === undefined) throw new Error(`${path} does not say how it is asked for`)
    return asking.given === true ? [] : [questionOf(field, asking, { ...above, path, required: isRequired })]
  })
}

const questionOf = (field: Node, asking: Asking, { path, group, required }: Above): Question => ({
  path,
  kind: kindOf(field, asking),
  label: { zh: asking.zh, en: asking.en },
  hint: asking.hint ?? null,
  group,
  required,
  optional: asking.optional === true,
  options: (field.enum ?? []).map((value) => ({
    value,
    ...(field.words?.[value] ?? { zh: value, en: value }),
  })),
  when: asking.when ?? null,
  bySituation: asking.bySituation ?? {},
  mostCharacters: field.maxLength ?? null,
})

/** Guarantee: only `ask` writes this keyword. */
const askingOf = (field: Node) => field.ask as Asking | undefined

function kindOf({ type, format, enum: values, pattern }: Node, { long, commitment }: Asking): QuestionKind {
  if (values !== undefined) return 'choice'
  if (commitment === true) return 'commitment'
  if (type === 'boolean') return 'yesNo'
  if (type === 'array') return 'texts'
  if (type === 'integer' || type === 'number') return 'number'
  if (format === 'date') return 'date'
  if (pattern === DIVISION) return 'region'
  return long === true ? 'longText' : 'text'
}

const DIVISION = String.raw`^[1-9]\d{5}(\d{3}){0,2}$`
