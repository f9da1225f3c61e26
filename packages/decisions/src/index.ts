/** DMN in, decision with reasons out: publication, and all that runs afterwards. */
export { analyse } from './analysis/analyse.ts'
export { difference } from './analysis/difference.ts'
export type {
  Answered,
  DifferenceReport,
  ExpressionChange,
  ParameterChange,
  RowDifference,
  TableDifference,
  Treated,
} from './analysis/difference-report.ts'
export type { Finding, RowName, Severity, TableReport } from './analysis/finding.ts'
export type { AnalysisOptions } from './analysis/options.ts'
export { type PublicationReport, type ReportParts, report } from './analysis/report.ts'
export type { RowPart } from './analysis/rows.ts'
export {
  type Flip,
  type Shadow,
  type ShadowCase,
  type ShadowOptions,
  type ShadowReport,
  shadow,
  shadowing,
} from './analysis/shadow.ts'
export type { ColumnWitness, Witness } from './analysis/witness.ts'
export type { Names, ReportLine } from './analysis/words.ts'
export { compileDmn } from './publish/compile-dmn.ts'
export type { CellAddress, Refusal, RefusalCode } from './publish/refusal.ts'
export { withConstants } from './publish/with-constants.ts'
export * from './runtime.ts'
