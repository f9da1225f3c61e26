import { civilDate } from '@tongban/calendar'
import { insertBulletin } from '@tongban/store'
import { type BulletinKind, monthPeriod } from '@tongban/supervision'
import { collectBulletin } from '../../packages/services/src/bulletins/collect.ts'
import { writtenOf } from '../../packages/services/src/bulletins/content.ts'
import { clockContext } from '../context.ts'
import type { Prepare } from './requests.ts'
import { supply } from './supply.ts'

/** The requests of bulletins. */
const PATH = '/supervision/v1/bulletins'

let made = 0
const aBulletin = (kind: BulletinKind, state: string) =>
  supply(async () => {
    made += 1
    const context = await clockContext()
    const october = civilDate('2026-10-01')
    if (october === undefined) throw new Error('no day')
    const wanted = { kind, period: monthPeriod(october), version: 1, corrects: null }
    const written = await writtenOf(await collectBulletin(context, wanted))
    const id = context.ids.uuid()
    await context.database.write([
      insertBulletin({
        id,
        kind,
        period: `seed-${made}`,
        version: 1,
        state,
        ...written,
        draftedAt: made,
        corrects: null,
      }),
    ])
    return { id, digest: written.digest }
  })
const aDigest = aBulletin('daily', 'made')
const aDraft = aBulletin('monthly', 'draft')
const aPublished = aBulletin('monthly', 'published')

export const bulletinsUsedUp = () => {
  for (const each of [aDraft, aPublished]) each.usedUp()
}

export const bulletinRequests: Readonly<Record<string, Prepare>> = {
  'GET /supervision/v1/bulletins': async () => ({ path: PATH }),
  'GET /supervision/v1/bulletins/{id}': async () => ({ path: `${PATH}/${(await aDigest.take()).id}` }),
  'GET /supervision/v1/bulletins/{id}/figures.csv': async () => ({
    path: `${PATH}/${(await aDigest.take()).id}/figures.csv`,
  }),
  'GET /supervision/v1/bulletins/{id}/print': async () => ({
    path: `${PATH}/${(await aDigest.take()).id}/print`,
  }),
  'POST /supervision/v1/bulletins/{id}/publish': async () => {
    const { id, digest } = await aDraft.take()
    return { path: `${PATH}/${id}/publish`, body: { digest } }
  },
  'POST /supervision/v1/bulletins/{id}/corrections': async () => ({
    path: `${PATH}/${(await aPublished.take()).id}/corrections`,
    body: { reason: '演示更正' },
  }),
}
