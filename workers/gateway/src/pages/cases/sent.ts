import { PROBLEM_TYPE, problemSchema } from '@tongban/http'
import { CASE_READERS } from '@tongban/services'
import { type Answer, sent } from '../answer.ts'
import { definePage } from '../definition.ts'
import { problemAnswer } from '../site.tsx'
import type { Visit } from '../visit.ts'
import { apiAt } from './words.ts'

/** A document to print and a file of the case, as the API answers them: under its own policy, and as what they are. */
const passedOn = async (v: Visit, path: string): Promise<Answer> => {
  const response = await v.api.send('GET', path)
  return response.headers.get('Content-Type')?.startsWith(PROBLEM_TYPE)
    ? problemAnswer(v, problemSchema.parse(await response.json()))
    : sent(response)
}

export const printDocumentPage = definePage({
  method: 'get',
  path: '/cases/{caseNumber}/documents/{documentNumber}',
  rights: [...CASE_READERS],
  answer: (v) => {
    const { caseNumber = '', documentNumber = '' } = v.params
    return passedOn(v, apiAt(caseNumber, `documents/${encodeURIComponent(documentNumber)}/print`))
  },
})

export const downloadFile = definePage({
  method: 'get',
  path: '/cases/{caseNumber}/files/{fileId}',
  rights: ['owner', 'agent'],
  answer: (v) => {
    const { caseNumber = '', fileId = '' } = v.params
    return passedOn(v, apiAt(caseNumber, `files/${encodeURIComponent(fileId)}`))
  },
})
