import type { Role } from '@tongban/kernel'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { oversightJobsOf } from '../../../packages/services/src/supervision/at-work.ts'
import { on } from '../../case-steps.ts'
import { clockContext } from '../../context.ts'
import { dueNotice, emptied } from '../../due-notices.ts'
import { type Answered, ask, official } from '../../kit.ts'
import { allowance, apply, DB, must, newcomer, publish, RULES, sign, tokenOf, worker } from '../../region.ts'

/** The lines of a bulletin 通报: every one of a month is in exactly one, and whoever gave a reason that was accepted is listed apart. */

const PATH = '/supervision/v1/bulletins'
const at = (text: string) => Date.parse(`${text}+08:00`)
async function as(
  role: Role,
  department: string,
  method: string,
  path: string,
  body?: object,
): Promise<Answered> {
  return ask(worker, await sign(`${role}-l`, official(role, department)), method, path, body)
}
const supervisor = (method: string, path: string, body?: object) =>
  as('supervisor', 'services', method, `${PATH}${path}`, body)
async function cron(): Promise<void> {
  const jobs = oversightJobsOf(await clockContext())
  await jobs.rollUp()
  await jobs.draftBulletins()
}
type Line = { readonly subject: string }
type Content = {
  readonly lines: readonly Line[]
  readonly explained?: readonly Line[]
  readonly carried?: readonly Line[]
  readonly more?: { readonly lines: number; readonly explained: number; readonly carried: number }
}
/** Guarantee: the door answers by its contract. */
const asContent = (content: unknown) => content as Content
const asList = (list: unknown) => list as readonly { readonly id: string; readonly period: string }[]
const idOf = async (kind: string, period: string): Promise<string> => {
  const found = asList(must(await supervisor('GET', `?kind=${kind}`), 200).body.bulletins)
  return found.find((each) => each.period === period)?.id ?? `no ${kind} ${period}`
}
const read = async (kind: string, period: string) => {
  const { body } = must(await supervisor('GET', `/${await idOf(kind, period)}`), 200)
  const { lines, explained = [], carried = [], more } = asContent(body.content)
  const subjects = (list: readonly Line[]) => list.map(({ subject }) => subject)
  return {
    digest: String(body.digest),
    lines: subjects(lines),
    explained: subjects(explained),
    carried: subjects(carried),
    more,
  }
}
async function publishMonth(period: string): Promise<void> {
  const { digest } = await read('monthly', period)
  must(await supervisor('POST', `/${await idOf('monthly', period)}/publish`, { digest }), 200)
}

const urgeOf = (subject: string): string =>
  `00000000-0000-7000-8000-00000000000${['accepted', 'returned', 'silent', '', 'other'].indexOf(subject)}`

/** A line that was due, and written, at these times. */
async function line(subject: string, trueAt: string, writtenAt = trueAt): Promise<void> {
  await dueNotice(`line-${subject}`, at(trueAt), {
    subject,
    stage: 'bulletin',
    number: null,
    level: 0,
    receiver: 'supervisingBody',
    template: 'bulletin/1',
    sign_by: null,
    reply_by: null,
    written_at: at(writtenAt),
  })
}

beforeAll(async () => {
  on('2026-09-02', '10:00')
  await publish('elderly-allowance', RULES['elderly-allowance'], { effectiveOn: '2026-09-02' })
  const who = await newcomer()
  must(await apply(await tokenOf(who), allowance(who)), 201)
})
beforeEach(async () => {
  await emptied()
  for (const table of ['bulletins', 'notice_steps']) await DB.exec(`DELETE FROM ${table}`)
})

test('is a case whose reason was accepted left out of the bulletin and listed apart, and one that was returned not?', async () => {
  on('2026-09-10', '09:00')
  for (const subject of ['accepted', 'returned', 'silent']) {
    await dueNotice(urgeOf(subject), at('2026-09-08T00:00'), { subject, state: 'replied', seq: 2 })
    await line(subject, '2026-09-16T00:00')
  }
  const review = (subject: string, body: object) =>
    as('supervisor', 'services', 'POST', `/supervision/v1/notices/${urgeOf(subject)}/review`, body)
  must(await review('accepted', { outcome: 'accept' }), 200)
  must(await review('returned', { outcome: 'return', text: '没有说明原因', replyOn: '2026-09-15' }), 200)
  // Of the same case another limit was explained: that is no reason for this one.
  await dueNotice(urgeOf('other'), at('2026-09-08T00:00'), {
    subject: 'silent',
    clock_key: 'other',
    state: 'closed',
  })
  await DB.exec(
    "INSERT INTO notice_steps (notice, seq, type, at, actor_index) VALUES ('00000000-0000-7000-8000-000000000004', 3, 'accept', 1, 'x')",
  )
  on('2026-10-09', '09:00')
  await cron()
  expect(await read('monthly', '2026-09')).toMatchObject({
    lines: ['returned', 'silent'],
    explained: ['accepted'],
    carried: [],
    more: { lines: 0, explained: 0, carried: 0 },
  })
  const page = must(await supervisor('GET', `/${await idOf('monthly', '2026-09')}/print`), 200)
  expect(page.text).toContain('已说明理由并经审核认可')
})

