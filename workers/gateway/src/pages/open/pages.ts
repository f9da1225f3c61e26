import type { PageDefinition } from '../definition.ts'
import { handlingCsv, ratingsCsv } from './csv.ts'
import { showDecisions } from './decisions.tsx'
import { showHandling } from './handling.tsx'
import { showRatings } from './ratings.tsx'

/** 公开: what this region tells everybody of its work. */
export const OPEN_PAGES: readonly PageDefinition[] = [
  showHandling,
  handlingCsv,
  showRatings,
  ratingsCsv,
  showDecisions,
]
