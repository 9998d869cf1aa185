const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE

/** Every duration Foyer knows, in milliseconds, so that a test can run them scaled. */
export const defaultTimes = {
  /** No request goes without its first byte for longer (promise 8); work stops a little earlier to say so. */
  firstByte: 10 * SECOND,
  requestBudget: 9.3 * SECOND,

  sessionIdle: 30 * MINUTE,
  sessionAbsolute: 8 * HOUR,
  /** "Last seen" is written at most this often, so that reading a page costs no write. */
  sessionSeenStep: MINUTE,

  /** A sign-in attempt must come back from Planning Center within this time … */
  loginAttempt: 10 * MINUTE,
  /** … but is remembered longer, so that a late visitor can start again towards the same page. */
  loginMemory: 2 * HOUR,
  /** Three completed sign-ins in a row that never led to a signed-in page, within this time, are a loop. */
  loginLoop: MINUTE,

  /** Access tokens live two hours; renewing starts this early … */
  renewEarly: 300 * SECOND,
  /** … plus a share of this, different for each grant, so that an office does not renew as one. */
  renewJitter: 60 * SECOND,
  /** With more left than this nobody waits for a renewal. */
  renewWait: 30 * SECOND,
  /** simple-oauth2 applies its time-out to headers and to body, so a call lasts at most twice this. */
  tokenPhase: 9 * SECOND,
  renewLock: 40 * SECOND,
  /** Less lock time left than this: the call might outlive the lock, so it is not begun. */
  renewLockMargin: 20 * SECOND,
  renewPageWait: 8 * SECOND,
  renewPollMin: 25,
  renewPollMax: 200,
  /** After a failed renewal the token endpoint is left alone for this long, doubling up to the maximum. */
  renewCoolDown: 10 * SECOND,
  renewCoolDownMax: 60 * SECOND,
  /** … or less when no connection came about … */
  renewCoolDownUnsent: 2 * SECOND,
  /** … or as long as it asks for itself, within reason. */
  renewCoolDownAsked: 600 * SECOND,
  /** New tokens that Redis would not take are offered again for this long. */
  commitRetry: 60 * SECOND,
  /** A 401 this soon after a renewal is Planning Center's replicas catching up, not a dead token. */
  tokenSettles: 10 * SECOND,
  /** … and it is tried once more after this: longer than the half second they may take. */
  settlePauseMin: 600,
  settlePauseMax: 900,

  revokePhase: 3 * SECOND,
  revokeFor: 24 * HOUR,
  revokeEvery: 30 * SECOND,

  apiCall: 8 * SECOND,
  /** A 429 asking for a longer pause becomes a page that says when. */
  rateLimitPause: 5 * SECOND,
  retryPauseMin: 100,
  retryPauseMax: 400,

  /** Names of lists, campuses and the like, and of administrators: a new one may take as long to be offered. */
  choicesKept: 10 * MINUTE,

  /** A list that Planning Center refreshes is waited for this long, and said to take its time for so much longer. */
  listRefreshPatience: 5 * MINUTE,
  listRefreshKept: 15 * MINUTE,

  /** Who may read a church's copy is asked of Planning Center this often for each person … */
  readingRight: 5 * MINUTE,
  /** … and while Planning Center cannot answer, its last word counts for this long. */
  readingRightInOutage: 30 * MINUTE,

  /** What happened is kept for this long, which is looked after this often. */
  auditKept: 400 * 24 * HOUR,
  auditSweep: 24 * HOUR,
  /** Events that the database would not take are offered again after this time. */
  auditRetry: 5 * SECOND,

  /** What somebody last asked in the explorer, for themselves. */
  exploredKept: 30 * 24 * HOUR,

  /** A saved report that was deleted can be taken back for this long. */
  deletedReportKept: 30 * 24 * HOUR,
  /** Who came onto a list or left it is kept for this long. */
  listChangesKept: 400 * 24 * HOUR,

  /** While a file is on its way, sign-in and rights are looked at this often; whoever takes none of it for as long has gone. */
  fileLook: MINUTE,

  photoCall: 5 * SECOND,
  /** Photos are fetched a few at once; one whose turn does not come within this time is left to its initials. */
  photoTurn: 3 * SECOND,
  /** A browser keeps a photo, and its address stays the same, for this long; then the address works for as long again. */
  photoLife: HOUR,

  redisCommand: 500,
  redisConnect: 2 * SECOND,

  databaseConnect: 2 * SECOND,
  /** Work has few connections, and may wait for one of its own to be free. */
  databaseWorkConnect: 8 * SECOND,
  /** Whoever watches over processes is told within this time whether the database can be asked. */
  databaseAnswer: SECOND,
  /** A page's statement; the sync's may take minutes. */
  databaseStatement: 7 * SECOND,
  databaseIdle: 30 * SECOND,

  /** The copy is brought up to date this often … */
  syncEvery: 15 * MINUTE,
  /** … and what changed this long before is asked for again, for Planning Center's replicas lag and clocks differ. */
  syncOverlap: 5 * MINUTE,
  /** Whoever brings a church up to date holds it for this long at a time; a dead holder's church is free after it. */
  syncLease: MINUTE,
  /** How often a process looks whether a church is due. */
  syncLook: 5 * SECOND,
  /** Troubles of Planning Center's are waited out for this long, question by question, before a run fails … */
  syncPatience: 2 * MINUTE,
  /** … and is tried again after this time, doubling up to the interval. */
  syncRetry: MINUTE,
  /** A run that was interrupted longer ago than this begins anew. */
  syncResume: 12 * HOUR,
  /** Ninety-six runs a day tell soon more than anybody reads … */
  syncRunsKept: 14 * 24 * HOUR,
  /** … but each check of everybody, and who was removed in it, is remembered as long as what else happened. */
  syncChecksKept: 400 * 24 * HOUR,

  /** Pages say of a church's connection what was known this long ago, so that they need not ask for it. */
  connectionLook: 15 * SECOND,
  /** Each church's tokens and rights are looked at this often, with room before the day is over. */
  connectionCheck: 20 * HOUR,
  /** What waits for somebody is tried again after this time all the same: they may have acted in Planning Center. */
  connectionRetry: HOUR,
  /** What an administrator began to choose, without connecting the church after all, is forgotten after this time. */
  draftKept: 30 * 24 * HOUR,
  /** Many churches refused within this time are Planning Center's mistake … */
  refusedTogether: 10 * MINUTE,
  /** … after which all are left alone for this long. */
  refusedPause: 30 * MINUTE,

  /** The code for the setup page, and whoever has given it, are good for this long … */
  setupCode: HOUR,
  /** … and codes may be tried so often as stands beside it within this time. */
  setupTries: 10 * MINUTE,
  /** What a check found is said again for this long, to whoever comes back to read it. */
  setupFound: 5 * SECOND,
  /** A check that takes longer than this is waited for on a page that says so. */
  setupPatience: 800,
  /** No question that the setup page asks is waited for longer. */
  setupAnswer: 7 * SECOND,

  /** Between "not ready" and "no new connections", for the load balancer to notice. */
  stopNotice: 5 * SECOND,
  stopHard: 25 * SECOND,
}
export type Times = typeof defaultTimes
