import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import { type EndpointRow, endpointById } from '@tongban/store'
import type { Context } from '../../context.ts'

/** An endpoint that has not been disabled. */
export async function loadEndpoint(
  { database }: Pick<Context, 'database'>,
  id: string,
): Promise<Result<EndpointRow, Failure>> {
  const [[row]] = await database.read([endpointById({ id })])
  if (row === undefined) return fail({ code: 'notFound', what: 'endpoint' })
  return row.state === 'disabled' ? fail(DISABLED) : ok(row)
}

const DISABLED: Failure = {
  code: 'stepNotPossible',
  state: 'disabled',
  possible: [],
  words: {
    what: { zh: '该接收端', en: 'endpoint' },
    state: { zh: '已停用', en: 'disabled' },
    possible: [],
    instead: {
      zh: '如仍需使用，请重新登记并验证。',
      en: 'If it is needed again, register and verify it anew.',
    },
  },
}
