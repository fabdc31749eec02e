// Generated code only: what the page may call is bridge/keydesk.eipc, and nothing else.
import '../bridge/generated/preload/keydesk.ts';
