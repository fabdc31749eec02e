; Links that begin with keydesk:. SHCTX is the user's own part of the registry, or the computer's.
!macro customInstall
  WriteRegStr SHCTX "Software\Classes\keydesk" "" "URL:Keydesk"
  WriteRegStr SHCTX "Software\Classes\keydesk" "URL Protocol" ""
  WriteRegStr SHCTX "Software\Classes\keydesk\shell\open\command" "" '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" "%1"'
!macroend

!macro customUnInstall
  DeleteRegKey SHCTX "Software\Classes\keydesk"
!macroend
