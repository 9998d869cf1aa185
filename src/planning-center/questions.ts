import type { Products } from './types'

/**
 * What can be asked of a product, read off its description: an attribute, include, filter or order that Planning Center
 * does not have does not compile. (Planning Center would ignore it, and answer something else than was asked.)
 * `G` is a product's types, `T` the name of one, `E` an edge that leads on from it, `I` what is included, `F` the fields.
 */
type Part<G, T, Name extends string> = T extends keyof G ? (G[T] extends Record<Name, infer Found> ? Found : never) : never
type Edges<G, T> = Part<G, T, 'edges'>
type EdgePart<G, T, E, Nth extends 0 | 1 | 2> = E extends keyof Edges<G, T> ? (Edges<G, T>[E] extends readonly unknown[] ? Edges<G, T>[E][Nth] : never) : never
type EdgesThatAre<G, T, Count> = { [E in keyof Edges<G, T>]: EdgePart<G, T, E, 1> extends Count ? E : never }[keyof Edges<G, T>] & string

export type ToMany<G, T> = EdgesThatAre<G, T, 'many'>
export type ToOne<G, T> = EdgesThatAre<G, T, 'one'>
export type Target<G, T, E> = EdgePart<G, T, E, 0> & string

type Includable<G, T> = Part<G, T, 'include'> & string
/** `emails`, and two levels deep: `households.people`. */
export type Include<G, T> = { [I in Includable<G, T>]: I | `${I}.${Includable<G, Target<G, T, I>>}` }[Includable<G, T>]
type Head<I> = I extends `${infer First}.${string}` ? First : I
type Tail<I, First extends string> = I extends `${First}.${infer Rest}` ? Rest : never

/** A Person's fields are named, and those of what else carries medical notes: otherwise they would come along. */
type Named<G> = { [T in keyof G]: T extends 'Person' ? T : 'medical_notes' extends keyof Part<G, T, 'attributes'> ? T : never }[keyof G]
type Reached<G, T, I> = T | (I extends `${infer First}.${infer Second}` ? Target<G, T, First> | Target<G, Target<G, T, First>, Second> : Target<G, T, I>)
type NameFields<Types> = [Types] extends [never] ? unknown : { fields: { [T in Types & string]: readonly string[] } }
export type Naming<G, T, I> = NameFields<Extract<Named<G>, Reached<G, T, I>>>
/** What can be asked for without a further word. */
export type WithoutFields<G, T, E extends string> = E extends unknown ? (Target<G, T, E> extends Named<G> ? never : E) : never

export type Fields<G> = { readonly [T in keyof G]?: readonly (keyof Part<G, T, 'attributes'> | keyof Part<G, T, 'relationships'>)[] }
type OnlyOf<G, F> = { readonly [T in Exclude<keyof F, keyof G>]: never }

interface Reading {
  string: string | null
  boolean: boolean
  integer: number | null
  number: number | null
  date: string | null
  datetime: string | null
  json: unknown
}

type Comparing<Value> = Value | { gt?: Value; gte?: Value; lt?: Value; lte?: Value }
interface Asking {
  string: string
  boolean: boolean
  integer: Comparing<number | string>
  number: Comparing<number | string>
  date: Comparing<string>
  datetime: Comparing<string | Date>
  json: string
}

type Where<W> = [keyof W] extends [never] ? Record<string, never> : { readonly [K in keyof W]?: W[K] extends keyof Asking ? Asking[W[K]] : never }
type Order<G, T> = Part<G, T, 'order'> & string

export interface SingleQuestion<G, T, I, F> {
  include?: readonly (I & Include<G, T>)[]
  /** Attributes and relationships to be sent, by type; all of them where nothing is said. What is included is always sent. */
  fields?: F & OnlyOf<G, F>
}

export interface ListQuestion<G, T, E, I, F> extends SingleQuestion<G, Target<G, T, E>, I, F> {
  /** Texts are compared regardless of case; `%` at either end stands for anything. A bare date is a day where the church is. */
  where?: Where<Part<G, Target<G, T, E>, 'where'>>
  order?: Order<G, Target<G, T, E>> | `-${Order<G, Target<G, T, E>>}` | readonly (Order<G, Target<G, T, E>> | `-${Order<G, Target<G, T, E>>}`)[]
  filter?: readonly EdgePart<G, T, E, 2>[]
  /** What a filter wants to know besides: `{ time: '2026-01-01T00:00:00Z' }` for `created_since`. */
  parameters?: Readonly<Record<string, string>>
  /** At most 100, which it is unless told. */
  perPage?: number
  offset?: number
}

