import { openPart } from '@tongban/exchange/wire'
import { type Failure, type FieldError, fail, ok, type Result } from '@tongban/kernel'
import { sealChunk } from '@tongban/privacy'
import { insertExchangeNonce, keepPart, partsOfFile } from '@tongban/store'
import type { Context } from '../context.ts'
import { openKey } from '../files/meta.ts'
import { partCount, partPlace } from '../files/parts.ts'
import { objectName } from '../files/place.ts'
import { sealOf } from '../files/sealed-part.ts'
import { deskOf } from '../handovers/desk.ts'
import { type Arriving, type ArrivingView, viewOf } from './arriving-view.ts'
import { type Asked, findArriving } from './find-arriving.ts'
import { partsIn } from './named.ts'

/**
 * A file on its way here from a partner: which parts of it are here, and one part more. Only what a message of a case
 * these two regions share has named is taken; of everything else nobody is told more than that there is no such file.
 * Parts come in any order and as often as they are sent; the first that arrived counts.
 */
export async function readArriving(ctx: Context, asked: Asked): Promise<Result<ArrivingView, Failure>> {
  const found = await findArriving(ctx, asked)
  return found.ok ? ok('view' in found.value ? found.value.view : viewOf(found.value)) : found
}

type Signed = { readonly nonce: string; readonly nonceExpiresAt: number }

export async function takePart(
  ctx: Context,
  signed: Signed,
  { index, ...asked }: Asked & { readonly index: number },
  sealed: Uint8Array,
): Promise<Result<ArrivingView, Failure>> {
  const found = await findArriving(ctx, asked)
  if (!found.ok) return found
  if ('view' in found.value) return ok(found.value.view)
  const { file } = found.value
  if (index >= partCount(file.size)) return NO_FILE
  const isHere = found.value.parts.some(({ partIndex }) => partIndex === index)
  const kept = isHere ? ok(found.value) : await keep(ctx, signed, found.value, index, sealed)
  if (!kept.ok) return kept
  const arriving = kept.value
  // The last one was here, and whoever took it did not come to the end: it is looked at once more.
  return viewOf(arriving).missing.length > 0 ? ok(viewOf(arriving)) : deskOf(ctx).takeInFile(arriving.row)
}

async function keep(
  ctx: Context,
  { nonce, nonceExpiresAt: expiresAt }: Signed,
  arriving: Arriving,
  index: number,
  sealed: Uint8Array,
): Promise<Result<Arriving, Failure>> {
  const { row, file, store } = arriving
  const { exchange } = ctx
  if (exchange === null) throw new Error('TONGBAN_EXCHANGE_KEYS is not set: nothing can be opened')
  const { caseNumber, digest, size, partner } = row
  const opened = await openPart(exchange, { caseNumber, digest, size, index }, sealed)
  if (!opened.ok) return refused(opened.failure.reason)
  const told = partsIn(row.parts)
  if (told !== null && (await sealOf(opened.value)) !== told[index]) return refused('digest')
  const key = await openKey(ctx, file)
  if (key === null) return NO_FILE
  const own = await sealChunk(key, partPlace(file.fileId, size, index), opened.value, ctx.ids.random(12))
  const seal = await sealOf(own)
  const name = objectName(file.address, seal)
  await store.put(name, own)
  const { fileId } = file
  const written = await ctx.database.write([
    insertExchangeNonce({ partner, nonce, expiresAt }),
    keepPart({ fileId, partIndex: index, seal }),
  ])
  if (!written.ok) {
    await store.delete([name])
    return fail({ code: 'signatureRefused', reason: 'replayed', serverTime: ctx.clock.now() })
  }
  const [parts] = await ctx.database.read([partsOfFile({ fileId })])
  // The same part came twice at once, or the file has ended: what was stored belongs to nothing.
  if (!parts.some((part) => part.partIndex === index && part.seal === seal)) await store.delete([name])
  return ok({ ...arriving, parts })
}

const NO_FILE = fail({ code: 'notFound', what: 'file' } as const)

const refused = (reason: keyof typeof WORDS) =>
  fail<Failure>({ code: 'invalidInput', errors: [{ pointer: '/body', ...WORDS[reason] }] })

const WORDS = {
  key: {
    zh: '密封所用的密钥不是本地区办理部门的密钥。请用对方现行公布的密钥重新密封。',
    en: 'It is sealed to a key that no office here has; seal it anew to one that is published now.',
  },
  moved: {
    zh: '密封内容属于另一办件、另一文件或者另一段。',
    en: 'What is sealed belongs to another case, another file or another part.',
  },
  broken: {
    zh: '密封内容无法打开。应为 compact JWE 的文本。',
    en: 'What is sealed cannot be opened; the body is the text of a compact JWE.',
  },
  length: {
    zh: '这一段的长度与其位置不符。',
    en: 'The part is not as long as its place gives it.',
  },
  digest: {
    zh: '这一段与消息所告知的摘要不符。',
    en: 'The part does not have the digest the message has told.',
  },
} as const satisfies Record<string, Pick<FieldError, 'zh' | 'en'>>
