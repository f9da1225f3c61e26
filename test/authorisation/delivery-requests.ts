import { ask, official } from '../kit.ts'
import { HOST, OUTBOUND_KEYS, SETTINGS, signedBy } from '../message-receiver.ts'
import { coldIsolate, DB, must, nextKey, sign } from '../region.ts'
import type { Prepare } from './requests.ts'

/** The requests about messages of supervision, each sound in itself, to a desk whose channels are on. */
export const deskWithChannels = coldIsolate({ ...SETTINGS, TONGBAN_OUTBOUND_KEYS: OUTBOUND_KEYS })

let made = 0
const next = (name: string) => {
  made += 1
  return `${name}-${made}`
}
const input = () => ({
  channel: 'webhook',
  receiver: { kind: 'post', department: 'civil-affairs', post: next('post') },
  address: `https://${HOST}/${next('in')}`,
})

/** An endpoint that is in use; nothing is sent to it. */
async function anEndpoint(): Promise<{ readonly id: string; readonly key: string }> {
  const token = await sign('admin-endpoints', official('admin'))
  const path = '/supervision/v1/endpoints'
  const { body } = must(
    await ask(deskWithChannels, token, 'POST', path, input(), { 'Idempotency-Key': nextKey() }),
    201,
  )
  await DB.prepare("UPDATE supervision_endpoints SET state = 'active' WHERE id = ?").bind(body.id).run()
  return { id: String(body.id), key: String(body.signingKey) }
}

async function aMessage(): Promise<string> {
  const id = next('message')
  await DB.prepare(
    `INSERT INTO inbox_messages (id, receiver, counts, lines, earliest_at, made_at) VALUES (?, 'post:civil-affairs/窗口', '{"urge":1}', 1, 0, 0)`,
  )
    .bind(id)
    .run()
  return id
}

async function aDelivery(endpoint: string, state: string): Promise<string> {
  const id = next('delivery')
  await DB.batch([
    DB.prepare(
      `INSERT INTO supervision_deliveries (id, message, endpoint, channel, state, created_at, sent_at, replays)
       VALUES (?, ?, ?, 'webhook', ?, 0, 0, 0)`,
    ).bind(id, id, endpoint, state),
    DB.prepare(
      `INSERT INTO outbox (id, kind, case_number, payload_enc, state, attempts, created_at, next_at, done_at)
       VALUES (?, 'supervision.webhook', '', '', 'dead', 5, 0, 0, 0)`,
    ).bind(id),
  ])
  return id
}

const ofEndpoint =
  (step: string): Prepare =>
  async () => ({ path: `/supervision/v1/endpoints/${(await anEndpoint()).id}/${step}` })

export const deliveryRequests: Readonly<Record<string, Prepare>> = {
  'GET /supervision/v1/inbox': async () => ({ path: '/supervision/v1/inbox' }),
  'GET /supervision/v1/inbox/{id}': async () => ({ path: `/supervision/v1/inbox/${await aMessage()}` }),
  'POST /supervision/v1/inbox/{id}/read': async () => ({
    path: `/supervision/v1/inbox/${await aMessage()}/read`,
  }),
  'GET /supervision/v1/endpoints': async () => ({ path: '/supervision/v1/endpoints' }),
  'POST /supervision/v1/endpoints': async () => ({
    path: '/supervision/v1/endpoints',
    body: input(),
    headers: { 'Idempotency-Key': nextKey() },
  }),
  'POST /supervision/v1/endpoints/{id}/verify': ofEndpoint('verify'),
  'POST /supervision/v1/endpoints/{id}/rotate': ofEndpoint('rotate'),
  'POST /supervision/v1/endpoints/{id}/disable': ofEndpoint('disable'),
  'GET /supervision/v1/deliveries': async () => ({ path: '/supervision/v1/deliveries' }),
  'POST /supervision/v1/deliveries/receipts': async () => {
    const { id, key } = await anEndpoint()
    const data = { id: await aDelivery(id, 'sent'), state: 'delivered' }
    const { text, headers } = signedBy(key, { type: 'delivery.receipt', data })
    return { path: '/supervision/v1/deliveries/receipts', body: text, headers }
  },
  'POST /supervision/v1/deliveries/{id}/replay': async () => ({
    path: `/supervision/v1/deliveries/${await aDelivery('no-endpoint', 'waiting')}/replay`,
  }),
}
