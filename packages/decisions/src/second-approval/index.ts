export type { Change } from './change-words.ts'
export { type Counterfactual, type CounterfactualInput, counterfactual } from './counterfactual.ts'
export { datesInWords } from './dates-in-words.ts'
export { type DecideInput, decide } from './decide.ts'
export type { Decision, Hindrance, Outcome, RowTrace } from './decision.ts'
export { type ExplainedRow, type Explanation, explain } from './explain.ts'
export { type ExplainedFact, explainFact } from './explain-fact.ts'
export {
  APPLICATION_SOURCE,
  FACT_STATUSES,
  type FactDefinition,
  type FactStatus,
  type FactType,
  FORM_SOURCE,
  groupOf,
  isRecord,
  type Reading,
  type SettledFact,
  valueAt,
  WITHHELD,
} from './fact.ts'
export { grantedLine } from './granted.ts'
export { nextSteps } from './next-steps.ts'
export {
  type CompactTrace,
  type DecisionRecord,
  type Difference,
  type RecordInput,
  type Replay,
  record,
  replay,
} from './record.ts'
export { takes } from './rule-book.ts'
export { hasType, type SettleInput, settle } from './settle.ts'
export { openedRecord, type StoredRecord, storedRecord } from './stored-record.ts'
export { withoutPlaces } from './without-places.ts'
