/**
 * `npm run replay`: has a running region decide every stored automatic decision again and compare it bit for bit with
 * what was stored. Prints totals and each difference by case number; ends with code 1 when there is one.
 */
import { parseArgs } from 'node:util'
import * as z from 'zod'
import { CONNECTION_OPTIONS, CONNECTION_USAGE, connect, getJson } from './evidence/connection.ts'
import { say, telling } from './say.ts'

const USAGE = `npm run replay -- [--region 510116 | --origin https://…]
${CONNECTION_USAGE}`

const named = { caseNumber: z.string(), seq: z.int() }
const pageSchema = z.object({
  cursor: z.string().nullable(),
  decisions: z.int(),
  equal: z.int(),
  erased: z.array(z.object({ ...named, erasedOn: z.string() })),
  different: z.array(z.object({ ...named, what: z.string() })),
})

/** What differs, in words. */
const WHAT: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  record: {
    zh: '决定记录无法打开，或与其摘要不符',
    en: 'the record cannot be opened or does not match its digest',
  },
  event: { zh: '办件事件中没有该记录的摘要', en: 'no event of the case stands for the record' },
  rules: {
    zh: '当时的规则不在，或与其摘要不符',
    en: 'the rules of then are gone or do not match their hash',
  },
}

await telling(async () => {
  const { values } = parseArgs({ options: CONNECTION_OPTIONS })
  if (values.help) {
    console.log(USAGE)
    return
  }
  const connection = await connect(values, 'auditor')
  const startedAt = Date.now()
  let [decisions, equal, erased, different] = [0, 0, 0, 0]
  let cursor: string | null = ''
  while (cursor !== null) {
    const query: string = cursor === '' ? '' : `?cursor=${cursor}`
    const page = pageSchema.parse(await getJson(connection, `/approvals/v1/replay${query}`))
    decisions += page.decisions
    equal += page.equal
    erased += page.erased.length
    different += page.different.length
    for (const { caseNumber, seq, erasedOn } of page.erased)
      say(`办件 ${caseNumber}/${seq}：事实已于 ${erasedOn} 依法删除。`, `Facts erased on ${erasedOn}.`)
    for (const { caseNumber, seq, what } of page.different) {
      const { zh, en } = WHAT[what] ?? {
        zh: `重放结果的 ${what} 不一致`,
        en: `${what} differs when replayed`,
      }
      say(`✗ 办件 ${caseNumber}/${seq}：${zh}。`, `Case ${caseNumber}/${seq}: ${en}.`)
    }
    cursor = page.cursor
  }
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1)
  say(
    `${different === 0 ? '✓' : '✗'} 重放 ${decisions} 件自动决定，用时 ${seconds} 秒：${equal} 件逐位一致，${erased} 件事实已删除，${different} 件不一致。`,
    `${decisions} automatic decisions replayed in ${seconds} s: ${equal} equal bit for bit, ${erased} erased, ${different} different.`,
  )
  if (different > 0) process.exitCode = 1
})
