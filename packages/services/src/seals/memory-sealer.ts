import { sha256Hex } from '@tongban/kernel'
import type { Sealer, Sealing, SealOrder } from './seal.ts'

/** A sealing service that keeps what it is asked, for tests. Like a real one it seals once an id. */
export type MemorySealer = Sealer & {
  /** Every attempt, oldest first. */
  readonly asked: readonly SealOrder[]
  /** The next attempts are answered with these, in this order; after them it seals again. */
  answerNext(...answers: readonly Sealing[]): void
}

export function memorySealer(sealedAt: number): MemorySealer {
  const asked: SealOrder[] = []
  const planned: Sealing[] = []
  return {
    asked,
    answerNext(...answers) {
      planned.push(...answers)
    },
    async seal(order) {
      asked.push(order)
      const next = planned.shift()
      if (next !== undefined) return next
      const text = `seal of ${order.organ} on ${order.digest}`
      return {
        state: 'sealed',
        seal: {
          form: 'bytes',
          seal: btoa(text),
          sealDigest: await sha256Hex(text),
          sealedBy: '测试印章服务',
          sealedAt,
        },
      }
    },
  }
}
