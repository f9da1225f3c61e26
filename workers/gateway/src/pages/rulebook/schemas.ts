import * as z from 'zod'

/** What the pages of the rulebook read of the API's answers. */
export const said = z.object({ zh: z.string(), en: z.string() })

const version = z.object({ version: z.int(), effectiveOn: z.string() })
export const rulebookSchema = z.object({
  asOf: z.int(),
  items: z.array(
    said.extend({
      code: z.string(),
      department: said,
      inForce: version.nullable(),
      coming: z.array(version),
      stopped: z.boolean(),
    }),
  ),
})

const rowSchema = z.object({
  rule: z.string(),
  said: z.string(),
  conditions: z.array(z.string()),
  leads: z.string(),
  gives: z.string(),
  cure: z.string(),
  basis: z.string(),
  cells: z.array(z.string()),
})
export const tableSchema = z.object({
  name: z.string(),
  title: z.string(),
  policy: z.string(),
  columns: z.array(z.string()),
  rows: z.array(rowSchema),
})
export type RulesTable = z.infer<typeof tableSchema>

export const factSchema = z.object({
  name: z.string(),
  label: z.string(),
  source: z.string(),
  type: z.enum(['string', 'number', 'boolean', 'date', 'list']),
  about: z.enum(['applicant', 'matter']),
  values: z.array(z.object({ value: z.json(), label: z.string() })),
  nullable: z.boolean(),
  usual: z.union([z.object({ value: z.json() }), z.object({ sameAs: z.string() })]).nullable(),
})
export type Fact = z.infer<typeof factSchema>

export const wordsSchema = z.object({
  code: z.string(),
  item: z.string(),
  department: z.string(),
  version: z.int(),
  effectiveOn: z.string(),
  approvedAt: z.int().nullable(),
  hash: z.string(),
  stopped: z.boolean(),
  versions: z.array(version.extend({ note: z.string() })),
  tables: z.array(tableSchema),
  parameters: z.array(z.object({ name: z.string(), value: z.string() })),
  always: z.array(z.string()),
  sources: z.array(z.object({ name: z.string(), facts: z.array(z.string()) })),
  expressions: z.array(z.object({ label: z.string(), name: z.string(), text: z.string() })),
  facts: z.array(factSchema),
})
export type RulesInWords = z.infer<typeof wordsSchema>

const row = said.extend({ rule: z.string(), situation: said, basis: z.string() })
export const triedSchema = z.object({
  version: z.int(),
  effectiveOn: z.string(),
  on: z.string(),
  stopped: z.boolean(),
  outcome: said.extend({ code: z.string() }),
  held: z.array(said.extend({ rule: z.string(), basis: z.string(), cure: said.nullable() })),
  notHeld: z.array(row),
  unsure: z.array(row),
  granted: said.nullable(),
  wouldHaveChanged: said.nullable(),
  unknown: z.array(z.string()),
  trace: z.record(z.string(), z.array(z.union([z.literal(true), z.int(), z.array(z.string())]))),
})
export type Tried = z.infer<typeof triedSchema>

export const summarySchema = z.object({
  id: z.string(),
  itemCode: z.string(),
  version: z.int(),
  state: z.string(),
  effectiveOn: z.string(),
  hash: z.string(),
  note: z.string(),
  draftedBy: z.string(),
  submittedBy: z.string().nullable(),
  approvedBy: z.string().nullable(),
  draftedAt: z.int(),
  approvedAt: z.int().nullable(),
})

const named = z.array(z.object({ key: z.string(), name: said, value: said }))
export type NamedParameters = z.infer<typeof named>
export const parametersSchema = z.object({
  parameters: z.array(z.object({ itemCode: z.string(), parameters: named })),
})

const column = z.object({ label: z.string(), text: z.string() })
export const versionSchema = summarySchema.extend({
  tables: z.array(
    z.object({
      name: z.string(),
      zh: z.string(),
      en: z.string(),
      inputs: z.array(column),
      outputs: z.array(column),
      annotations: z.array(z.string()),
      rows: z.array(
        z.object({
          rule: z.string(),
          inputs: z.array(z.string()),
          outputs: z.array(z.string()),
          notes: z.array(z.string()),
        }),
      ),
    }),
  ),
  named,
  submittedAt: z.int().nullable(),
  explainedBy: z.array(z.string()),
  missing: z.array(said),
  stopped: z.boolean(),
  switch: z
    .object({
      reason: z.string(),
      by: z.string(),
      at: z.int(),
      proposal: z.object({ by: z.string(), at: z.int(), reason: z.string() }).nullable(),
    })
    .nullable(),
})
export type Version = z.infer<typeof versionSchema>

export const reportSchema = z.object({
  against: z.object({ version: z.int() }).nullable(),
  state: z.enum(['running', 'finished']),
  errors: z.int(),
  warnings: z.int(),
  lines: z.array(
    said.extend({ severity: z.enum(['error', 'warning', 'note']), table: z.string().nullable() }),
  ),
  totals: z.object({
    cases: z.int(),
    replayed: z.int(),
    erased: z.int(),
    alreadyDifferent: z.int(),
    different: z.int(),
    outcomes: z.record(z.string(), z.record(z.string(), z.int())),
  }),
  differences: z.array(
    said.extend({
      id: z.string(),
      cases: z.int().nullable(),
      explanation: z.object({ reason: z.string(), by: z.string(), at: z.int() }).nullable(),
    }),
  ),
  missing: z.array(said.extend({ pointer: z.string() })),
})
export type Report = z.infer<typeof reportSchema>

const side = z.object({ outcome: z.string(), rules: z.array(z.string()) })
export const casesSchema = z.object({
  page: z.int(),
  next: z.int().nullable(),
  cases: z.array(
    z.object({
      caseNumber: z.string(),
      receivedOn: z.string(),
      from: side,
      to: side,
      gained: z.array(z.string()),
      lost: z.array(z.string()),
    }),
  ),
})

/** The part of an item these pages need: its name. */
export const itemSchema = z.object({ taskName: said })
export const itemsSchema = z.object({
  items: z.array(z.object({ code: z.string(), taskName: said, automatic: z.string() })),
})
