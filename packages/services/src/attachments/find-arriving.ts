import { LIMITS } from '@tongban/exchange/wire'
import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import { exchangeFile, fileByAddress, partsOfFile } from '@tongban/store'
import type { Context } from '../context.ts'
import { fileAddress } from '../files/place.ts'
import type { Arriving, ArrivingView } from './arriving-view.ts'

export type Asked = { readonly caseNumber: string; readonly digest: string; readonly material: string }

/** The file as it is coming; or, where nothing of it is taken any more, how it stands. */
export async function findArriving(
  ctx: Context,
  { caseNumber, digest, material }: Asked,
): Promise<Result<Arriving | { readonly view: ArrivingView }, Failure>> {
  const { actor, files: store } = ctx
  if (actor.kind !== 'partner') return fail({ code: 'notAllowed', need: '协同地区 partner region' })
  const address = await fileAddress(ctx.keys, { caseNumber, material, sha256: digest })
  const [[row], [file]] = await ctx.database.read([
    exchangeFile({ caseNumber, partner: actor.subject, direction: 'in', digest, material }),
    fileByAddress({ address }),
  ])
  if (row === undefined) return NO_FILE
  if (row.state !== 'underway') {
    const state = row.state === 'refused' ? 'refused' : 'here'
    return ok({ view: { digest, size: row.size, partBytes: LIMITS.filePartBytes, state, missing: [] } })
  }
  if (file?.state !== 'underway') return NO_FILE
  if (store === null) return fail({ code: 'filesNotConfigured' })
  const [parts] = await ctx.database.read([partsOfFile({ fileId: file.fileId })])
  return ok({ row, file, parts, store })
}

const NO_FILE = fail({ code: 'notFound', what: 'file' } as const)
