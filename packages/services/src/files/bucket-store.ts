import type { FileStore } from './store.ts'

/** Files in an R2 bucket: the hosted one, or in development the local one that workerd is given. */

/** As many names as one call of R2 takes. */
const PAGE = 1_000

export function bucketStore(bucket: R2Bucket, page = PAGE): FileStore {
  return {
    async put(name, bytes) {
      await bucket.put(name, bytes)
    },
    async get(name) {
      const found = await bucket.get(name)
      return found === null ? null : new Uint8Array(await found.arrayBuffer())
    },
    async delete(names) {
      for (let at = 0; at < names.length; at += page) await bucket.delete(names.slice(at, at + page))
    },
    async list(prefix) {
      const names: string[] = []
      let cursor: string | undefined
      do {
        const more = cursor === undefined ? {} : { cursor }
        const listed: R2Objects = await bucket.list({ prefix, limit: page, ...more })
        names.push(...listed.objects.map(({ key }) => key))
        cursor = listed.truncated ? listed.cursor : undefined
      } while (cursor !== undefined)
      return names
    },
  }
}