test('does a line that was written after its month was published go into the next bulletin, and into one only?', async () => {
  await line('in time', '2026-09-16T00:00')
  on('2026-10-09', '09:00')
  await cron()
  await publishMonth('2026-09')
  on('2026-10-12', '09:00')
  await line('late', '2026-09-17T00:00', '2026-10-12T08:00')
  await line('october', '2026-10-12T00:00')
  on('2026-11-02', '09:00')
  await cron()
  expect(await read('monthly', '2026-09')).toMatchObject({ lines: ['in time'], carried: [] })
  expect(await read('monthly', '2026-10')).toMatchObject({ lines: ['october'], carried: ['late'] })
  await publishMonth('2026-10')
  on('2026-12-01', '09:00')
  await line('later still', '2026-09-18T00:00', '2026-11-30T08:00')
  await cron()
  expect(await read('monthly', '2026-11')).toMatchObject({ lines: [], carried: ['later still'] })
  // A correction has what it lacked, and no bulletin after it lists that once more.
  const corrected = must(
    await supervisor('POST', `/${await idOf('monthly', '2026-09')}/corrections`, { reason: '补列' }),
    201,
  )
  expect(asContent(corrected.body.content).lines.map(({ subject }) => subject)).toEqual([
    'in time',
    'late',
    'later still',
  ])
  must(await supervisor('POST', `/${corrected.body.id}/publish`, { digest: corrected.body.digest }), 200)
  on('2026-12-02', '09:00')
  await cron()
  expect(await read('monthly', '2026-11')).toMatchObject({ lines: [], carried: [] })
})

test('does a day whose digest was made before a line was written leave it to the next day?', async () => {
  on('2026-09-17', '08:00')
  await cron()
  await line('late', '2026-09-16T00:00', '2026-09-17T09:00')
  on('2026-09-18', '08:00')
  await cron()
  expect(await read('daily', '2026-09-16')).toMatchObject({ lines: [], carried: [] })
  expect(await read('daily', '2026-09-17')).toMatchObject({ lines: [], carried: ['late'] })
})

test('does a bulletin of more lines than a page say how many more there are, and has its CSV all of them?', async () => {
  await line('first', '2026-09-16T00:00')
  await DB.prepare(
    `INSERT INTO supervision_notices (id, kind, subject, clock_key, stage, epoch, level, step, basis, law, department, post,
       receiver, due_on, due_at, true_at, written_at, template, facts, state, seq, deliver_at)
     SELECT 'many-' || value, kind, printf('many-%04d', value), clock_key, stage, epoch, level, step, basis, law,
       iif(value % 2, department, 'civil-affairs'), post, receiver, due_on, due_at, true_at, written_at, template, facts, state, seq, deliver_at
     FROM supervision_notices JOIN (WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n LIMIT 1099) SELECT value FROM n)
     WHERE id = 'line-first'`,
  ).run()
  on('2026-10-09', '09:00')
  await cron()
  const september = await read('monthly', '2026-09')
  expect([september.lines.length, september.more]).toEqual([500, { lines: 600, explained: 0, carried: 0 }])
  const id = await idOf('monthly', '2026-09')
  const page = must(await supervisor('GET', `/${id}/print`), 200)
  expect(page.text).toContain('另有 600 项未列出')
  const csv = must(await supervisor('GET', `/${id}/figures.csv`), 200)
  const listed = csv.text.split('\r\n').map((row) => row.split(',')[0])
  const many = listed.filter((subject) => subject?.startsWith('many-'))
  expect([many.length, new Set(many).size, listed.filter((each) => each === 'first').length]).toEqual([
    1099, 1099, 1,
  ])
  // Written since: the CSV of this bulletin is of the same instant.
  await line('later', '2026-09-17T00:00', '2026-10-09T10:00')
  expect(must(await supervisor('GET', `/${id}/figures.csv`), 200).text).not.toContain('later')
})
