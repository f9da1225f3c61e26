import type { Delivery, Message, Notifier } from './notifier.ts'

/** A notifier that keeps what it is sent, for tests. Like the gateway it takes a message in once by its id. */
export type MemoryNotifier = Notifier & {
  /** Every attempt, oldest first. */
  readonly attempts: readonly Message[]
  /** What was taken in: one message an id. */
  readonly taken: ReadonlyMap<string, Message>
  /** The next attempts are answered with these, in this order; after them messages are taken in again. */
  answerNext(...deliveries: readonly Delivery[]): void
}

export function memoryNotifier(): MemoryNotifier {
  const attempts: Message[] = []
  const taken = new Map<string, Message>()
  const planned: Delivery[] = []
  return {
    attempts,
    taken,
    answerNext(...deliveries) {
      planned.push(...deliveries)
    },
    async send(message) {
      attempts.push(message)
      const delivery = planned.shift() ?? { state: 'delivered', status: 204 }
      if (delivery.state === 'delivered' && !taken.has(message.id)) taken.set(message.id, message)
      return delivery
    },
  }
}
