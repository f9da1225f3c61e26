import { sha256Hex } from '@tongban/kernel'
import type { Making, RenditionMaker, RenditionOrder } from './rendition.ts'

/** A service for fixed-layout files that keeps what it is asked, for tests. */
export type MemoryMaker = RenditionMaker & {
  /** Every attempt, oldest first. */
  readonly asked: readonly RenditionOrder[]
  /** The next attempts are answered with these, in this order; after them it makes files again. */
  answerNext(...answers: readonly Making[]): void
}

export function memoryMaker(sealedAt: number): MemoryMaker {
  const asked: RenditionOrder[] = []
  const planned: Making[] = []
  return {
    asked,
    answerNext(...answers) {
      planned.push(...answers)
    },
    async make(order) {
      asked.push(order)
      const next = planned.shift()
      if (next !== undefined) return next
      const made = { sealedBy: '测试版式文件服务', sealedAt }
      const fileOf = async (format: 'ofd' | 'pdf') => ({
        format,
        mediaType: `application/${format}`,
        digest: await sha256Hex(`${format} of ${JSON.stringify(order)}`),
        href: `https://files.example.cn/${order.identifier}.${format}`,
        ...made,
      })
      return { state: 'made', renditions: [await fileOf('ofd'), await fileOf('pdf')] }
    },
  }
}
