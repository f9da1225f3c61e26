import { CASE_PAGES } from './cases/pages.ts'
import type { PageDefinition } from './definition.ts'
import { DESK_PAGES } from './desk/pages.ts'
import { HALL_PAGES } from './hall/pages.ts'
import { OPEN_PAGES } from './open/pages.ts'
import { RATE_PAGES } from './rate/pages.ts'
import { RECTIFICATION_PAGES } from './rectifications/pages.ts'
import { RULEBOOK_PAGES } from './rulebook/pages.ts'
import { SESSION_PAGES } from './session/pages.tsx'
import { VERIFY_PAGES } from './verify/pages.ts'
import { WALLET_PAGES } from './wallet/pages.ts'

/** Every page there is. A group is one line here and a folder beside it. */
export const PAGES: readonly PageDefinition[] = [
  ...HALL_PAGES,
  ...SESSION_PAGES,
  ...CASE_PAGES,
  ...RATE_PAGES,
  ...RECTIFICATION_PAGES,
  ...RULEBOOK_PAGES,
  ...DESK_PAGES,
  ...OPEN_PAGES,
  ...WALLET_PAGES,
  ...VERIFY_PAGES,
]
