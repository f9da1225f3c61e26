import { ok } from '@tongban/kernel'
import { listAgreements, readAgreement } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { READ } from '../partners/schema.ts'
import { TAGS } from '../words.ts'
import { agreementParams, agreementViewSchema, HISTORY_ANSWER } from './schema.ts'

export const listAllAgreements = endpoint(
  {
    method: 'get',
    path: '/v1/agreements',
    summary: { zh: '协议一览', en: 'The agreements' },
    tag: TAGS.agreements,
    rights: READ,
    answer: {
      status: 200,
      description: { zh: '各协议的全部版本，新的在前', en: 'every version of each, the newest first' },
      schema: z.object({ agreements: z.array(agreementViewSchema) }),
    },
    failures: [],
  },
  async ({ context }) => {
    const listed = await listAgreements(context)
    return listed.ok ? ok({ agreements: listed.value }) : listed
  },
)

export const readOneAgreement = endpoint(
  {
    method: 'get',
    path: '/v1/agreements/{id}',
    summary: { zh: '协议', en: 'An agreement' },
    tag: TAGS.agreements,
    rights: READ,
    params: agreementParams,
    answer: HISTORY_ANSWER,
    failures: ['notFound'],
  },
  async ({ context, params }) => readAgreement(context, params.id),
)
