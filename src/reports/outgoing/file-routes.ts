import { Router } from 'express'
import { countChildren } from '../asking/children'
import { countPeople, readEverybody } from '../asking/people'
import type { ReportCollaborators } from '../index'
import { lookAgain, readAsked, writeDown, type Asked } from './asked'
import { csvOf } from './csv'
import { excelOf } from './excel'
import { CSV, EXCEL, send } from './sending'
import { fileNameOf } from './statement'
import { withoutReach, type Table } from './table'

/** A report as a file: the rows that the screen shows, in its order. */
export function createFileRoutes(with_: ReportCollaborators): Router {
  const routes = Router()

  routes.get('/reports/files/people.csv', async (req, res) => {
    const asked = await readAsked(req, res, with_)
    if (!asked) return
    const table = await tableOf(asked)
    writeDown(with_.audit, asked, 'people-csv', req)
    await send(req, res, { name: fileNameOf(asked.about, 'csv'), type: CSV, chunks: csvOf(table), lookAgain: lookAgain(req, with_) }, with_)
  })

  routes.get('/reports/files/people.xlsx', async (req, res) => {
    const asked = await readAsked(req, res, with_)
    if (!asked) return
    const table = await tableOf(asked)
    writeDown(with_.audit, asked, 'people-xlsx', req)
    await send(req, res, { name: fileNameOf(asked.about, 'xlsx'), type: EXCEL, chunks: await excelOf(table), lookAgain: lookAgain(req, with_) }, with_)
  })

  return routes
}

async function tableOf({ db, reader, report, right, about }: Asked): Promise<Table> {
  const withholds = !right.mayTakeChildren && report.columns.some(({ isContact }) => isContact)
  const [many, withheld] = await Promise.all([countPeople(db, reader, report), withholds ? countChildren(db, reader, report) : 0])
  return {
    statement: { ...about, many, unit: 'people', withheld },
    columns: report.columns,
    batches: withoutReach(readEverybody(db, reader, report), report.columns, right.mayTakeChildren),
  }
}