type Values<Kinds> = { [A in keyof Kinds]: Kinds[A] extends keyof Reading ? Reading[Kinds[A]] : never }
type Sent<Kinds, T, F> = T extends keyof F ? (F[T] extends readonly (infer Field)[] ? Values<Pick<Kinds, Field & keyof Kinds>> : Values<Kinds>) : Values<Kinds>

export interface Pointer {
  type: string
  id: string
}

/** A resource as it was asked for. Whatever is no yes or no may be null: Planning Center does not say what never is. */
export interface Found<G, T, I, F> {
  id: string
  type: string
  attributes: Sent<Part<G, T, 'attributes'>, T, F>
  /** Where it points to, included or not. */
  relationships: { [R in keyof Part<G, T, 'relationships'>]?: Part<G, T, 'relationships'>[R] extends 'many' ? Pointer[] : Pointer | null }
  /** What was included, as it stands there. */
  related: { [First in Head<I> & string]: EdgePart<G, T, First, 1> extends 'many' ? Found<G, Target<G, T, First>, Tail<I, First>, F>[] : Found<G, Target<G, T, First>, Tail<I, First>, F> | null }
  links: Record<string, unknown>
}

export interface Page<Row> {
  rows: Row[]
  /** On all pages together, as Planning Center counts them. */
  total: number
  /** Where the next page begins; null: this was the last. */
  nextOffset: number | null
}

/** Somewhere in a product: at its Organization to begin with. Asking goes on from there. */
export interface Place<G, T> {
  /** On to one of many, by its id, or to what there is one of. Nothing is asked yet. */
  at<E extends ToMany<G, T>>(edge: E, id: string): Place<G, Target<G, T, E>>
  at<E extends ToOne<G, T>>(edge: E): Place<G, Target<G, T, E>>

  /** @throws PlanningCenterError, and whatever the token source throws; so do the others */
  get<const I extends Include<G, T> = never, const F extends Fields<G> = object>(question: SingleQuestion<G, T, I, F> & Naming<G, T, I>): Promise<Found<G, T, I, F>>

  /** One page. */
  list<E extends WithoutFields<G, T, ToMany<G, T>>>(edge: E): Promise<Page<Found<G, Target<G, T, E>, never, object>>>
  list<E extends ToMany<G, T>, const I extends Include<G, Target<G, T, E>> = never, const F extends Fields<G> = object>(
    edge: E,
    question: ListQuestion<G, T, E, I, F> & Naming<G, Target<G, T, E>, I>,
  ): Promise<Page<Found<G, Target<G, T, E>, I, F>>>

  /** Page after page, each when it is asked for; where the rate limit leaves no room it is waited for, up to the deadline. */
  pages<E extends WithoutFields<G, T, ToMany<G, T>>>(edge: E): AsyncIterable<Page<Found<G, Target<G, T, E>, never, object>>>
  pages<E extends ToMany<G, T>, const I extends Include<G, Target<G, T, E>> = never, const F extends Fields<G> = object>(
    edge: E,
    question: ListQuestion<G, T, E, I, F> & Naming<G, Target<G, T, E>, I>,
  ): AsyncIterable<Page<Found<G, Target<G, T, E>, I, F>>>

  /** The rows of all pages, one after the other. */
  each<E extends WithoutFields<G, T, ToMany<G, T>>>(edge: E): AsyncIterable<Found<G, Target<G, T, E>, never, object>>
  each<E extends ToMany<G, T>, const I extends Include<G, Target<G, T, E>> = never, const F extends Fields<G> = object>(
    edge: E,
    question: ListQuestion<G, T, E, I, F> & Naming<G, Target<G, T, E>, I>,
  ): AsyncIterable<Found<G, Target<G, T, E>, I, F>>
}

/** Where a product begins: its collections lie here. */
export type Asked<Name extends keyof Products> = Place<Products[Name], 'Organization'>
