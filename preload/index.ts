// Only generated code: the page can make the calls of bridge/keydesk.eipc, and no other calls.
import '../bridge/generated/preload/keydesk.ts';
