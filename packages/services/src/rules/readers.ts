import { type Failure, holdsRole } from '@tongban/kernel'
import type { Context } from '../context.ts'

/** Who may read rule versions that are not published, and the reports on them. */
export const mayReadDrafts = ({ actor }: Context) => holdsRole(actor, 'publisher', 'supervisor', 'auditor')

export const RULE_READERS_NEEDED: Failure = {
  code: 'notAllowed',
  need: '规则发布人 publisher、监察员 supervisor、审计员 auditor',
}
