import type { PageDefinition } from '../definition.ts'
import { agreeToShow, chooseClaims } from './choose.tsx'
import { showCode } from './code.tsx'
import { listCodes } from './codes.tsx'
import { showLicence } from './licence.tsx'
import { listWallet } from './list.tsx'
import { downloadLicence, printLicence } from './sent.ts'
import { listUses } from './uses.tsx'

/** 我的证照, 亮证. */
export const WALLET_PAGES: readonly PageDefinition[] = [
  listWallet,
  listCodes,
  showLicence,
  chooseClaims,
  agreeToShow,
  showCode,
  listUses,
  printLicence,
  downloadLicence,
]
