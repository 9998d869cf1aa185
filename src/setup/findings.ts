/** What a check found, as one sentence: how it is, or what is wrong and how it is mended. */
export interface Finding {
  about: string
  state: 'good' | 'wrong' | 'unsure'
  words: string
}

/** One thing that is looked at; it never throws and never says a secret. */
export interface Check {
  about: string
  look(): Promise<Omit<Finding, 'about'>>
}

export const good = (words: string): Omit<Finding, 'about'> => ({ state: 'good', words })
export const wrong = (words: string): Omit<Finding, 'about'> => ({ state: 'wrong', words })
/** It works, or nobody can tell, and it should be looked after. */
export const unsure = (words: string): Omit<Finding, 'about'> => ({ state: 'unsure', words })
