# Generated from the verb table; do not edit.
_homeportctl() {
    local current=${COMP_WORDS[COMP_CWORD]} words=() word options='' verb='' i
    for ((i = 1; i < COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        [[ $word == -* ]] || words+=("$word")
    done
    local given="${words[*]}"
    local verbs='status
fingerprint
invite
member list
member add
member set
member drain
member withdraw
member ready
member remove
admin list
admin add
admin passwd
admin remove
table show
table history
table diff
table merge
table put-back
storage list
storage create
storage attach
storage detach
storage check
storage serve
account move show
account move resume
account move revert
account move purge
account move stop
account move
domain list
domain add
account create
account show
account list
account passwd
account enable
account disable
account delete
alias add
alias remove
account import
account reconcile
directory status
directory copy add
directory copy remove
directory promote
queue lanes
queue shape
queue list
queue search
queue show
queue export
queue retry
queue reroute
queue hold
queue release
queue delete
queue adopt
route
reassign
storage reassign
restore
job show
job pause
job resume
job cancel
job undo
session list
session end
audit list
task list
member test
table apply
account pending
'
    while read -r word; do
        [[ "$given " == "$word "* && ${#word} -gt ${#verb} ]] && verb=$word
    done <<<"$verbs"
    case $verb in
    'invite') options='--rights --replace --without' ;;
    'member add') options='--rights --address --admin-address' ;;
    'member set') options='--rights --admin-state --address --admin-address' ;;
    'member remove') options='--queue-gone' ;;
    'admin add') options='--role --password-file --password-stdin' ;;
    'admin passwd') options='--password-file --password-stdin' ;;
    'table show') options='--revision' ;;
    'table history') options='--limit' ;;
    'table merge') options='--take --branch' ;;
    'table put-back') options='--dry-run' ;;
    'storage create') options='--member' ;;
    'storage attach') options='--fenced --only-copy --member' ;;
    'storage check') options='--deep --member' ;;
    'storage serve') options='--alone --member' ;;
    'account move') options='--storage --from --to --domain --limit --rate' ;;
    'account create') options='--host --storage --quota --password-file --password-stdin' ;;
    'account list') options='--host --old-host --domain --text' ;;
    'account passwd') options='--password-file --password-stdin' ;;
    'account import') options='--format --host --storage --spread --create-domains --dry-run --report --attribute' ;;
    'account reconcile') options='--host --mend --min-age --limit' ;;
    'directory promote') options='--down --without' ;;
    'queue list') options='--member --after --limit' ;;
    'queue search') options='--from --to --error --mail-state --older-than --larger-than --sort --descending --member --limit --after' ;;
    'queue show') options='--member' ;;
    'queue export') options='--member --file' ;;
    'queue retry') options='--from --to --error --mail-state --older-than --larger-than --all --expected --member' ;;
    'queue reroute') options='--from --to --error --mail-state --older-than --larger-than --all --expected --member' ;;
    'queue hold') options='--from --to --error --mail-state --older-than --larger-than --all --expected --member' ;;
    'queue release') options='--from --to --error --mail-state --older-than --larger-than --all --expected --member --quarantined' ;;
    'queue delete') options='--from --to --error --mail-state --older-than --larger-than --all --expected --member --notify' ;;
    'queue adopt') options='--member' ;;
    'route') options='--member --all' ;;
    'reassign') options='--dry-run --without --background --storage' ;;
    'storage reassign') options='--dry-run --without --background' ;;
    'restore') options='--background' ;;
    'job pause') options='--background' ;;
    'job resume') options='--background' ;;
    'job cancel') options='--background' ;;
    'job undo') options='--background' ;;
    'session list') options='--member --service --text --limit' ;;
    'session end') options='--member --account --all' ;;
    'audit list') options='--who --what --text --since --until --failed --request --limit' ;;
    'member test') options='--address' ;;
    'table apply') options='--expected --comment --dry-run' ;;
    esac
    if [[ $current == -* ]]; then
        COMPREPLY=($(compgen -W "$options --state --connect --user --login-password-file --fingerprint --ca -o --timeout --yes --help --version --manual --completion" -- "$current"))
    elif [[ -z $verb ]]; then
        COMPREPLY=($(compgen -W "$(while read -r word; do
            [[ -z $given || $word == "$given "* ]] && set -- ${word#"$given"} && echo "$1"
        done <<<"$verbs" | sort -u)" -- "$current"))
    fi
}
complete -o default -F _homeportctl homeportctl
