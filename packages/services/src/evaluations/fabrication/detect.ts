import type { Context } from '../../context.ts'

export const detectFabrication = async (ctx: Context, cursor: string | null) => ({
  cursor: cursor ?? '',
  outcome: `nothing at ${ctx.clock.now()}`,
})
