import { numberOrNull, textOrNull } from './cells.ts'
import * as STATEMENTS from './compiled/statements.ts'
import { MINE_LATEST, MINE_VALUES } from './own-cases.ts'
import type { evaluations, evaluationTexts } from './schema/index.ts'
import { command, handwritten, type SqlValue } from './statement.ts'

/**
 * Statements of invitations and ratings 评价. An invitation is the row of a service; a rating is inserted, once and once more
 * as its amendment, and nothing here changes or deletes one.
 */
export type EvaluationRow = typeof evaluations.$inferSelect
export type EvaluationTextRow = typeof evaluationTexts.$inferSelect

type Row = Readonly<Record<string, SqlValue>>
type ByService = { readonly caseNumber: string; readonly serviceNumber: number }

/** Conflicts where the service, or the visit at a window, has a rating of this revision already. */
export const insertEvaluation = /* @__PURE__ */ command<EvaluationRow>(STATEMENTS.insertEvaluation)
export const insertEvaluationText = /* @__PURE__ */ command<EvaluationTextRow>(
  STATEMENTS.insertEvaluationText,
)

/** A service that can be rated, with what its rating is bound to. */
export type InvitedServiceRow = {
  readonly caseNumber: string
  readonly serviceNumber: number
  readonly kind: string
  readonly channel: string
  readonly departmentCode: string
  readonly at: number
  readonly region: string | null
  readonly thereNumber: number | null
  readonly window: string | null
  readonly staff: string | null
  readonly itemCode: string
  readonly itemVersion: string
  readonly holder: string
  readonly submitter: string
  /** One visit at a window is rated once 一次一评: day, department, window and holder; null online. */
  readonly visit: string | null
}

export const VISIT = `CASE WHEN s.window IS NULL OR s.region IS NOT NULL THEN NULL
  ELSE strftime('%Y-%m-%d', s.at / 1000 + 28800, 'unixepoch') || '/' || s.department_code || '/' || s.window || '/' || c.applicant_index END`
const INVITED = `s.case_number, s.service_number, s.kind, s.channel, s.department_code, s.at, s.region, s.there_number,
  s.window, s.staff, c.item_code, c.item_version, c.applicant_index AS holder, c.submitter_index AS submitter`

const asInvited = (row: Row): InvitedServiceRow => ({
  caseNumber: String(row.case_number),
  serviceNumber: Number(row.service_number),
  kind: String(row.kind),
  channel: String(row.channel),
  departmentCode: String(row.department_code),
  at: Number(row.at),
  region: textOrNull(row.region),
  thereNumber: numberOrNull(row.there_number),
  window: textOrNull(row.window),
  staff: textOrNull(row.staff),
  itemCode: String(row.item_code),
  itemVersion: String(row.item_version),
  holder: String(row.holder),
  submitter: String(row.submitter),
  visit: textOrNull(row.visit),
})

export const invitedService = /* @__PURE__ */ handwritten<InvitedServiceRow, ByService>(
  () => `SELECT ${INVITED}, ${VISIT} AS visit FROM service_events s JOIN cases c ON c.case_number = s.case_number
   WHERE s.case_number = ? AND s.service_number = ?`,
  ['caseNumber', 'serviceNumber'],
  (rows) => rows.map(asInvited),
)

/** A rating as whoever gave it reads it again. */
export type GivenRatingRow = Pick<
  EvaluationRow,
  | 'id'
  | 'caseNumber'
  | 'serviceNumber'
  | 'region'
  | 'revision'
  | 'level'
  | 'options'
  | 'dictionary'
  | 'anonymous'
  | 'evaluator'
  | 'channel'
  | 'enteredBy'
  | 'viaRegion'
  | 'at'
> & { readonly textEnc: string | null; readonly orderNumber: string | null }

