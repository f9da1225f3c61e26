import type { FieldError } from '@tongban/kernel'
import { isNeeded } from '../materials/held.ts'
import type { Prepared } from './assess.ts'

/**
 * What a region that only takes an application in 收件地 may look at beside identity: whether the form is whole and the papers
 * the applicant has to bring are named (国办发〔2020〕35号; 形式审查). All that is missing is told at once, and nothing else keeps
 * it from being handed over: whatever a register may hold, and every question of substance, is the handling region's.
 */
export function formalGaps({
  item,
  application,
}: Pick<Prepared, 'item' | 'application'>): readonly FieldError[] {
  const given = new Set(application.materials.map(({ code }) => code))
  return item.materials
    .filter(
      (material) =>
        material.sourceType === 'applicant' &&
        material.exemption === null &&
        material.heldBy === undefined &&
        isNeeded(material, application.situation) &&
        !given.has(material.code),
    )
    .map(({ code, materialName: { zh, en } }) => ({
      pointer: '/materials',
      zh: `形式审查：缺少材料${zh}（${code}）。请补齐后一次提交，即予收件移送。`,
      en: `Formal check: ${en} (${code}) is missing. Hand everything in at once and it is received and handed over.`,
    }))
}
