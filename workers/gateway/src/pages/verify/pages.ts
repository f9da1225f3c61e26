import type { PageDefinition } from '../definition.ts'
import { askToVerify, verifyShown } from './ask.tsx'
import { openShownCode, useCode } from './code.tsx'
import { verifyOffline } from './offline.tsx'

/** 核验: for anybody. */
export const VERIFY_PAGES: readonly PageDefinition[] = [
  askToVerify,
  verifyShown,
  openShownCode,
  useCode,
  verifyOffline,
]
