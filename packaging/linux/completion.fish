# Completion of keydesk for fish.
complete -c keydesk -n __fish_use_subcommand -f -a list -d 'The keys that are kept on this computer'
complete -c keydesk -n __fish_use_subcommand -f -a credentials -d 'One key as JSON, its secret in clear text'
complete -c keydesk -n __fish_use_subcommand -f -a exec -d 'Run a command that finds the key in its environment'
complete -c keydesk -n '__fish_seen_subcommand_from list' -f -l json -d 'As JSON'
complete -c keydesk -n __fish_use_subcommand -f -l help -s h -d 'What each command does'
complete -c keydesk -n __fish_use_subcommand -f -l version -d 'The version of Keydesk'
