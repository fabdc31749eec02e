/** The last step that a rotation has done. `observed`: the waiting time is over. A file of its own, so that the page loads no schemas. */
export const rotationSteps = ['chosen', 'made', 'handed-over', 'tested', 'deactivated', 'observed', 'deleted'] as const;
