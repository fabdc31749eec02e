#compdef keydesk
# Completion of keydesk for zsh.
_arguments -C \
  '(- *)'{-h,--help}'[what each command does]' \
  '(- *)--version[the version of Keydesk]' \
  '1:command:((list\:"the keys that are kept on this computer" credentials\:"one key as JSON, its secret in clear text" exec\:"run a command that finds the key in its environment"))' \
  '*::argument:->arguments'
if [[ $state = arguments ]]; then
  case $words[1] in
    list) _arguments '--json[as JSON]' ;;
    exec) _arguments '1:name of a kept key:' '*::command:_normal' ;;
  esac
fi
