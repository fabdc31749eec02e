# Completion of keydesk for bash.
_keydesk() {
  local word=${COMP_WORDS[COMP_CWORD]}
  if [ "$COMP_CWORD" -eq 1 ]; then
    mapfile -t COMPREPLY < <(compgen -W 'list credentials exec report accounts policy ledger --help --version' -- "$word")
    compopt -o default
  elif [ "${COMP_WORDS[1]}" = ledger ]; then
    mapfile -t COMPREPLY < <(compgen -W 'verify' -- "$word")
  elif [ "${COMP_WORDS[1]}" = list ] || [ "${COMP_WORDS[1]}" = accounts ] || [ "${COMP_WORDS[1]}" = policy ]; then
    mapfile -t COMPREPLY < <(compgen -W '--json' -- "$word")
  elif [ "${COMP_WORDS[1]}" = report ] && [[ $word = -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W '--account --profile --config --domain --max-age --expiring --format --output' -- "$word")
  elif [ "${COMP_WORDS[COMP_CWORD - 1]}" = --format ]; then
    mapfile -t COMPREPLY < <(compgen -W 'table csv json' -- "$word")
  elif [ "${COMP_WORDS[1]}" = exec ] && [ "$COMP_CWORD" -eq 3 ]; then
    COMPREPLY=(--)
  else
    compopt -o default
  fi
}
complete -F _keydesk keydesk
