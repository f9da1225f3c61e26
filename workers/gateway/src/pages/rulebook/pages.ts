import type { PageDefinition } from '../definition.ts'
import { judgeAuditNow, showAudit, showAudits } from './audits.tsx'
import { showFlips } from './cases.tsx'
import { askForDraft, draftNow } from './draft.tsx'
import { editVersion } from './editor.tsx'
import { downloadRules, downloadVersion, readRulesAsText } from './files.ts'
import { showItemRules } from './item.tsx'
import { showRulebook } from './list.tsx'
import { showPublishing } from './publishing.tsx'
import { explainNow, makeReportNow, showReport } from './report.tsx'
import { approveDraft, resumeAutomatic, stopAutomatic, submitDraft } from './steps.tsx'
import { askToTry, tryNow } from './try.tsx'
import { showVersion } from './version.tsx'

/** 规则公示: published rules for anybody; their publication by two people for publishers. */
export const RULEBOOK_PAGES: readonly PageDefinition[] = [
  showRulebook,
  showItemRules,
  downloadRules,
  readRulesAsText,
  askToTry,
  tryNow,
  showPublishing,
  askForDraft,
  draftNow,
  showVersion,
  downloadVersion,
  editVersion,
  submitDraft,
  approveDraft,
  stopAutomatic,
  resumeAutomatic,
  showReport,
  makeReportNow,
  explainNow,
  showFlips,
  showAudits,
  showAudit,
  judgeAuditNow,
]
