export * from './agreement.ts'
export * from './draw.ts'
export * from './policy.ts'
