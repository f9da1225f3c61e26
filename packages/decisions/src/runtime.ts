/** What a running Worker needs: the engine and the 秒批 layer upon it, without the parsers of publication. */
export * from './audit/index.ts'
export * from './engine.ts'
export * from './second-approval/index.ts'
