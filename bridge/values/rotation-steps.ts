/** The last step of a rotation that is done. `observed`: the waiting time is over. Its own file, so that the page loads no schemas for it. */
export const rotationSteps = ['chosen', 'made', 'handed-over', 'tested', 'deactivated', 'observed', 'deleted'] as const;
