import type { Applied, Message, OpenedMessage } from '@tongban/exchange'
import type { Attachment } from '@tongban/exchange/wire'
import type { EpochMs } from '@tongban/kernel'
import { encryptField, encryptJson, makeFileKey } from '@tongban/privacy'
import {
  alreadyHere,
  type ExchangeFileRow,
  exchangeFilesOfCase,
  fileByAddress,
  insertExchangeFile,
  openComingFile,
  type Statement,
} from '@tongban/store'
import * as z from 'zod'
import type { Context } from '../context.ts'
import { nameFault } from '../files/file-name.ts'
import { extensionFault, FILE_TYPES } from '../files/file-type.ts'
import { fileAddress, keyPlace, metaPlace } from '../files/place.ts'

/**
 * Files that a message names: they travel beside it, and from the message on they belong to the case. At the sender each
 * waits to be carried; at the receiver it has its place among the files of the case and is `underway` until it is whole.
 * What is here of it lies under this region's own keys (个人信息保护法 51).
 */
/** Files of one case, its own and those that came. */
export const FILES_OF_SHARED_CASE = 200
/** Of them those that one region announces to the other, and what they hold together: their room is kept from then on. */
export const FILES_ANNOUNCED = 50
export const BYTES_ANNOUNCED = 200 * 1024 * 1024

/** Guarantee: the exchange has checked the open part by the schema of its type. */
export const attachmentsIn = ({ data }: Pick<Message, 'data'>): readonly Attachment[] =>
  (data.attachments ?? []) as unknown as readonly Attachment[]

export const partsIn = (text: string | null): readonly string[] | null =>
  text === null ? null : asList(JSON.parse(text))
/** Guarantee: it was written by `rowOf` below. */
const asList = (value: unknown) => value as readonly string[]

type Side = { readonly partner: string; readonly direction: 'in' | 'out'; readonly now: EpochMs }

function rowOf(
  { id, subject }: Pick<Message, 'id' | 'subject'>,
  { digest, size, mediaType, material = '', parts }: Attachment,
  { partner, direction, now }: Side,
) {
  return {
    caseNumber: subject,
    partner,
    direction,
    digest,
    material,
    size,
    mediaType,
    parts: parts === undefined ? null : JSON.stringify(parts),
    messageId: id,
    state: direction === 'out' ? 'waiting' : 'underway',
    attempts: 0,
    nextAt: now,
    leasedBy: null,
    lastReason: null,
    createdAt: now,
    doneAt: null,
    replayedAt: null,
  }
}

/** For the batch that holds the message: its files go once it is stored there. */
export const goingFiles = (message: Message, now: EpochMs): readonly Statement[] =>
  attachmentsIn(message).map((file) =>
    insertExchangeFile(rowOf(message, file, { partner: message.to, direction: 'out', now })),
  )

const namesSchema = z.object({
  files: z
    .array(
      z.object({
        fileId: z.string().max(64).optional(),
        digest: z.string().max(64),
        material: z.string().max(128).optional(),
        name: z.string().max(400).optional(),
      }),
    )
    .max(100),
})
export type NamedThere = z.output<typeof namesSchema>['files'][number]

/** What the sealed part says of the files; nothing where it says nothing that can be read. */
export function namesIn(personal: unknown): readonly NamedThere[] {
  const read = namesSchema.safeParse(personal)
  return read.success ? read.data.files : []
}

export type Coming = {
  /** For the batch that applies the message. */
  readonly statements: readonly Statement[]
  /** The id a file has here, by the one it has there. */
  readonly ids: ReadonlyMap<string, string>
}
const NOTHING: Coming = { statements: [], ids: new Map() }

/** Every file announced has its place kept until it has come, so that no more is announced than a case can hold. */
type Stored = Pick<ExchangeFileRow, 'direction' | 'partner' | 'digest' | 'material' | 'size'>
export function isTooMuch(
  before: readonly Stored[],
  { source }: Pick<Message, 'source'>,
  named: readonly Attachment[],
): boolean {
  const keyOf = (digest: string, material = '') => `${digest}/${material}`
  const sizes = new Map(named.map(({ digest, material, size }) => [keyOf(digest, material), size]))
  for (const { direction, partner, digest, material, size } of before)
    if (direction === 'in' && partner === source) sizes.set(keyOf(digest, material), size)
  const bytes = [...sizes.values()].reduce((sum, size) => sum + size, 0)
  return sizes.size > FILES_ANNOUNCED || bytes > BYTES_ANNOUNCED
}

