/** What a region answers about a case that is shared with it. */
import * as z from 'zod'
import type { Line } from './line.ts'
import { notUnderstood } from './partner.ts'

const end = z.object({ seq: z.int(), digest: z.string() })
const headSchema = z.object({
  caseNumber: z.string(),
  regions: z.array(z.string()),
  head: z.record(z.string(), end),
  digest: z.string(),
})
const timelineSchema = headSchema.extend({
  entries: z.array(
    z.object({
      at: z.int(),
      by: z.string(),
      seq: z.int(),
      type: z.string(),
      id: z.string(),
      digest: z.string(),
      zh: z.string(),
      en: z.string(),
      data: z.record(z.string(), z.unknown()),
    }),
  ),
  total: z.int(),
})
const messagesSchema = z.object({
  messages: z.array(z.unknown()),
  contents: z.record(z.string(), z.string()).optional(),
  next: z.int().nullable().optional(),
})
const routesSchema = z.object({
  routes: z.array(
    z.object({
      itemCode: z.string(),
      receivedBy: z.string(),
      handledBy: z.string(),
      mode: z.enum(['online', 'collect', 'joint']),
      office: z.string(),
      agreement: z.string(),
      version: z.string(),
    }),
  ),
})

export type CaseHead = z.output<typeof headSchema>
export type CaseTimeline = z.output<typeof timelineSchema>
export type ToldRoute = z.output<typeof routesSchema>['routes'][number]

async function read<S extends z.ZodType>(line: Line, path: string, schema: S): Promise<z.output<S>> {
  const { json } = await line.ask(path)
  const parsed = schema.safeParse(json)
  if (parsed.success) return parsed.data
  throw notUnderstood(`${line.partner.baseUrl}${path}`)
}

const pathOf = (caseNumber: string, what: string) => `/cx/1/cases/${encodeURIComponent(caseNumber)}/${what}`

export const readHead = (line: Line, caseNumber: string) => read(line, pathOf(caseNumber, 'head'), headSchema)

export const readTimeline = (line: Line, caseNumber: string, after = 0) =>
  read(line, pathOf(caseNumber, `timeline?after=${after}`), timelineSchema)

/** Messages above a number that `you` (the region that is asked) or `me` (whoever asks) has sent. */
export const readMessages = (line: Line, caseNumber: string, sentBy: 'you' | 'me', after = 0) =>
  read(line, pathOf(caseNumber, `messages?sentBy=${sentBy}&after=${after}`), messagesSchema)

/** The evidence of a case; `verifyEvidence` of `@tongban/exchange/evidence` tells whether it holds. */
export const readEvidence = (line: Line, caseNumber: string) =>
  read(line, pathOf(caseNumber, 'evidence'), z.unknown())

export const readRoutes = async (line: Line): Promise<readonly ToldRoute[]> =>
  (await read(line, '/cx/1/routes', routesSchema)).routes
