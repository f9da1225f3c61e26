/** Schemas and headings that several contracts of this Worker share. */
export {
  caseNumberParam,
  civilDate,
  civilDateInput,
  epochMs,
  reasonText,
  saidSchema as said,
  wholeNumber,
} from '@tongban/kernel/words'
export { caseSchema, materialSchema } from '@tongban/services'

/** Headings of the API document. */
export const TAGS = {
  cases: { zh: '办件', en: 'Cases' },
  files: { zh: '办件的文件', en: 'Files of a case' },
  steps: { zh: '办理步骤', en: 'Steps of a case' },
  evidence: { zh: '存证与归档', en: 'Evidence and archive' },
} as const
