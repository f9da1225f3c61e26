import { ok } from '@tongban/kernel'
import { CASE_READERS, readDocuments } from '@tongban/services'
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { caseNumberParam, civilDate, epochMs, TAGS } from '../words.ts'

const documentSchema = z
  .object({
    number: z.string(),
    kind: z.string(),
    zh: z.string(),
    en: z.string(),
    issuedOn: civilDate,
    digest: z.string(),
    text: z.string(),
    seal: z.string(),
    sealed: z
      .object({
        form: z.string(),
        seal: z.string(),
        sealDigest: z.string(),
        sealedBy: z.string(),
        sealedAt: epochMs,
      })
      .nullable(),
    sealNote: z.string(),
  })
  .meta({ id: 'Document' })

export const readCaseDocuments = endpoint(
  {
    method: 'get',
    path: '/v1/cases/{caseNumber}/documents',
    summary: { zh: '办件的文书', en: 'Documents of a case' },
    tag: TAGS.cases,
    rights: CASE_READERS,
    params: caseNumberParam,
    answer: {
      status: 200,
      description: { zh: '文书全文与摘要', en: 'each with its text and digest' },
      schema: z.object({ documents: z.array(documentSchema) }),
    },
    failures: ['erased', 'notFound'],
  },
  async ({ context, params }) => {
    const documents = await readDocuments(context, params.caseNumber)
    return documents.ok ? ok({ documents: documents.value }) : documents
  },
)