const GIVEN = `e.id, e.case_number, e.service_number, e.region, e.revision, e.level, e.options, e.dictionary, e.anonymous,
  e.evaluator, e.channel, e.entered_by, e.via_region, e.at,
  (SELECT t.text_enc FROM evaluation_texts t WHERE t.evaluation = e.id) AS text_enc,
  (SELECT r.number FROM rectifications r WHERE r.source_id = e.id) AS order_number`

const asGiven = (row: Row): GivenRatingRow => ({
  id: String(row.id),
  caseNumber: String(row.case_number),
  serviceNumber: Number(row.service_number),
  region: String(row.region),
  revision: Number(row.revision),
  level: Number(row.level),
  options: String(row.options),
  dictionary: String(row.dictionary),
  anonymous: Number(row.anonymous),
  evaluator: textOrNull(row.evaluator),
  channel: String(row.channel),
  enteredBy: textOrNull(row.entered_by),
  viaRegion: textOrNull(row.via_region),
  at: Number(row.at),
  textEnc: textOrNull(row.text_enc),
  orderNumber: textOrNull(row.order_number),
})

/** What was said of this service, or of the visit it was part of: two revisions at most. */
export const ratingsOfInvitation = /* @__PURE__ */ handwritten<GivenRatingRow, ByService>(
  () => `SELECT ${GIVEN} FROM service_events s CROSS JOIN evaluations e
     ON e.case_number = s.case_number AND e.region = coalesce(s.region, '')
       AND e.service_number = coalesce(s.there_number, s.service_number)
     WHERE s.case_number = ? AND s.service_number = ?
   UNION ALL SELECT ${GIVEN} FROM service_events s CROSS JOIN cases c ON c.case_number = s.case_number
     CROSS JOIN evaluations e INDEXED BY evaluations_visit_once ON e.visit IS NOT NULL AND e.visit = ${VISIT}
     WHERE s.case_number = ? AND s.service_number = ? AND s.window IS NOT NULL
       AND (e.case_number <> s.case_number OR e.service_number <> s.service_number)
   ORDER BY revision LIMIT 4`,
  ['caseNumber', 'serviceNumber', 'caseNumber', 'serviceNumber'],
  (rows) => rows.map(asGiven),
)

/** The services of a person's own cases, the latest cases first, with the rating that counts. */
export type OwnServiceRow = InvitedServiceRow & {
  readonly receivedAt: number
  readonly rating: Pick<EvaluationRow, 'id' | 'revision' | 'level' | 'options' | 'at' | 'evaluator'> | null
  /** When the first revision was given. */
  readonly firstAt: number | null
  readonly textEnc: string | null
  /** The visit it was part of is rated by another of its services. */
  readonly visitRated: boolean
}
type OfPerson = {
  readonly person: string
  readonly beforeAt: number
  readonly before: string
  readonly limit: number
}

/** `limit` counts cases; a case has a handful of services. */
export const servicesOfPerson = /* @__PURE__ */ handwritten<OwnServiceRow, OfPerson>(
  () => `WITH ${MINE_LATEST}
   SELECT ${INVITED}, ${VISIT} AS visit, mine.received_at, e.id, e.revision, e.level, e.options, e.at AS rated_at, e.evaluator,
     f.at AS first_at, t.text_enc,
     EXISTS (SELECT 1 FROM evaluations v WHERE v.visit IS NOT NULL AND v.visit = ${VISIT}) AS visit_rated
   FROM mine CROSS JOIN cases c ON c.case_number = mine.case_number
   CROSS JOIN service_events s ON s.case_number = mine.case_number
   LEFT JOIN evaluations f ON f.case_number = s.case_number AND f.region = coalesce(s.region, '')
     AND f.service_number = coalesce(s.there_number, s.service_number) AND f.revision = 1
   LEFT JOIN evaluations e ON e.case_number = s.case_number AND e.region = coalesce(s.region, '')
     AND e.service_number = coalesce(s.there_number, s.service_number) AND e.revision =
       (SELECT max(m.revision) FROM evaluations m WHERE m.case_number = s.case_number AND m.region = coalesce(s.region, '')
         AND m.service_number = coalesce(s.there_number, s.service_number))
   LEFT JOIN evaluation_texts t ON t.evaluation = e.id
   ORDER BY mine.received_at DESC, mine.case_number DESC, s.service_number DESC LIMIT 1000`,
  MINE_VALUES,
  (rows) =>
    rows.map((row) => ({
      ...asInvited(row),
      receivedAt: Number(row.received_at),
      rating:
        textOrNull(row.id) === null
          ? null
          : {
              id: String(row.id),
              revision: Number(row.revision),
              level: Number(row.level),
              options: String(row.options),
              at: Number(row.rated_at),
              evaluator: textOrNull(row.evaluator),
            },
      firstAt: numberOrNull(row.first_at),
      textEnc: textOrNull(row.text_enc),
      visitRated: Number(row.visit_rated) === 1,
    })),
)

