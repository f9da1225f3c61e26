import type { Context } from '../../context.ts'

/**
 * What many wait for at once is done once for all of them, and goes on when the one who began it has gone. Of each name one
 * work is under way at a time.
 */
export function sharedWork() {
  const running = new Map<string, Promise<void>>()
  return (ctx: Pick<Context, 'after'>, name: string, work: () => Promise<void>): Promise<void> => {
    const under = running.get(name)
    if (under !== undefined) return under
    const begun = work().finally(() => running.delete(name))
    running.set(name, begun)
    ctx.after(begun)
    return begun
  }
}
