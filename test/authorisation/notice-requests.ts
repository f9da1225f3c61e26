import { pdfFile } from '../../packages/services/src/files/samples.fixture.ts'
import { dueCard, dueNotice, watchedClock } from '../due-notices.ts'
import { ask, official } from '../kit.ts'
import { DB, must, nextKey, sign, worker } from '../region.ts'
import type { Prepare } from './requests.ts'
import { supply } from './supply.ts'

/** The requests to notices, cards, findings and templates, each sound in itself; what they need is of civil affairs. */
let count = 0
const newId = () => {
  count += 1
  return `00000000-0000-7000-a000-${String(count).padStart(12, '0')}`
}
const OF = { department: 'civil-affairs', step: 'decision' }
const stateOf = (table: 'supervision_notices' | 'supervision_cards', state: string) =>
  supply(async () => {
    const id = newId()
    if (table === 'supervision_notices') await dueNotice(id, Date.now(), { ...OF, state })
    else await dueCard(id, Date.now(), { ...OF, state })
    return id
  })
const opened = stateOf('supervision_notices', 'open')
const signed = stateOf('supervision_notices', 'signed')
const replied = stateOf('supervision_notices', 'replied')
const proposed = stateOf('supervision_cards', 'proposed')
const standing = stateOf('supervision_cards', 'standing')
const appealed = stateOf('supervision_cards', 'appealed')

const aFinding = supply(async () => {
  const id = newId()
  await DB.prepare(
    `INSERT INTO supervision_findings (id, cause, kind, subject, occasion, department, post, facts, found_at)
     VALUES (?, 'burst', 'case', ?, '1', 'civil-affairs', '经办人', '{}', 0)`,
  )
    .bind(id, id)
    .run()
  return id
})

const TEMPLATE = {
  template: 'urge',
  fromOn: '2026-12-01',
  title: '催办函',
  lines: ['{department}：{subject}依{law}已逾期。'],
}
const proposer = () => sign('template-proposer', official('supervisor', 'services'))
const aTemplate = supply(async () => {
  const body = { 'Idempotency-Key': nextKey() }
  const made = await ask(worker, await proposer(), 'POST', '/supervision/v1/templates', TEMPLATE, body)
  return String(must(made, 201).body.id)
})

/** A reply with a file, as the department gave it. */
const aFile = supply(async () => {
  const id = newId()
  await dueNotice(id, Date.now(), { ...OF, state: 'signed' })
  const path = `/supervision/v1/notices/${id}`
  const token = await sign('handler-file', official('handler', 'civil-affairs'))
  const sent = await ask(worker, token, 'POST', `${path}/files`, PDF_TEXT, PDF_HEADERS)
  const { body } = must(sent, 201)
  must(await ask(worker, token, 'POST', `${path}/reply`, { text: '已办结', files: [body.id] }), 200)
  return `${path}/files/${body.id}`
})
const PDF_TEXT = new TextDecoder().decode(pdfFile(200))
const PDF_HEADERS = { 'Content-Type': 'application/octet-stream', 'Upload-Name': 'reply.pdf' }

export function noticesUsedUp(): void {
  for (const each of [opened, signed, replied, proposed, standing, appealed, aFinding, aTemplate])
    each.usedUp()
}

const notices = '/supervision/v1/notices'
const cards = '/supervision/v1/cards'
const reason = { reason: '试验所需' }
const at =
  (path: string): Prepare =>
  async () => ({ path })
const card =
  (supplied: typeof proposed, verb: string, more: object = {}): Prepare =>
  async () => ({ path: `${cards}/${await supplied.take()}/${verb}`, body: { ...reason, ...more } })

export const noticeRequests: Readonly<Record<string, Prepare>> = {
  'GET /supervision/v1/notices': at(notices),
  'GET /supervision/v1/notices.csv': at(`${notices}.csv`),
  'POST /supervision/v1/notices': async () => {
    const subject = newId()
    await watchedClock(subject, Date.now(), { department: 'civil-affairs', step: 'decision' })
    return {
      path: notices,
      body: { clock: { kind: 'case', subject, key: 'decide' }, level: 'urge', ...reason },
      headers: { 'Idempotency-Key': nextKey() },
    }
  },
  'GET /supervision/v1/notices/{id}': async () => ({ path: `${notices}/${await opened.take()}` }),
  'GET /supervision/v1/notices/{id}/document': async () => ({
    path: `${notices}/${await opened.take()}/document`,
  }),
  'POST /supervision/v1/notices/{id}/sign': async () => ({ path: `${notices}/${await opened.take()}/sign` }),
  'POST /supervision/v1/notices/{id}/reply': async () => ({
    path: `${notices}/${await signed.take()}/reply`,
    body: { text: '已经办结' },
  }),
  'POST /supervision/v1/notices/{id}/review': async () => ({
    path: `${notices}/${await replied.take()}/review`,
    body: { outcome: 'accept' },
  }),
  'POST /supervision/v1/notices/{id}/close': async () => ({
    path: `${notices}/${await opened.take()}/close`,
    body: reason,
  }),
  'POST /supervision/v1/notices/{id}/files': async () => ({
    path: `${notices}/${await signed.take()}/files`,
    body: PDF_TEXT,
    headers: PDF_HEADERS,
  }),
  'GET /supervision/v1/notices/{id}/files/{fileId}': async () => ({ path: await aFile.take() }),
  'GET /supervision/v1/cards': at(cards),
  'GET /supervision/v1/cards.csv': at(`${cards}.csv`),
  'GET /supervision/v1/cards/{id}': async () => ({ path: `${cards}/${await proposed.take()}` }),
  'GET /supervision/v1/cards/{id}/document': async () => ({
    path: `${cards}/${await proposed.take()}/document`,
  }),
  'POST /supervision/v1/cards/{id}/confirm': card(proposed, 'confirm'),
  'POST /supervision/v1/cards/{id}/dismiss': card(proposed, 'dismiss'),
  'POST /supervision/v1/cards/{id}/appeal': card(standing, 'appeal'),
  'POST /supervision/v1/cards/{id}/judge': card(appealed, 'judge', { outcome: 'uphold' }),
  'POST /supervision/v1/cards/{id}/revoke': card(standing, 'revoke'),
  'GET /supervision/v1/findings': at('/supervision/v1/findings'),
  'GET /supervision/v1/findings.csv': at('/supervision/v1/findings.csv'),
  'POST /supervision/v1/findings/{id}/end': async () => ({
    path: `/supervision/v1/findings/${await aFinding.take()}/end`,
    body: reason,
  }),
  'GET /supervision/v1/templates': at('/supervision/v1/templates'),
  'POST /supervision/v1/templates': async () => ({
    path: '/supervision/v1/templates',
    body: TEMPLATE,
    headers: { 'Idempotency-Key': nextKey() },
  }),
  'POST /supervision/v1/templates/{id}/publish': async () => ({
    path: `/supervision/v1/templates/${await aTemplate.take()}/publish`,
  }),
  'POST /supervision/v1/templates/{id}/decline': async () => ({
    path: `/supervision/v1/templates/${await aTemplate.take()}/decline`,
  }),
  'GET /supervision/v1/reports/supervisor': at('/supervision/v1/reports/supervisor'),
}