/** Services given at a window since then, of visits not rated yet: the last of each visit, the newest visit first. */
export const servicesAtWindow = /* @__PURE__ */ handwritten<
  InvitedServiceRow,
  { readonly window: string; readonly since: number; readonly limit: number }
>(
  () => `SELECT * FROM (
     SELECT ${INVITED}, ${VISIT} AS visit,
       row_number() OVER (PARTITION BY ${VISIT} ORDER BY s.at DESC, s.case_number DESC, s.service_number DESC) AS nth
     FROM service_events s JOIN cases c ON c.case_number = s.case_number
     WHERE s.window = ? AND s.at >= ? AND s.region IS NULL) served
   WHERE nth = 1 AND NOT EXISTS (SELECT 1 FROM evaluations e WHERE e.visit IS NOT NULL AND e.visit = served.visit)
   ORDER BY at DESC, case_number DESC LIMIT ?`,
  ['window', 'since', 'limit'],
  (rows) => rows.map(asInvited),
)

/** A rating that counts, as officials read lists of them. */
export type ListedEvaluationRow = EvaluationRow & {
  readonly textEnc: string | null
  readonly orderNumber: string | null
  readonly excluded: boolean
}
type Listing = {
  /** Null leaves all. */
  readonly department: string | null
  readonly from: number
  readonly until: number
  readonly level: number | null
  readonly item: string | null
  readonly window: string | null
  /** The last rating of the page before; empty: the first page. */
  readonly after: string
  readonly limit: number
}

const FIRST_ID = `(SELECT f.id FROM evaluations f WHERE f.case_number = e.case_number AND f.region = e.region
  AND f.service_number = e.service_number AND f.revision = 1)`
const LISTED = `e.*, t.text_enc, (SELECT r.number FROM rectifications r WHERE r.source_id = ${FIRST_ID}) AS order_number,
  EXISTS (SELECT 1 FROM evaluation_exclusions x WHERE x.evaluation = ${FIRST_ID}) AS excluded
  FROM evaluations e LEFT JOIN evaluation_texts t ON t.evaluation = e.id`
const COUNTS = `NOT EXISTS (SELECT 1 FROM evaluations n WHERE n.case_number = e.case_number AND n.region = e.region
  AND n.service_number = e.service_number AND n.revision > e.revision)`

const asEvaluation = (row: Row): EvaluationRow => ({
  id: String(row.id),
  caseNumber: String(row.case_number),
  serviceNumber: Number(row.service_number),
  region: String(row.region),
  revision: Number(row.revision),
  level: Number(row.level),
  options: String(row.options),
  dictionary: String(row.dictionary),
  anonymous: Number(row.anonymous),
  evaluator: textOrNull(row.evaluator),
  channel: String(row.channel),
  enteredBy: textOrNull(row.entered_by),
  device: textOrNull(row.device),
  viaRegion: textOrNull(row.via_region),
  itemCode: String(row.item_code),
  department: String(row.department),
  window: textOrNull(row.window),
  staff: textOrNull(row.staff),
  holder: String(row.holder),
  visit: textOrNull(row.visit),
  servedAt: Number(row.served_at),
  servedOn: String(row.served_on),
  at: Number(row.at),
  hasText: Number(row.has_text),
})
const asListed = (row: Row): ListedEvaluationRow => ({
  ...asEvaluation(row),
  textEnc: textOrNull(row.text_enc),
  orderNumber: textOrNull(row.order_number),
  excluded: Number(row.excluded) === 1,
})

