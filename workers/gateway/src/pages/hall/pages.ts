import type { PageDefinition } from '../definition.ts'
import { checkAnswers, submitAnswers } from './check.tsx'
import { askForFiles, takeFiles } from './files.tsx'
import { showGuide } from './guide.tsx'
import { showHall } from './home.tsx'
import { checkForSomebody, precheckResult, showChecked } from './precheck.tsx'
import { showReceipt } from './receipt.tsx'
import { showResult } from './result.tsx'
import { beginAnother, stepPages } from './step-pages.tsx'

/** 办事大厅: to find an item, its guide, the check beforehand, the application and its result. */
export const HALL_PAGES: readonly PageDefinition[] = [
  showHall,
  showGuide,
  precheckResult,
  checkForSomebody,
  showChecked,
  ...stepPages('precheck'),
  checkAnswers,
  submitAnswers,
  beginAnother,
  ...stepPages('apply'),
  showResult,
  showReceipt,
  askForFiles,
  takeFiles,
]