type Refusal = Extract<Applied, { readonly state: 'refused' }>
export const TOO_MANY: Refusal = {
  state: 'refused',
  code: 'tooManyFiles',
  zh: `一个办件中一方告知的文件最多 ${FILES_ANNOUNCED} 个、共 200 MiB，双方往来最多 ${FILES_OF_SHARED_CASE} 个。请合并或者改送纸质件。`,
  en: `One region announces at most ${FILES_ANNOUNCED} files of 200 MiB in a case, and ${FILES_OF_SHARED_CASE} go both ways. Join some of them, or send them on paper.`,
}

/** One read more, of messages that name files alone. */
export async function comingFiles(
  ctx: Pick<Context, 'keys' | 'ids' | 'clock' | 'database'>,
  { message, personal }: Pick<OpenedMessage, 'message' | 'personal'>,
): Promise<Coming | Refusal> {
  const files = attachmentsIn(message)
  if (files.length === 0) return NOTHING
  const now = ctx.clock.now()
  const { subject: caseNumber } = message
  const addresses = await Promise.all(
    files.map(({ digest, material = '' }) => fileAddress(ctx.keys, { caseNumber, material, sha256: digest })),
  )
  const [before, ...found] = await ctx.database.read([
    exchangeFilesOfCase({ caseNumber }),
    ...addresses.map((address) => fileByAddress({ address })),
  ])
  if (isTooMuch(before, message, files)) return TOO_MANY
  const known = found.flat()
  const names = namesIn(personal)
  const each = files.map(async (file, at) => {
    const address = addresses[at] ?? ''
    const there = names.find((name) => isOf(name, file))
    const fileId = known.find((row) => row.address === address)?.fileId ?? ctx.ids.uuid()
    const statements = await comingFile(ctx, message, file, { fileId, address, name: there?.name, now })
    return { statements, id: there?.fileId === undefined ? [] : [[there.fileId, fileId] as const] }
  })
  const made = await Promise.all(each)
  return {
    statements: made.flatMap(({ statements }) => statements),
    ids: new Map(made.flatMap(({ id }) => id)),
  }
}

const isOf = (name: NamedThere, { digest, material = '' }: Attachment): boolean =>
  name.digest === digest && (name.material ?? material) === material

type Place = {
  readonly fileId: string
  readonly address: string
  readonly name: string | undefined
  readonly now: EpochMs
}

async function comingFile(
  ctx: Pick<Context, 'keys' | 'ids'>,
  message: Message,
  file: Attachment,
  { fileId, address, name, now }: Place,
): Promise<readonly Statement[]> {
  const { subject: caseNumber, source: partner } = message
  const { digest, size, material = '' } = file
  const meta = { name: nameFor(file, name), sha256: digest }
  const [metaEnc, keyEnc] = await Promise.all([
    encryptJson(ctx.keys, metaPlace(fileId), meta, ctx.ids.random(12)),
    encryptField(ctx.keys, keyPlace(fileId), makeFileKey(ctx.ids.random(32)), ctx.ids.random(12)),
  ])
  const row = rowOf(message, file, { partner, direction: 'in', now })
  return [
    openComingFile({
      fileId,
      caseNumber,
      address,
      materialCode: material,
      size,
      metaEnc,
      keyEnc,
      openedAt: now,
      limit: FILES_OF_SHARED_CASE,
      digest,
    }),
    insertExchangeFile(row),
    alreadyHere({ ...row, address, now }),
  ]
}

/** As it is called there, unless that could lead a reader astray. */
function nameFor({ mediaType, material = 'file' }: Attachment, name: string | undefined): string {
  if (name !== undefined && nameFault(name) === null && extensionFault(name) === null) return name
  const known = Object.entries(FILE_TYPES).find(([type]) => type === mediaType)?.[1]
  const safe = material.replaceAll(/[^\w-]/g, '-')
  return `${safe}.${known?.extensions[0] ?? 'pdf'}`
}
