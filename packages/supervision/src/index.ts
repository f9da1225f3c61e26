export * from './jobs.ts'
export * from './policy.ts'
export * from './stage.ts'
