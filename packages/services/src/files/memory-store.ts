import type { FileStore } from './store.ts'

/** Files in memory, for tests; `held` is what an operator of the storage could see and change. */
export function memoryStore(held: Map<string, Uint8Array<ArrayBuffer>> = new Map()): FileStore {
  return {
    async put(name, bytes) {
      held.set(name, new Uint8Array(bytes))
    },
    async get(name) {
      return held.get(name)?.slice() ?? null
    },
    async delete(names) {
      for (const name of names) held.delete(name)
    },
    async list(prefix) {
      return [...held.keys()].filter((name) => name.startsWith(prefix))
    },
  }
}
