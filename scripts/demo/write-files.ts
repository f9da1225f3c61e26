import { mkdir, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Places } from '../region/places.ts'

/** The files a person tries the region out with: a token and a ready application for each person and official. */

export type DemoFile = { readonly name: string; readonly content: string }

export async function writeDemoFiles(places: Places, files: readonly DemoFile[]): Promise<void> {
  await mkdir(places.demo, { recursive: true, mode: 0o700 })
  for (const { name, content } of files) {
    await writeFile(resolve(places.demo, name), `${content}\n`, { mode: 0o600 })
  }
}
