import type { PageDefinition } from '../definition.ts'
import { askToRefer, askToWithdraw, referNow, renewCodePage, urgeNow, withdrawNow } from './acts.tsx'
import { askForCode, lookByCodePage } from './by-code.tsx'
import { showCase } from './case.tsx'
import { listOwnCasesPage } from './list.tsx'
import { showPapers } from './papers.tsx'
import { showReasons } from './reasons.tsx'
import { downloadFile, printDocumentPage } from './sent.ts'
import { askForSupplement, handInSupplement } from './supplement.tsx'

/** 进度: one's own cases, and one case by sign-in or by the code of its receipt. */
export const CASE_PAGES: readonly PageDefinition[] = [
  listOwnCasesPage,
  askForCode,
  lookByCodePage,
  showCase,
  showPapers,
  showReasons,
  printDocumentPage,
  downloadFile,
  askForSupplement,
  handInSupplement,
  askToWithdraw,
  withdrawNow,
  askToRefer,
  referNow,
  urgeNow,
  renewCodePage,
]
