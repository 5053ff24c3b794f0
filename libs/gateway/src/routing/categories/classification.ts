/** What a request looks like to the categories of its workspace. */
export interface ClassifiableRequest {
  /** Of the caller, lower-case names. */
  header(name: string): string | undefined;
  readonly systemText: string;
  /** The last user message. */
  readonly userText: string;
  readonly hasTools: boolean;
  readonly hasSchema: boolean;
  readonly modality: 'text' | 'image' | 'audio' | 'video';
  /** Characters of the whole input. */
  readonly chars: number;
}

export type ClassificationSource = 'header' | 'template' | 'rule' | 'classifier' | 'default';

/** The category of a request and what decided it. */
export interface Classification {
  readonly category: string;
  readonly decidedBy: ClassificationSource;
  /** Which rule, template or header, in words; null: none did. */
  readonly detail: string | null;
  /** Probability per category, where the classifier was asked; null: it was not. */
  readonly scores: Readonly<Record<string, number>> | null;
}

/** Puts a request into one category: pure, no I/O, built with the snapshot. */
export type Classify = (request: ClassifiableRequest) => Classification;

export const DEFAULT_CATEGORY = 'default';
