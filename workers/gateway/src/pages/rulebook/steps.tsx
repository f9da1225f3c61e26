import type { Rights } from '@tongban/http'
import * as z from 'zod'
import { redirect } from '../answer.ts'
import { fieldErrors } from '../api.ts'
import { definePage } from '../definition.ts'
import { versionPage } from './version.tsx'
import { apiOfVersion, PUBLISHERS, versionAt } from './words.ts'

/** The steps of publication and of the stop switch, each one form; what the API refuses is told on the page of the version. */
const anything = z.object({})

const step = (name: 'submit' | 'approve' | 'stop' | 'resume', rights: Rights) =>
  definePage({
    method: 'post',
    path: `/rulebook/versions/{id}/${name}`,
    rights,
    answer: async (v) => {
      const { id = '' } = v.params
      const isSwitch = name === 'stop' || name === 'resume'
      const done = await v.api.post(apiOfVersion(id, `/${name}`), anything, {
        ...(isSwitch ? { body: { reason: v.form.text('reason') } } : {}),
      })
      return done.ok
        ? redirect(versionAt(id, `?done=${name}`))
        : versionPage(v, fieldErrors(done.failure, { '/reason': 'reason' }, isSwitch ? 'reason' : 'step'))
    },
  })

export const submitDraft = step('submit', PUBLISHERS)
export const approveDraft = step('approve', PUBLISHERS)
export const stopAutomatic = step('stop', [...PUBLISHERS, { role: 'supervisor' }])
export const resumeAutomatic = step('resume', PUBLISHERS)
