import { door } from './door.ts'

export { Post } from './post/entrypoint.ts'
export { Work } from './work/entrypoint.ts'
export default {
  fetch: (request, env, execution) => door.fetch(request, env, execution),
} satisfies ExportedHandler<object>
