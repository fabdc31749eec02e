// Generated code only: the page may make the calls of bridge/keydesk.eipc, and no others.
import '../bridge/generated/preload/keydesk.ts';
