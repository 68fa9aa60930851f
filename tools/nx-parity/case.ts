/** A call of nx, whose output is compared. */
export interface NxStep {
  nx: string | string[];
  env?: Record<string, string>;
  /** What it is called, if its words do not say it. */
  label?: string;
  /** Tasks that run at the same time print in any order. */
  isUnordered?: boolean;
}

/** Something that a person does to the workspace. */
export interface ChangeStep {
  change: (root: string) => void;
}

export type Step = NxStep | ChangeStep;

/** Steps that each side takes, from the same state of the workspace on. */
export interface Case {
  name: string;
  /** Nx has no caches at the start. */
  isCold?: boolean;
  /** What is there before, by one side or the other: each side must find it of use. */
  filledBy?: NxStep[];
  steps: Step[];
}
