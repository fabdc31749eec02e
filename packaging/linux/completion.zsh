#compdef keydesk
# Completion of keydesk for zsh.
_arguments -C \
  '(- *)'{-h,--help}'[what each command does]' \
  '(- *)--version[the version of Keydesk]' \
  '1:command:((list\:"the keys that are kept on this computer" credentials\:"one key as JSON, its secret in clear text" exec\:"run a command that finds the key in its environment" report\:"every key of the tenancy, by age" accounts\:"the accounts that are signed in" policy\:"what your company prescribes" ledger\:"whether the ledger of rotations is whole"))' \
  '*::argument:->arguments'
if [[ $state = arguments ]]; then
  case $words[1] in
    ledger) _arguments '1:what:(verify)' '2:file:_files' ;;
    list | accounts | policy) _arguments '--json[as JSON]' ;;
    report)
      _arguments '--account[an account of the window]:account:' '--profile[a profile of an OCI configuration file]:profile:' \
        '--config[the OCI configuration file]:file:_files' '--domain[this domain only]:domain:' \
        '--max-age[when a key is overdue]:days:' '--expiring[tells the keys that expire soon]:days:' \
        '--format[how it is written]:format:(table csv json)' '--output[where it is written]:file:_files'
      ;;
    exec) _arguments '1:name of a kept key:' '*::command:_normal' ;;
  esac
fi
