/**
 * Plays the service for an account that may no longer see a user, while `isUnseen`: the service shows no user, and gives an empty list of
 * keys. It still answers deletions as before.
 */
export function playUnseenUser() {
  const service = {
    isUnseen: false,
    fetch: async (...call: Parameters<typeof fetch>) => {
      const answer = await fetch(...call);
      if (!service.isUnseen || call[1]?.method === 'DELETE') return answer;
      const listed = { ...(await answer.json()), totalResults: 0, Resources: [] };
      return 'itemsPerPage' in listed ? Response.json(listed) : Response.json({ detail: 'not found' }, { status: 404 });
    },
  };
  return service;
}
