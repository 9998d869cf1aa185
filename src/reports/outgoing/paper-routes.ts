import { Router } from 'express'
import { visitorOf } from '../../auth/visitor'
import { show } from '../../web/views'
import { readEmails } from '../asking/emails'
import { findHouseholds } from '../asking/households'
import type { ReportCollaborators } from '../index'
import { lookAgain, readAsked, sendBack, writeDown } from './asked'
import { csvOf } from './csv'
import { EMAILS_PATH, emailsPage, MOST_ADDRESSES, type Separator } from './email-pages'
import { countLabels, labelsOf } from './envelopes'
import { excelOf } from './excel'
import { LABELS_PATH, labelsPage, MOST_LABELS } from './label-pages'
import { labelsPdf, testPdf } from './labels'
import { lettersTable } from './letters'
import { LETTERS_PATH, lettersPage, PREVIEWED } from './letter-pages'
import { sameReport } from './papers'
import { readPrinting } from './printing'
import { CSV, EXCEL, PDF, send } from './sending'
import { fileNameOf, statementLine } from './statement'

/** What becomes paper, or is pasted elsewhere: labels, letters, e-mail addresses. */
export function createPaperRoutes(with_: ReportCollaborators): Router {
  const routes = Router()
  const { audit, saved, whoMayRead } = with_

  routes.get(EMAILS_PATH, async (req, res) => {
    const asked = await readAsked(req, res, with_)
    if (!asked) return
    const { db, reader, report } = asked
    const reached = await readEmails(db, reader, report, MOST_ADDRESSES + 1)
    const separator = separatorIn(req.query['separator']) ?? separatorIn(await saved.preference(reader, 'separator')) ?? 'comma'
    if (req.query['separator'] !== undefined) await saved.prefer(reader, 'separator', separator)
    writeDown(audit, asked, 'emails-copied', req)
    show(res, emailsPage({ ...asked, reached, mayTakeChildren: asked.right.mayTakeChildren, separator }))
  })

  routes.get(LABELS_PATH, async (req, res) => {
    const asked = await readAsked(req, res, with_)
    if (!asked) return
    const { db, reader, report, right } = asked
    const { printing, corrected } = readPrinting(req.query, await saved.preference(reader, 'labels'))
    const households = await findHouseholds(db, reader, report)
    const counted = households.many > MOST_LABELS ? null : await countLabels(households, printing.sheet, right.mayTakeChildren)
    show(res, labelsPage({ ...asked, households: households.many, counted, printing, corrected }))
  })

  routes.get(`${LABELS_PATH}.pdf`, async (req, res) => {
    const asked = await readAsked(req, res, with_)
    if (!asked) return
    const { db, reader, report, right, about, definition } = asked
    const { printing } = readPrinting(req.query, await saved.preference(reader, 'labels'))
    const households = await findHouseholds(db, reader, report)
    if (households.many > MOST_LABELS) return sendBack(res, sameReport(LABELS_PATH, definition, about.title))
    await saved.prefer(reader, 'labels', printing)
    writeDown(audit, asked, 'labels-pdf', req)
    const withheld = right.mayTakeChildren ? 0 : households.childrenAlone
    const chunks = labelsPdf(labelsOf(households, printing.sheet, right.mayTakeChildren), printing, { title: `Labels: ${about.title}`, statement: statementLine({ ...about, many: households.many, unit: 'households', withheld }) })
    await send(req, res, { name: fileNameOf({ ...about, title: `${about.title}, labels` }, 'pdf'), type: PDF, chunks, lookAgain: lookAgain(req, with_) }, with_)
  })

  /** Nobody stands on it. */
  routes.get(`${LABELS_PATH}/test.pdf`, async (req, res) => {
    const reader = await whoMayRead.readerOf(visitorOf(req))
    const { printing } = readPrinting(req.query, await saved.preference(reader, 'labels'))
    await send(req, res, { name: `Test print ${printing.sheet}.pdf`, type: PDF, chunks: testPdf(printing), lookAgain: () => Promise.resolve() }, with_)
  })

  routes.get(LETTERS_PATH, async (req, res) => {
    const asked = await readAsked(req, res, with_)
    if (!asked) return
    const { db, reader, report, right, about } = asked
    const households = await findHouseholds(db, reader, report)
    const { value: first = [] } = (await households.batches().next()) as { value?: Parameters<typeof lettersPage>[0]['first'] }
    show(res, lettersPage({ ...asked, statement: lettersTable(households, about, right.mayTakeChildren).statement, first: first.slice(0, PREVIEWED), mayTakeChildren: right.mayTakeChildren }))
  })

  for (const [ending, type, why] of [['csv', CSV, 'letters-csv'], ['xlsx', EXCEL, 'letters-xlsx']] as const)
    routes.get(`${LETTERS_PATH}.${ending}`, async (req, res) => {
      const asked = await readAsked(req, res, with_)
      if (!asked) return
      const table = lettersTable(await findHouseholds(asked.db, asked.reader, asked.report), asked.about, asked.right.mayTakeChildren)
      writeDown(audit, asked, why, req)
      const chunks = ending === 'csv' ? csvOf(table) : await excelOf(table)
      await send(req, res, { name: fileNameOf({ ...asked.about, title: `${asked.about.title}, letters` }, ending), type, chunks, lookAgain: lookAgain(req, with_) }, with_)
    })

  return routes
}

const separatorIn = (value: unknown): Separator | null => (value === 'comma' || value === 'semicolon' ? value : null)
