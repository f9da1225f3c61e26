import type { Rights } from '@tongban/http'
import type { Answer } from './answer.ts'
import type { Visit } from './visit.ts'

/**
 * One page: where it is, who may come, and what it answers. Who may come is data as with the endpoints, so that the
 * authorisation matrix holds the pages too; what they see of a matter is decided by the API.
 */
export type PageDefinition = {
  readonly method: 'get' | 'post'
  /** `/cases/{caseNumber}` */
  readonly path: string
  readonly rights: Rights
  /** Which draft of the session is read with it. */
  readonly draft?: (params: Readonly<Record<string, string>>) => string
  /** A screen that the public shares 窗口评价器: nobody is signed in there, whatever session the browser has, and none is kept alive. */
  readonly isShared?: boolean
  /** The most a form may send; 1 MiB where nothing is said, files need more. */
  readonly bodyLimitBytes?: number
  readonly answer: (visit: Visit) => Answer | Promise<Answer>
}

export const definePage = (definition: PageDefinition): PageDefinition => definition
