import * as z from 'zod'
import { say } from '../say.ts'

/** Whether the file storage holds every part of every file of a case, as the running region finds page by page. */
const pageSchema = z.object({
  checked: z.int(),
  findings: z.array(
    z.object({
      caseNumber: z.string(),
      fileId: z.string(),
      part: z.int(),
      reason: z.enum(['lost', 'changed']),
    }),
  ),
  next: z.string().nullable(),
})
const REASONS = {
  lost: { zh: '缺失', en: 'is missing' },
  changed: { zh: '被改动', en: 'was changed' },
} as const

/** Says what is missing or changed; answers how many parts that are. */
export async function checkFiles(get: (path: string) => Promise<unknown>): Promise<number> {
  let [checked, wrong] = [0, 0]
  let after: string | null = ''
  while (after !== null) {
    const page: z.infer<typeof pageSchema> = pageSchema.parse(
      await get(`/approvals/v1/evidence/files?after=${encodeURIComponent(after)}`),
    )
    checked += page.checked
    wrong += page.findings.length
    for (const { caseNumber, fileId, part, reason } of page.findings) {
      const { zh, en } = REASONS[reason]
      say(
        `✗ 办件 ${caseNumber} 的附件 ${fileId} 第 ${part + 1} 段${zh}。请从文件存储的备份恢复。`,
        `Part ${part + 1} of file ${fileId} of case ${caseNumber} ${en}. Restore it from the backup of the storage.`,
      )
    }
    after = page.next
  }
  say(
    `文件存储：核对 ${checked} 段，${wrong} 段有误`,
    `File storage: ${checked} parts checked, ${wrong} wrong`,
  )
  return wrong
}
