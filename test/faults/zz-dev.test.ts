import { openTheatre } from './schedules/replay'
import { readFileSync } from 'node:fs'
it('dev', async () => {
  const theatre = await openTheatre()
  const schedule = eval(readFileSync('/tmp/schedule.js', 'utf8'))
  for (let i = 0; i < Number(process.env.N ?? 20); i++) {
    try { await theatre.replay(schedule) } catch (e) { console.log(i, String(e).split('\n\n')[0], (globalThis as any).LASTLOG?.slice(-9000)); break }
  }
  await theatre.close()
}, 300000)
