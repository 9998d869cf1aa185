import type { RequestHandler } from 'express'
import { PlainError } from '../errors'
import { readPermission } from './permission'
import { visitorOf } from './visitor'

/** Asked at every step: whoever lost the right a moment ago sees and does nothing any more. */
export const onlyAdministrators: RequestHandler = async (req, _res, next) => {
  const { administrator } = await readPermission(visitorOf(req).planningCenter)
  next(administrator ? undefined : new PlainError('administrators-only'))
}
