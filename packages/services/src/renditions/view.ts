import { ENDED_STATES } from '@tongban/licences'
import type { RenditionOrderRow, RenditionRow } from '@tongban/store'
import type { Rendition, Text } from '@tongban/verifier'
import type { Context } from '../context.ts'
import { type Standing, standingName } from '../licences/in-force.ts'
import type { MadeRendition } from './rendition.ts'

/**
 * The fixed-layout files of a licence as its readers see them. A file goes on looking as on the day it was made: where the
 * licence holds no longer, the listing says so. A file names its holder in full, so where it is is told to them alone;
 * officials, who see the holder masked, learn that there is one and its digest.
 */
export type RenditionView = Omit<MadeRendition, 'href'> & { readonly href: string | null }

export type RenditionsView = {
  readonly renditions: readonly RenditionView[]
  /** Why there is none, or what has become of the licence they show; null where there are files of one that holds. */
  readonly renditionsNote: Text | null
}

export type RenditionsHeld = {
  readonly files: readonly RenditionRow[]
  readonly order: RenditionOrderRow | undefined
}

export const renditionsView = (
  ctx: Pick<Context, 'makesRenditions'>,
  { files, order }: RenditionsHeld,
  { standing, isHolder }: { readonly standing: Standing; readonly isHolder: boolean },
): RenditionsView => ({
  renditions: files.map(({ identifier: _, href, format, ...file }) => ({
    ...file,
    format: formatOf(format),
    href: isHolder ? href : null,
  })),
  renditionsNote: files.length === 0 ? noneNote(ctx, order, standing) : shownNote(standing),
})

/** As they stand in the licence file, which others read too. */
export const renditionsInFile = ({ files }: RenditionsHeld): readonly Rendition[] =>
  files.map(({ format, digest, href }) => ({ format: formatOf(format), digest, href }))

/** Guarantee: a row's format has passed the check of the service's answer. */
const formatOf = (format: string) => format as Rendition['format']

/** What the answer by which a licence is issued says: files are made after it. */
export const noteAtIssue = ({ makesRenditions }: Pick<Context, 'makesRenditions'>): Text =>
  makesRenditions ? PENDING : NOT_CONFIGURED

function noneNote(
  { makesRenditions }: Pick<Context, 'makesRenditions'>,
  order: RenditionOrderRow | undefined,
  standing: Standing,
): Text {
  if (hasEnded(standing)) return ENDED_WITHOUT
  if (!makesRenditions) return NOT_CONFIGURED
  if (order?.state === 'waiting') return order.attempts === 0 ? PENDING : DELAYED
  return order === undefined ? NEVER_ORDERED : GIVEN_UP
}

function shownNote(standing: Standing): Text | null {
  if (standing === 'valid') return null
  const { zh, en } = standingName(standing)
  return hasEnded(standing)
    ? {
        zh: `下列版式文件所示证照已经终止（${zh}），文件不再具有效力，请勿使用。`,
        en: `The licence these files show has ended (${en}); they are of no effect any more and must not be used.`,
      }
    : {
        zh: `下列版式文件所示证照现在的状态为“${zh}”，文件上看不出这一点；状态以联网核验为准。`,
        en: `The licence these files show is ${en} now, which cannot be seen from them; its state is told by asking online.`,
      }
}

const ENDED: readonly string[] = ENDED_STATES
const hasEnded = (standing: Standing) => ENDED.includes(standing)

const NOT_CONFIGURED: Text = {
  zh: '本证照为可核验的数据凭证；本地区未接入版式文件制证服务，暂无加盖电子印章的版式文件。',
  en: 'This licence is verifiable data; the region has connected no service for sealed documents, so there is no sealed file of it.',
}
const PENDING: Text = {
  zh: '加盖电子印章的版式文件正在制作，稍后可以在证照详情中查看。证照已经生效，可以照常使用。',
  en: 'The sealed file is being made; look at the licence again in a while. The licence itself holds already and can be used.',
}
const DELAYED: Text = {
  zh: '制证服务暂时没有给出版式文件，系统会继续重试，请稍后再看。证照已经生效，可以照常使用。',
  en: 'The service that makes the sealed file has not given it yet and is asked again; look again later. The licence itself holds already and can be used.',
}
const GIVEN_UP: Text = {
  zh: '制证服务没有制成版式文件，系统已经停止重试。证照有效，可以照常使用；需要版式文件的，请联系签发部门重新申请制作。',
  en: 'The service did not make the sealed file and is asked no more. The licence holds and can be used; if you need the file, have the department that issued it ask for it again.',
}
const NEVER_ORDERED: Text = {
  zh: '本证照没有申请制作版式文件的记录，通常是因为签发时本地区还没有接入制证服务。证照有效，可以照常使用；需要版式文件的，请联系签发部门申请制作。',
  en: 'No order for a sealed file of this licence is on record, mostly because the region had connected no service for it when it was issued. The licence holds and can be used; if you need the file, have the department that issued it ask for one.',
}
const ENDED_WITHOUT: Text = {
  zh: '本证照已经终止，没有版式文件，也不再制作。',
  en: 'The licence has ended; there is no sealed file of it and none is made any more.',
}
