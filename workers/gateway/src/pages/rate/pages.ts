import type { PageDefinition } from '../definition.ts'
import { askWhatCouldNot, reportWhatCouldNot } from './could-not.tsx'
import { BACK_TO_START, giveAtPad, giveRating } from './give.tsx'
import { gradeMending, showMending, supplementMending } from './mending.tsx'
import { startPad } from './pad.tsx'
import { listReports, showReport } from './reports.tsx'
import { openService, openServiceAtPad } from './service.tsx'
import { startRating } from './start.tsx'
import { askForTerminal, setUpTerminal } from './terminal-page.tsx'

/** 评价: a service by its token or from one's own list, the pad of a window, how the mending stands, and what could not be got done. */
export const RATE_PAGES: readonly PageDefinition[] = [
  startRating,
  startPad,
  askForTerminal,
  setUpTerminal,
  openService,
  openServiceAtPad,
  giveRating,
  giveAtPad,
  showMending,
  gradeMending,
  supplementMending,
  askWhatCouldNot,
  reportWhatCouldNot,
  listReports,
  showReport,
  ...BACK_TO_START,
]
