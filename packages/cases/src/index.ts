export * from './document.ts'
export * from './event.ts'
export * from './limits.ts'
export * from './state.ts'
