import type { PageDefinition } from '../definition.ts'
import { printCardPage, showCard, takeCardStepNow } from './card.tsx'
import { cardsCsvPage, showCards } from './cards.tsx'
import { casesCsvPage, showCases } from './cases.tsx'
import { limitsCsvPage, showLimits } from './limits.tsx'
import { noticeFilePage, printNoticePage, showNotice } from './notice.tsx'
import { closeNow, replyNow, reviewNow, signNow } from './notice-steps.ts'
import { noticesCsvPage, showNotices } from './notices.tsx'
import { overviewCsvPage, showDesk } from './overview.tsx'
import { askToUrge, urgeNow } from './urge.tsx'

/** 督办台: what is late and whose it is, notices and cards with their steps, and the figures. */
export const DESK_PAGES: readonly PageDefinition[] = [
  showDesk,
  overviewCsvPage,
  showLimits,
  limitsCsvPage,
  showCases,
  casesCsvPage,
  askToUrge,
  urgeNow,
  showNotices,
  noticesCsvPage,
  showNotice,
  printNoticePage,
  noticeFilePage,
  signNow,
  replyNow,
  reviewNow,
  closeNow,
  showCards,
  cardsCsvPage,
  showCard,
  takeCardStepNow,
  printCardPage,
]
