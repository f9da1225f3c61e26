/** Heading of the API document. */
export const BACKUP_TAG = { zh: '备份', en: 'Backup' } as const
