import type { Channels } from './channels.ts'
import type { Delivery, Message } from './notifier.ts'
import { mayPass, registeredTarget } from './registered-target.ts'
import { type Posted, webhookPost } from './webhook-notifier.ts'

/** One signed webhook to a registered receiver. Its target is judged anew each time, before anything is connected. */
export async function postToRegistered(
  webhook: NonNullable<Channels['webhook']>,
  url: string,
  secrets: readonly string[],
  message: Message,
): Promise<Posted> {
  const target = await registeredTarget(url, webhook)
  if (!target.ok) {
    const reason = `target ${target.failure.reason}`
    return unsent(mayPass(target.failure) ? { state: 'retry', reason } : { state: 'rejected', reason })
  }
  const post = webhookPost({ url: target.value.href, secrets }, webhook, webhook.environment)
  return post.ok ? post.value(message) : unsent({ state: 'rejected', reason: post.failure.code })
}

const unsent = (delivery: Delivery): Posted => ({ delivery, answer: null })
