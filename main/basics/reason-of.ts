/** What went wrong, in the words of whatever threw: of the system or of a library. */
export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
