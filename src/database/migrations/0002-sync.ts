import { sql, type Migration } from 'kysely'

/** How the copy is kept true: one row a church, its runs, and what a run has read but not yet made true. */
export const sync: Migration = {
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}

const statements = [
  'create schema sync',
  `create table sync.mirror (
    organization_id text primary key, as_of timestamptz,
    due_at timestamptz not null, reconcile_due_at timestamptz not null,
    lease_owner text, lease_until timestamptz, approved_run_id bigint)`,
  `create table sync.run (
    id bigint generated always as identity primary key, organization_id text not null, kind text not null, outcome text not null,
    started_at timestamptz not null, heard_at timestamptz not null, ended_at timestamptz,
    checkpoint jsonb not null, counts jsonb not null, problem text)`,
  'create index run_of_church on sync.run (organization_id, id desc)',
  `create table sync.staged (
    organization_id text not null, run_id bigint not null, kind text not null, id text not null collate "C", row jsonb not null,
    primary key (organization_id, run_id, kind, id))`,
]
