import { beforeAll, expect, test, vi } from 'vitest'
import { sweepStages } from '../../../packages/services/src/supervision/sweep-stages.ts'
import { advertising, type Case, handIn, on } from '../../case-steps.ts'
import { clockContext } from '../../context.ts'
import { asOfficialVisitor, openPages } from '../../counted-pages.ts'
import { ask, official } from '../../kit.ts'
import { DB, must, sign, worker } from '../../region.ts'

/** A case that nobody decides, as its limit is seen to come and to go on the desk 督办台, from the warning to the red card. */

let theCase: Case
let pages: ReturnType<typeof openPages>
let cookie = ''
beforeAll(async () => {
  on('2026-11-23', '10:00')
  theCase = await handIn((who) => advertising(who))
  pages = openPages([asOfficialVisitor('supervisor')])
})

/** Days go by, and the sweep runs; whoever looks has signed in that day. */
async function onDay(day: string): Promise<void> {
  on(day, '10:00')
  for (let run = 0; run < 3; run += 1) await sweepStages(await clockContext())
  cookie = await pages.signIn('supervisor')
}
const look = async (path: string) => {
  const { status, text } = await pages.look(path, cookie)
  expect([path, status]).toEqual([path, 200])
  return text.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
}
const dueOf = async (basis: string): Promise<string> => {
  const row = await DB.prepare(
    "SELECT max(due_on) AS day FROM watched_clocks WHERE kind = 'case' AND subject = ? AND basis = ? AND step = 'decision'",
  )
    .bind(theCase.number, basis)
    .first<{ day: string }>()
  return row?.day ?? ''
}
const dayAfter = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

test('does a case stand on the desk as it comes due, is over, and draws its yellow and its red card?', async () => {
  const [promised, lawful] = [await dueOf('promise'), await dueOf('law')]
  expect(promised < lawful).toBe(true)
  await onDay(promised)
  const first = await look('/desk')
  expect(first).toContain('今日到期')
  expect(first).toContain(theCase.number)
  expect(await look(`/desk/limits?due=today&subject=${theCase.number}`)).toContain('今日到期')

  await onDay(dayAfter(promised, 1))
  const over = await look(`/desk/limits?due=overdue&subject=${theCase.number}`)
  expect(over).toMatch(/已超期|超期 \d+ 个工作日/)
  expect(over).toContain('黄牌')
  expect(over).toContain('催办〔2026〕')
  expect(await look('/desk/notices')).toContain('待签收')

  vi.setSystemTime(Date.now())
  await onDay(dayAfter(lawful, 1))
  expect(await look(`/desk/limits?due=overdue&subject=${theCase.number}`)).toContain('红牌')
  const cards = await look('/desk/cards?colour=red')
  expect(cards).toContain('红牌')
  expect(cards).toContain('拟发')
  const token = await sign('supervisor-1', official('supervisor', 'services'))
  const listed = must(await ask(worker, token, 'GET', '/supervision/v1/cards?colour=red'), 200)
  const [card] = listed.body.cards as { id: string }[]
  const one = await look(`/desk/cards/${card?.id}`)
  expect(one).toContain('红牌告知书')
  expect(one).toContain('确认，成立')
})

test('does a handler find a case in the lists of the department, by the day it was received, and in no other list?', async () => {
  pages = openPages([asOfficialVisitor('handler', 'city-management')])
  on('2026-11-23', '15:00')
  cookie = await pages.signIn('handler')
  const list = await look('/desk/cases')
  expect(list).toContain(theCase.number)
  expect(list).toContain('户外广告设置审批')
  expect(list).not.toContain(theCase.owner.name)
  expect(await look('/desk/cases?list=department&from=2026-11-23&until=2026-11-23')).toContain(theCase.number)
  for (const none of ['list=department&from=2026-11-24', 'list=closed', 'list=handedIn'])
    expect(await look(`/desk/cases?${none}`)).not.toContain(theCase.number)
  const wrong = await pages.look('/desk/cases?list=department&from=2026-11-24&until=2026-11-01', cookie)
  expect([wrong.status, wrong.text]).toEqual([422, expect.stringContaining('截止日期不能早于起始日期')])
  expect(wrong.text).toContain('value="2026-11-24"')
})
