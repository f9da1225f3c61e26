import type { FieldError } from '@tongban/kernel'
import type { FileRow } from '@tongban/store'

/**
 * Papers a supplement names by an upload of the case: only what has arrived whole is handed in (行政许可法 32(1)(五)). The
 * id of an upload is a UUID; any other reference is to something outside the case, and nobody's to judge here.
 */
export function uploadErrors(
  materials: readonly { readonly reference?: string | undefined }[],
  files: readonly Pick<FileRow, 'fileId' | 'state'>[],
): readonly FieldError[] {
  return materials.flatMap(({ reference }, at): FieldError[] => {
    if (reference === undefined || !UUID.test(reference)) return []
    const file = files.find(({ fileId }) => fileId === reference.toLowerCase())
    if (file?.state === 'complete') return []
    const pointer = `/materials/${at}/reference`
    return file?.state === 'open'
      ? [
          {
            pointer,
            zh: '该文件尚未上传完毕，不能作为已提交的材料。请先完成上传，再提交补正。',
            en: 'This upload is not complete and counts as nothing handed in. Complete it, then send the supplement.',
          },
        ]
      : [
          {
            pointer,
            zh: '本办件没有这个上传文件，或者上传已经过期、作废。请重新上传，再提交补正。',
            en: 'The case has no such upload, or it has expired or was given up. Upload it again, then send the supplement.',
          },
        ]
  })
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
