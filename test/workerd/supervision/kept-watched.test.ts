import { bulletinLines, eraseCaseContent } from '@tongban/store'
import { expect, test } from 'vitest'
import { sweepAtWork } from '../../../packages/services/src/clocks/at-work.ts'
import { sweepStages } from '../../../packages/services/src/supervision/sweep-stages.ts'
import { watchOlderCases } from '../../../packages/services/src/supervision/watch-older.ts'
import { advertising, asOwner, type Case, handIn, on, reasons, renewal, take } from '../../case-steps.ts'
import { clockContext } from '../../context.ts'
import { DB, must } from '../../region.ts'

/** Who is watched at all, and until when: nothing that is owed is missed, and nothing runs that is owed no more. */

type Row = Readonly<Record<string, string | number | null>>
const rows = async (sql: string, ...values: readonly string[]): Promise<readonly Row[]> =>
  (
    await DB.prepare(sql)
      .bind(...values)
      .all<Row>()
  ).results
const sweep = async () => sweepStages(await clockContext())
const statusOf = async ({ number }: Case, step: string) =>
  (await rows('SELECT status FROM watched_clocks WHERE subject = ? AND step = ?', number, step)).map(
    ({ status }) => status,
  )
const saidOf = async ({ number }: Case, step: string) =>
  (
    await rows(
      'SELECT stage FROM supervision_notices WHERE subject = ? AND step = ? ORDER BY true_at, stage',
      number,
      step,
    )
  ).map(({ stage }) => stage)

test('is a case of which every limit is over found among those that nobody watched yet?', async () => {
  on('2026-03-02')
  const older = await handIn((who) => advertising(who))
  await DB.prepare('DELETE FROM watched_clocks WHERE subject = ?').bind(older.number).run()
  on('2026-05-18')
  for (let minute = 0; minute < 3; minute += 1) await sweepAtWork(await clockContext())
  // No limit of it will become due any more: they all have.
  expect(await rows('SELECT next_due_at FROM cases WHERE case_number = ?', older.number)).toEqual([
    { next_due_at: null },
  ])
  expect(await watchOlderCases(await clockContext(), null)).toMatchObject({ outcome: 'watched 1' })
  await sweep()
  expect(await saidOf(older, 'decision')).toContain('escalate')
})

test('is a limit nobody owes any more, since the licence it ran by was not found, watched no longer?', async () => {
  on('2026-10-12')
  const theCase = await handIn((who) => renewal(who, '2026-11-20'))
  expect(await statusOf(theCase, 'renewal')).toEqual(['running'])
  on('2026-10-13')
  must(
    await take(theCase, 'handler', 'check-licence', {
      finding: 'notFound',
      reasons: reasons('没有查到原许可'),
    }),
    200,
  )
  expect(await statusOf(theCase, 'renewal')).toEqual(['ended'])
  expect(await statusOf(theCase, 'decision')).toContain('running')
  on('2026-11-23')
  await sweep()
  expect(await saidOf(theCase, 'renewal')).toEqual([])
})

test('does nothing that officials wrote to supervision about a case outlive its content, and do notice and card stay?', async () => {
  on('2026-03-02')
  const theCase = await handIn((who) => advertising(who))
  on('2026-04-20')
  await sweep()
  on('2026-05-20')
  await sweep()
  const told = `FROM supervision_notices WHERE subject = '${theCase.number}'
    OR subject IN (SELECT number FROM supervision_notices WHERE subject = '${theCase.number}')`
  const drawn = told.replace('FROM supervision_notices', 'FROM supervision_cards')
  await DB.batch(
    [
      `INSERT INTO notice_steps SELECT id, 1, 'reply', 0, 'somebody', 'words' ${told}`,
      `INSERT INTO card_steps SELECT id, 1, 'appeal', 0, 'somebody', 'words' ${drawn}`,
      `INSERT INTO supervision_files SELECT id, id, 1, 1, 'application/pdf', '[]', 'name', 'key', 'somebody', 0 ${told}`,
    ].map((sql) => DB.prepare(sql)),
  )
  const counted = async () =>
    (
      await rows(`SELECT (SELECT count(*) ${told}) AS notices, (SELECT count(*) ${drawn}) AS cards,
        (SELECT count(*) FROM notice_steps WHERE texts_enc <> '' AND notice IN (SELECT id ${told})) AS replies,
        (SELECT count(*) FROM card_steps WHERE texts_enc <> '' AND card IN (SELECT id ${drawn})) AS appeals,
        (SELECT count(*) FROM supervision_files WHERE notice IN (SELECT id ${told})) AS files`)
    )[0]
  const before = await counted()
  const { notices, cards } = before ?? {}
  // Of the notices that nobody answered there are some as well.
  expect(await rows(`SELECT DISTINCT kind ${told} ORDER BY kind`)).toEqual([
    { kind: 'case' },
    { kind: 'notice' },
  ])
  expect(before).toEqual({ notices, cards, replies: notices, appeals: cards, files: notices })
  await DB.batch(eraseCaseContent(theCase.number).map(({ sql, params }) => DB.prepare(sql).bind(...params)))
  expect(await counted()).toEqual({ notices, cards, replies: 0, appeals: 0, files: 0 })
})

test('does a line of the bulletin say when what was owed was given at last?', async () => {
  on('2026-03-02')
  const theCase = await handIn((who) => advertising(who))
  const lines = async () => {
    const { sql, params, decode } = bulletinLines({
      from: Date.parse('2026-03-01T00:00:00+08:00'),
      until: Date.parse('2026-04-01T00:00:00+08:00'),
      since: 0,
      written: Date.now() + 1,
      explained: 0,
      afterDueAt: 0,
      afterKind: '',
      afterSubject: '',
      afterKey: '',
      limit: 500,
    })
    const { results } = await DB.prepare(sql)
      .bind(...params)
      .all<Row>()
    return decode(results).filter(({ subject }) => subject === theCase.number)
  }
  on('2026-03-25')
  await sweep()
  expect(await lines()).toEqual([expect.objectContaining({ dueOn: '2026-03-16', stoppedAt: null })])
  on('2026-03-26', '10:00')
  must(await asOwner(theCase, 'withdraw', {}), 200)
  expect(await lines()).toEqual([expect.objectContaining({ stoppedAt: Date.now() })])
})
