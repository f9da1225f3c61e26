import { pdfFile } from '../../packages/services/src/files/samples.fixture.ts'
import { ask } from '../kit.ts'
import { rateAs, rating } from '../rated.ts'
import {
  calledBack,
  contacted,
  mended,
  ORDERS,
  RECTIFIER,
  REVIEWS,
  replied,
  sendReview,
  signIn,
  take,
} from '../rectified.ts'
import { allowance, apply, type Citizen, must, nextKey, tokenOf, worker } from '../region.ts'
import type { Prepare } from './requests.ts'
import { supply } from './supply.ts'

/** The requests to rectification orders and reviews; each order stands where its step can be taken. */
const UNABLE = {
  kind: 'unable',
  department: 'civil-affairs',
  text: '试验所需：没有办成',
  contact: { phone: '13700000009' },
}
let desks = 0
async function opened(change: object = {}): Promise<string> {
  desks += 1
  const by = { role: 'window', department: 'services', subject: `window-desk-${desks}` } as const
  const { body } = must(await sendReview(await signIn(by), { ...UNABLE, ...change }), 201)
  return String(body.orderNumber)
}
/** An order on which these steps were taken. */
const after = (...steps: readonly ((number: string) => Promise<unknown>)[]) =>
  supply(async () => {
    const number = await opened()
    for (const step of steps) await step(number)
    return number
  })
const said = { text: '试验所需' }
const appealed = (number: string) =>
  take(RECTIFIER, number, 'appeal', { class: 'misjudged', text: '试验所需' })

const PDF = new TextDecoder().decode(pdfFile(200))
const PDF_HEADERS = { 'Content-Type': 'application/octet-stream', 'Upload-Name': 'reply.pdf' }

export function rectificationRequests({
  owner,
  agent,
}: {
  readonly owner: Citizen
  readonly agent: Citizen
}) {
  const badlyRated = (isMended: boolean) =>
    supply(async () => {
      const applied = allowance(owner, { representation: { kind: 'agent', name: agent.name } })
      const answer = must(await apply(await tokenOf(agent), applied), 201)
      const { token } = (answer.body as { evaluation: { token: string } }).evaluation
      const given = must(await rateAs(null, rating(token, { level: 1, options: ['108'] })), 201)
      if (isMended) await mended(String(given.body.order))
      return token
    })
  const aFile = supply(async () => {
    const number = await opened()
    await contacted(number)
    const token = await signIn(RECTIFIER)
    const sent = await ask(worker, token, 'POST', `${ORDERS}/${number}/files`, PDF, PDF_HEADERS)
    const { id } = must(sent, 201).body
    must(await take(RECTIFIER, number, 'reply', { class: 'true', ...said, files: [id] }), 200)
    return `${ORDERS}/${number}/files/${id}`
  })
  const toRead = badlyRated(false)
  const toGrade = badlyRated(true)
  const toSupplement = badlyRated(false)
  const anOrder = after()
  const toContact = after()
  const toReply = after(contacted)
  const toCallBack = after(contacted, replied)
  const toReturn = after(contacted, replied, (number) => calledBack(number, 'notMended'))
  const toAppeal = after()
  const toJudge = after(appealed)
  const toClose = after(mended)
  const toFile = after()
  const sealed = supply(() => opened({ anonymous: true }))
  const step =
    (order: { take: () => Promise<string> }, name: string, body: object): Prepare =>
    async () => ({ path: `${ORDERS}/${await order.take()}/${name}`, body })
  const byToken =
    (rated: { take: () => Promise<string> }, name: string, body: object): Prepare =>
    async () => ({ path: `${ORDERS}/${name}`, body: { token: await rated.take(), ...body } })
  const requests: Readonly<Record<string, Prepare>> = {
    'GET /evaluations/v1/rectifications': async () => ({ path: ORDERS }),
    'POST /evaluations/v1/rectifications/read': byToken(toRead, 'read', {}),
    'POST /evaluations/v1/rectifications/rate': byToken(toGrade, 'rate', { grade: 'satisfied' }),
    'POST /evaluations/v1/rectifications/supplement': byToken(toSupplement, 'supplement', said),
    'GET /evaluations/v1/rectifications/{number}': async () => ({
      path: `${ORDERS}/${await anOrder.take()}`,
    }),
    'POST /evaluations/v1/rectifications/{number}/contact': step(toContact, 'contact', {
      reached: true,
      ...said,
    }),
    'POST /evaluations/v1/rectifications/{number}/reply': step(toReply, 'reply', { class: 'true', ...said }),
    'POST /evaluations/v1/rectifications/{number}/call-back': step(toCallBack, 'call-back', {
      result: 'mended',
      ...said,
    }),
    'POST /evaluations/v1/rectifications/{number}/return': step(toReturn, 'return', said),
    'POST /evaluations/v1/rectifications/{number}/appeal': step(toAppeal, 'appeal', {
      class: 'misjudged',
      ...said,
    }),
    'POST /evaluations/v1/rectifications/{number}/judge': step(toJudge, 'judge', { upheld: false, ...said }),
    'POST /evaluations/v1/rectifications/{number}/close': step(toClose, 'close', said),
    'POST /evaluations/v1/rectifications/{number}/open-identity': step(sealed, 'open-identity', {
      reason: '试验所需',
    }),
    'POST /evaluations/v1/rectifications/{number}/files': async () => ({
      path: `${ORDERS}/${await toFile.take()}/files`,
      body: PDF,
      headers: PDF_HEADERS,
    }),
    'GET /evaluations/v1/rectifications/{number}/files/{fileId}': async () => ({ path: await aFile.take() }),
    'POST /evaluations/v1/reviews': async () => ({
      path: REVIEWS,
      body: UNABLE,
      headers: { 'Idempotency-Key': nextKey() },
    }),
    'GET /evaluations/v1/reviews': async () => ({ path: REVIEWS }),
  }
  return {
    requests,
    usedUp: () => {
      for (const each of [toGrade, toContact, toReply, toCallBack, toReturn, toAppeal, toJudge, toClose])
        each.usedUp()
    },
  }
}
