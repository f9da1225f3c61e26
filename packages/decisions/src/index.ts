/** DMN in, decision with reasons out: publication, and all that runs afterwards. */
export { compileDmn } from './publish/compile-dmn.ts'
export type { CellAddress, Refusal, RefusalCode } from './publish/refusal.ts'
export { withConstants } from './publish/with-constants.ts'
export * from './runtime.ts'
