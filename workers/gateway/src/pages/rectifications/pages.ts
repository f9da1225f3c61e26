import type { PageDefinition } from '../definition.ts'
import { listOrdersPage } from './list.tsx'
import { showOrder } from './order.tsx'
import { STEP_PAGES } from './steps.tsx'

/** The mending desk 差评整改: orders, one order, and a form for each step. */
export const RECTIFICATION_PAGES: readonly PageDefinition[] = [listOrdersPage, showOrder, ...STEP_PAGES]
