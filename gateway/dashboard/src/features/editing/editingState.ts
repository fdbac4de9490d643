import { create } from 'zustand'

/** One field is open at a time; it lives here, so that a row may leave the screen and come back with what was typed. */
interface OpenField {
  readonly place: string
  readonly text: string
  readonly location: string | null
  /** Why what was typed cannot be taken; null while it can. */
  readonly why: string | null
}

/** What was just made and can still be taken back without looking for it. */
interface Offer {
  /** Of the edits, taken back together. */
  readonly ids: readonly string[]
  readonly text: string
}

interface EditingState {
  readonly field: OpenField | null
  readonly offer: Offer | null
  /** Said to whoever cannot see it. */
  readonly said: string
  readonly open: (place: string, text: string, location: string | null) => void
  readonly type: (change: Partial<Omit<OpenField, 'place'>>) => void
  readonly close: () => void
  readonly offerUndo: (offer: Offer) => void
  readonly withdrawOffer: (said: string) => void
}

export const useEditing = create<EditingState>()((set) => ({
  field: null,
  offer: null,
  said: '',
  open: (place, text, location) => { set({ field: { place, text, location, why: null } }) },
  type: (change) => { set(({ field }) => ({ field: field === null ? null : { ...field, why: null, ...change } })) },
  close: () => { set({ field: null }) },
  offerUndo: (offer) => { set({ field: null, offer, said: '' }) },
  withdrawOffer: (said) => { set({ offer: null, said }) },
}))