/** The expression of the indexes `evaluations_listed` and `evaluations_given`. */
const dayOf = (at: string) => `(${at} + 28800000) / 86400000`
const PAGE = (first: string) => `SELECT ${LISTED} WHERE ${first} ${dayOf('e.at')} >= ${dayOf('?')}
   AND ${dayOf('e.at')} < coalesce((SELECT ${dayOf('p.at')} + 1 FROM evaluations p WHERE p.id = ?), ${dayOf('?')})
   AND (? IS NULL OR e.level = ?) AND (? IS NULL OR e.item_code = ?) AND (? IS NULL OR e.window = ?) AND e.region = ''
   AND (? = '' OR (${dayOf('e.at')}, e.id) < (SELECT ${dayOf('a.at')}, a.id FROM evaluations a WHERE a.id = ?)) AND ${COUNTS}
   ORDER BY ${dayOf('e.at')} DESC, e.id DESC LIMIT ?`
const FILTERS = [
  'from',
  'after',
  'until',
  'level',
  'level',
  'item',
  'item',
  'window',
  'window',
  'after',
  'after',
  'limit',
] as const

/**
 * Ratings of this region's own services, the latest day first, by the index of the department or of all; of a day by their ids,
 * since between two ratings whose instants are shown a sealed one would show its own. Where the page before ended is told by the
 * id of a rating, which says nothing of when it was given.
 */
export const evaluationsOfDepartment = /* @__PURE__ */ handwritten<
  ListedEvaluationRow,
  Listing & { readonly department: string }
>(
  () => PAGE('e.department = ? AND'),
  ['department', ...FILTERS],
  (rows) => rows.map(asListed),
)
export const evaluationsOfRegion = /* @__PURE__ */ handwritten<ListedEvaluationRow, Listing>(
  () => PAGE(''),
  FILTERS,
  (rows) => rows.map(asListed),
)

/** A rating with its other revision, the first one first. */
export const revisionsOfEvaluation = /* @__PURE__ */ handwritten<
  ListedEvaluationRow,
  { readonly id: string }
>(
  () => `SELECT ${LISTED} JOIN evaluations one ON one.case_number = e.case_number AND one.region = e.region
     AND one.service_number = e.service_number
   WHERE one.id = ? ORDER BY e.revision LIMIT 2`,
  ['id'],
  (rows) => rows.map(asListed),
)

type Supplement = { readonly sourceId: string; readonly at: number }

/**
 * The order of a rating learns that something was added to it, while it is not closed: a step of the evaluator and the number
 * of steps, in the batch of the amendment. Both statements go together.
 */
export const supplementOrder = (supplement: Supplement) => [
  insertSupplement(supplement),
  countStep(supplement),
]
const insertSupplement = /* @__PURE__ */ handwritten<never, Supplement>(
  `INSERT INTO rectification_steps (order_number, seq, type, at, actor_index, side, data, texts_enc)
   SELECT number, seq + 1, 'supplemented', ?, 'evaluator', 'evaluator', '{"type":"supplemented"}', NULL
   FROM rectifications WHERE source_id = ? AND closed_at IS NULL`,
  ['at', 'sourceId'],
  () => [],
)
const countStep = /* @__PURE__ */ handwritten<never, Supplement>(
  'UPDATE rectifications SET seq = seq + 1, updated_at = ? WHERE source_id = ? AND closed_at IS NULL',
  ['at', 'sourceId'],
  () => [],
)
