import type { Rights } from '@tongban/http'

/** Who may read versions that are not published yet. */
export const RULE_READERS = [
  { role: 'publisher' },
  { role: 'supervisor' },
  { role: 'auditor' },
] as const satisfies Rights
