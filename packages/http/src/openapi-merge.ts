import * as z from 'zod'

/**
 * One API document out of those of the Workers. Component names carry their Worker's prefix; equal names or equal
 * operations would overwrite each other in silence, so the merge throws.
 */

const section = z.record(z.string(), z.unknown())
export const openApiDocumentSchema = z.looseObject({
  openapi: z.string(),
  info: z.looseObject({ title: z.string(), version: z.string() }),
  tags: z.array(z.looseObject({ name: z.string() })).default([]),
  paths: z.record(z.string(), section).default({}),
  components: z.record(z.string(), section).default({}),
})
export type OpenApiDocument = z.infer<typeof openApiDocumentSchema>
export type OpenApiInfo = { readonly title: string; readonly version: string; readonly description: string }

export function mergeOpenApi(info: OpenApiInfo, documents: readonly OpenApiDocument[]): OpenApiDocument {
  const merged: OpenApiDocument = { openapi: '3.1.0', info, tags: [], paths: {}, components: {} }
  for (const document of documents) {
    for (const tag of document.tags) {
      if (!merged.tags.some(({ name }) => name === tag.name)) merged.tags.push(tag)
    }
    for (const [path, operations] of Object.entries(document.paths)) {
      addAll(`${path} `, at(merged.paths, path), operations)
    }
    for (const [kind, components] of Object.entries(document.components)) {
      const into = at(merged.components, kind)
      // The way to sign in is the same everywhere and has one name; only the very same description may repeat.
      const isNew = ([name, value]: [string, unknown]) =>
        !(kind === 'securitySchemes' && same(into[name], value))
      addAll(`components/${kind}/`, into, Object.fromEntries(Object.entries(components).filter(isNew)))
    }
  }
  return merged
}

type Section = Record<string, unknown>

function at(sections: Record<string, Section>, name: string): Section {
  const section = sections[name] ?? {}
  sections[name] = section
  return section
}

function addAll(where: string, into: Section, from: Section): void {
  for (const [name, value] of Object.entries(from)) {
    if (Object.hasOwn(into, name)) throw new Error(`two Workers describe ${where}${name}`)
    into[name] = value
  }
}

const same = (left: unknown, right: unknown) => JSON.stringify(left) === JSON.stringify(right)
