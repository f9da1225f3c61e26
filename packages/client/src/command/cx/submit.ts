/** `tongban cx submit`: hands a case over as a partner, by the route the other side tells. */
import { makeCaseNumber, parseCaseNumber } from '@tongban/kernel'
import * as z from 'zod'
import { readRoutes } from '../../exchange/cases.ts'
import { deliver } from '../../exchange/deliver.ts'
import { submittedMessage } from '../../exchange/submit.ts'
import { harmless, type Io } from '../io.ts'
import { Trouble } from '../options.ts'
import { meet } from './meet.ts'
import type { CxOptions } from './options.ts'
import { readJson } from './propose.ts'

const givenSchema = z.strictObject({
  /** Left out: one of the own region with a number by lot. */
  caseNumber: z.string().optional(),
  itemVersion: z.string(),
  receivedAt: z.int().optional(),
  content: z.looseObject({
    application: z.looseObject({ itemCode: z.string(), situation: z.string(), channel: z.string() }),
  }),
})

export async function submit(options: Extract<CxOptions, { readonly verb: 'propose' | 'submit' }>, io: Io) {
  const read = givenSchema.safeParse(await readJson(options.file))
  if (!read.success)
    throw new Trouble(
      `${options.file} 的 ${read.error.issues[0]?.path.join('.') ?? ''} 不符合要求，见 docs/wire/submission.schema.json。`,
      `${read.error.issues[0]?.path.join('.') ?? ''} of ${options.file} is not as it should be; see docs/wire/submission.schema.json.`,
    )
  const { content, itemVersion, receivedAt = io.now() } = read.data
  const { itemCode, situation, channel } = content.application
  const { line, file } = await meet(options, io)
  const route = (await readRoutes(line)).find(
    (each) =>
      each.itemCode === itemCode && each.receivedBy === file.region && each.handledBy === line.partner.region,
  )
  if (route === undefined)
    throw new Trouble(
      `${line.partner.region} 没有由 ${file.region} 收件的事项 ${itemCode}。请先订立协议。`,
      `${line.partner.region} tells no route for ${itemCode} taken in by ${file.region}. Sign an agreement first.`,
    )
  const caseNumber = read.data.caseNumber ?? drawnNumber(file.region, io.now())
  if (parseCaseNumber(caseNumber) === undefined)
    throw new Trouble(`${caseNumber} 不是办件编号。`, `${caseNumber} is no case number.`)
  const said = { caseNumber, itemVersion, situation, channel, receivedAt, content: asJson(content) }
  const { message, digest } = await submittedMessage(line, route, said)
  const delivered = await deliver(line, [message])
  const [disposition] = delivered.dispositions
  const isStored = disposition?.state !== 'refused'
  if (options.json) io.out(`${JSON.stringify({ caseNumber, message, digest, ...delivered }, null, 2)}\n`)
  else if (isStored)
    io.out(`✓ ${caseNumber} 已收存 stored\n  消息 message ${message.id}\n  摘要 digest ${digest}\n`)
  else
    io.out(
      `${harmless(`✗ ${caseNumber} 未收存 refused: ${disposition.code ?? ''} ${disposition.detail ?? ''}`)}\n`,
    )
  return isStored ? 0 : 1
}

/** A case that is no region's own work: its sequence is drawn, as a tester's may be. */
function drawnNumber(region: string, now: number): string {
  const [drawn = 0] = crypto.getRandomValues(new Uint32Array(1))
  const day = new Date(now + 8 * 3_600_000).toISOString().slice(0, 10)
  return makeCaseNumber(region, day, 1 + (drawn % 9_999_998))
}

/** Guarantee: it was read from JSON text. */
const asJson = (content: z.output<typeof givenSchema>['content']) =>
  content as Parameters<typeof submittedMessage>[2]['content']
