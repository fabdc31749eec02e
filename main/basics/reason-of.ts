/** What went wrong, in the words of the system or library that threw the error. */
export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
