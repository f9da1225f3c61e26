/** The engine at run time: load a plan, bind inputs, evaluate, print. No parser of XML or FEEL comes with it. */
export type { InputError, InputJson } from './closures/bind.ts'
export type { Evaluation, RuleTrace, TableTrace } from './closures/evaluation.ts'
export {
  Bound,
  type BoundInputs,
  bindInputs,
  type EvaluationRequest,
  loadPlan,
  Model,
} from './closures/model.ts'
export type { EvaluationError } from './closures/run.ts'
export { supportedFunctions } from './feel/functions.ts'
export { constantsByPath, constantsOf } from './page/constants-of.ts'
export {
  HIT_POLICY_TEXTS,
  type PrintedColumn,
  type PrintedExpression,
  type PrintedRow,
  type PrintedTable,
  printConstants,
  printExpressions,
  printPlan,
} from './page/print-plan.ts'
export type {
  HitPolicy,
  InputColumn,
  OutputColumn,
  Plan,
  PlanDecision,
  PlanInput,
  Row,
  Table,
} from './plan/plan.ts'
export { type Field, nameOfType, type SimpleType, type Type } from './plan/type.ts'
export { toJson } from './values/to-json.ts'
export { Unknown, unknown, type Value } from './values/value.ts'
