import { beforeEach, expect, test, vi } from 'vitest'
import { officialIndex } from '../../../packages/services/src/staff/names.ts'
import { deliverNotices } from '../../../packages/services/src/supervision/deliver/deliver-notices.ts'
import { officialToken, staffSubject } from '../../case-steps.ts'
import { clockContext } from '../../context.ts'
import { dueCard, dueNotice, emptied, rowsOf } from '../../due-notices.ts'
import { ask } from '../../kit.ts'
import { DB, must, NOW, worker } from '../../region.ts'

/** What supervision has to say to each, in the site: whose it is, the worst first, and how late it came. */

const DAY_MS = 24 * 3_600_000
beforeEach(async () => {
  vi.setSystemTime(NOW)
  await emptied()
})
type Role = Parameters<typeof officialToken>[0]
const as = async (role: Role, path: string, { department = 'city-management', method = 'GET' } = {}) =>
  ask(
    worker,
    await officialToken(role, { department, subject: staffSubject(role, department) }),
    method,
    `/supervision/v1/inbox${path}`,
  )
const deliver = async () => deliverNotices(await clockContext())
const ownIndex = async () => officialIndex((await clockContext()).keys, staffSubject('handler'))
/** Guarantee: the door answers by its contract. */
const listOf = (body: { readonly [name: string]: unknown }, name: string) =>
  body[name] as readonly { readonly [field: string]: unknown }[]

test('does each see their own, those of their posts, of the head, of the body, and nobody another’s?', async () => {
  await dueNotice('own', NOW, { person: await ownIndex() })
  await dueNotice('post', NOW)
  await dueNotice('head', NOW, { receiver: 'departmentHead', stage: 'supervise' })
  await dueNotice('body', NOW, { receiver: 'supervisingBody', stage: 'escalate' })
  await dueNotice('other', NOW, { department: 'transport', receiver: 'departmentHead' })
  await deliver()
  const kinds = async (role: Role, department?: string) => {
    const { body } = must(await as(role, '', department === undefined ? {} : { department }), 200)
    expect(body.unread).toBe(listOf(body, 'messages').length)
    return listOf(body, 'messages')
      .map(({ receiver }) => JSON.stringify(receiver).match(/"kind":"(\w+)"/)?.[1])
      .toSorted()
  }
  expect(await kinds('handler')).toEqual(['person', 'post'])
  expect(await kinds('window')).toEqual(['post'])
  expect(await kinds('head')).toEqual(['departmentHead', 'post'])
  expect(await kinds('supervisor')).toEqual(['supervisingBody'])
  expect(await kinds('auditor')).toEqual([])
  expect(await kinds('head', 'transport')).toEqual(['departmentHead'])
  expect(await kinds('handler', 'transport')).toEqual([])
  const ids = await rowsOf('SELECT id, receiver FROM inbox_messages')
  for (const { id, receiver } of ids) {
    const isHeads = receiver === 'head:city-management'
    expect([receiver, (await as('head', `/${id}`)).status]).toEqual([
      receiver,
      isHeads || String(receiver).startsWith('post:city') ? 200 : 404,
    ])
    expect((await as('admin', `/${id}`)).status).toBe(404)
  }
})

test('are the lines given the worst first, with their words, their true instants and how late they were told?', async () => {
  const person = await ownIndex()
  await dueNotice('n1', NOW - 3 * DAY_MS, {
    person,
    stage: 'warnShare',
    template: 'reminder/1',
    number: null,
    sign_by: null,
    reply_by: null,
    deliver_at: NOW,
  })
  await dueNotice('n2', NOW - DAY_MS, { person, deliver_at: NOW })
  await dueCard('c1', NOW - DAY_MS, { person, deliver_at: NOW })
  await deliver()
  const [message] = listOf(must(await as('handler', ''), 200).body, 'messages')
  vi.setSystemTime(NOW + DAY_MS)
  const { body } = must(await as('handler', `/${message?.id}`), 200)
  expect(body).toMatchObject({ asOf: NOW + DAY_MS, madeAt: NOW, earliestAt: NOW - 3 * DAY_MS, lines: 3 })
  expect(listOf(body, 'told')).toMatchObject([
    {
      kind: 'card',
      id: 'c1',
      stage: { code: 'yellow', zh: '黄牌' },
      laterByMs: DAY_MS,
      text: { title: '黄牌告知书' },
    },
    {
      kind: 'notice',
      id: 'n2',
      number: '催〔2026〕n2号',
      subject: 'case-n2',
      dueOn: '2026-11-20',
      // Monday and Tuesday after the Friday.
      overdueWorkdays: 2,
      toldAt: NOW,
      laterByMs: DAY_MS,
      text: { title: '催办通知书', lines: expect.arrayContaining([expect.stringContaining('case-n2')]) },
    },
    {
      id: 'n1',
      stage: { code: 'warnShare', form: 'reminder' },
      laterByMs: 3 * DAY_MS,
      text: { title: '期限提醒' },
    },
  ])
})

test('is a message marked read once, by the first who reads it, and counted no more?', async () => {
  await dueNotice('n1', NOW)
  await deliver()
  const [message] = listOf(must(await as('window', '?unread=true'), 200).body, 'messages')
  const path = `/${message?.id}/read`
  expect(must(await as('handler', path, { method: 'POST' }), 200).body.readAt).toBe(NOW)
  vi.setSystemTime(NOW + DAY_MS)
  expect(must(await as('window', path, { method: 'POST' }), 200).body.readAt).toBe(NOW)
  expect((await as('handler', path, { method: 'POST', department: 'transport' })).status).toBe(404)
  expect(must(await as('window', '?unread=true'), 200).body).toMatchObject({ unread: 0, messages: [] })
  expect(listOf(must(await as('window', ''), 200).body, 'messages')).toHaveLength(1)
  // Read is not signed for.
  expect(await rowsOf('SELECT state FROM supervision_notices')).toEqual([{ state: 'open' }])
})

test('do the pages hold every message once, and is a cursor of another refused?', async () => {
  for (let nth = 0; nth < 5; nth += 1) {
    vi.setSystemTime(NOW + nth)
    await dueNotice(`n${nth}`, NOW + nth)
    await deliver()
  }
  const seen: unknown[] = []
  let cursor = ''
  for (let page = 0; page < 3; page += 1) {
    const { body } = must(await as('window', `?limit=2${cursor}`), 200)
    seen.push(...listOf(body, 'messages').map(({ madeAt }) => madeAt))
    cursor = body.cursor === null ? '' : `&cursor=${encodeURIComponent(String(body.cursor))}`
  }
  expect(seen).toEqual([4, 3, 2, 1, 0].map((nth) => NOW + nth))
  const { body } = must(await as('window', '?limit=2'), 200)
  const stolen = `?limit=2&cursor=${encodeURIComponent(String(body.cursor))}`
  expect((await as('supervisor', stolen)).status).toBe(422)
  expect((await as('window', `${stolen}&unread=true`)).status).toBe(422)
})

test('is nothing personal in clear in what is kept of messages?', async () => {
  await dueNotice('n1', NOW, { person: await ownIndex() })
  await deliver()
  const kept = JSON.stringify(await rowsOf('SELECT * FROM inbox_messages'))
  expect(kept).not.toContain(staffSubject('handler'))
  expect(await DB.prepare('SELECT count(*) AS n FROM inbox_lines').first('n')).toBe(1)
})
