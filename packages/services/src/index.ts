export type { Answer, NextStep, Outcome, Reason } from './applications/answer.ts'
export { type Application, applicationSchema } from './applications/body.ts'
export { precheck } from './applications/precheck.ts'
export { submit } from './applications/submit.ts'
export { type DocumentView, readDocuments } from './cases/documents.ts'
export { type ExplanationView, explainCase } from './cases/explain.ts'
export { readCase } from './cases/read.ts'
export type { CaseView } from './cases/view.ts'
export { referCase, withdrawCase } from './cases/withdraw.ts'
export type { Context } from './context.ts'
export { httpSource } from './facts/http-source.ts'
export { memorySource } from './facts/memory-source.ts'
export type { FactSource } from './facts/source.ts'
export { type ItemView, listCatalogue, readItem } from './items/read.ts'
export { type JobView, listJobRuns } from './jobs/list.ts'
export { type JobRun, runJobs } from './jobs/run.ts'
export type { Notifier } from './notices/notifier.ts'
export { webhookNotifier } from './notices/webhook-notifier.ts'
export { openNumberPool } from './numbers/pool.ts'
export { type RegionEnvironment, regionEnvironment } from './region/environment.ts'
export { openRegion } from './region/open.ts'
export { putRecords, type RegistryDelivery } from './registry/put-records.ts'
export { listRegistries, setRegistryState } from './registry/set-state.ts'
export { type DraftInput, draftRules } from './rules/draft.ts'
export { openRulePlans } from './rules/plans.ts'
export { approveRules, submitRules } from './rules/publish.ts'
export {
  listRules,
  type PublishedRules,
  readPublishedRules,
  readRules,
  readRulesFile,
  readRulesText,
} from './rules/read.ts'
export { resumeRules, type SwitchView, stopRules } from './rules/switch.ts'
export type { RuleSummary } from './rules/view.ts'
