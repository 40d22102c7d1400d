#!/usr/bin/env bash
# Takes each of the nine conditions away under which a launch cannot happen twice, and sees whether a test notices.
#
#     benches/launch_mutants.sh            every mutant
#     benches/launch_mutants.sh canary     those of one condition
#
# Run it from the root of the repository. The tree is copied and the copy is broken; the tree itself is only read. What is
# built goes into CARGO_TARGET_DIR where that is set, else into the copy. Ends with 1 when a mutant survives or cannot be
# made.
set -euo pipefail

[ -f Cargo.toml ] && [ -d tests/launch ] || { echo "run this from the root of the repository" >&2; exit 2; }
only=${1:-}
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
cp -R Cargo.toml Cargo.lock README.md src assets benches tests "$copy"
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$copy/target}
# A relative folder is the caller's, not the copy's.
case $CARGO_TARGET_DIR in /*) ;; *) CARGO_TARGET_DIR=$PWD/$CARGO_TARGET_DIR ;; esac
cd "$copy"
# Of another version, so that in a shared folder no build of a mutant is taken for one of the tree.
version=$(sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml | head -n 1)
sed "s/^version = \"$version\"\$/version = \"$version-mutant\"/" Cargo.toml > log && cat log > Cargo.toml
grep -q "^version = \"$version-mutant\"\$" Cargo.toml
export RUST_BACKTRACE=0
log=$copy/log
touched=()
made=0 killed=0 bad=0

# swap FILE OLD NEW: OLD must be there exactly once.
swap() {
    local text rest
    text=$(cat "$1"; printf x)
    rest=${text#*"$2"}
    if [ "$rest" = "$text" ] || [ "${rest#*"$2"}" != "$rest" ]; then
        echo "the source has changed: not exactly once in $1: $2" >&2
        exit 1
    fi
    [ -f "$1.kept" ] || { cp "$1" "$1.kept"; touched+=("$1"); }
    text=${text%"$2$rest"}$3$rest
    printf %s "${text%x}" > "$1"
}

restore() {
    local file
    for file in "${touched[@]}"; do
        # Written anew, so that cargo sees it is another.
        cat "$file.kept" > "$file"
        rm "$file.kept"
    done
    touched=()
}

# mutant CONDITION WHAT TESTS…: TESTS are arguments of `cargo test`, tried until one fails. The swaps were made before.
mutant() {
    local condition=$1 what=$2 tests failed name
    shift 2
    made=$((made + 1))
    for tests in "$@"; do
        # shellcheck disable=SC2086
        if timeout 900 cargo test --quiet $tests > "$log" 2>&1; then continue; fi
        failed=$(sed -n 's/^---- \(.*\) stdout ----$/\1/p' "$log")
        name=$(head -n 1 <<< "$failed")
        if [ -z "$name" ]; then
            printf '%-18s BROKEN    %s\n' "$condition" "$what"
            tail -n 20 "$log" >&2
            bad=$((bad + 1))
        else
            printf '%-18s killed    %s  [%s: %s, %d in all]\n' "$condition" "$what" "$tests" "$name" \
                "$(wc -l <<< "$failed")"
            killed=$((killed + 1))
        fi
        restore
        return
    done
    printf '%-18s SURVIVED  %s\n' "$condition" "$what"
    bad=$((bad + 1))
    restore
}

launch=src/domain/launch
wire='--test launch'
send='--test api sending'
rules='--lib domain::launch'
disk='--lib storage::journal'
lock='--lib storage::lock'

# A test that fails anyway kills nothing.
echo 'the tree as it is: every test must pass'
for tests in "$wire" "$send" "$rules" "$disk" "$lock"; do
    # shellcheck disable=SC2086
    cargo test --quiet $tests > "$log" 2>&1 || { tail -n 40 "$log" >&2; exit 1; }
done

wanted() { [ -z "$only" ] || [ "$only" = "$1" ]; }

if wanted fsync; then
    swap src/storage/journal/sqlite/schema.rs '("synchronous", "EXTRA", "3")' '("synchronous", "OFF", "0")'
    mutant fsync 'the journal does not wait for the disk' "$disk"
    swap $launch/journal.rs $'    journal.write(&change)?;\n    *launch' '    *launch'
    mutant fsync 'the permission to send comes before SENDING is written' "$wire" "$rules"
    swap src/storage/journal/sqlite/schema.rs '("journal_mode", "DELETE", "delete")' '("journal_mode", "MEMORY", "memory")'
    mutant fsync 'what undoes half a commit is kept in memory' "$disk"
fi

if wanted cas; then
    swap src/storage/journal/sqlite/rows.rs 'WHERE id = ? AND phase = ? AND version = ?' \
        'WHERE id = ? AND (phase = ? OR 1) AND (version = ? OR 1)'
    mutant cas 'a change is written over whatever is there' "$wire" "$disk"
    swap src/storage/journal/sqlite/rows.rs 'AND version = ?' 'AND (version = ? OR 1)'
    mutant cas 'the version is ignored' "$disk"
    swap src/storage/journal/sqlite.rs 'if launch.phase == Phase::Confirmed {' 'if false {'
    mutant cas 'names are not compared in the transaction that confirms' "$disk"
fi

if wanted draft; then
    swap $launch/journal.rs 'let same = made().find(|launch| of(launch));' 'let same = made().find(|launch| of(launch) && false);'
    mutant draft 'a draft is launched again under another name' "$disk" "$rules"
    swap $launch/journal.rs 'let akin = |launch: &Launch| launch.origin' 'let akin = |launch: &Launch| false && launch.origin'
    mutant draft 'a copy of a draft is another draft' "$disk" "$rules"
    swap $launch/journal.rs 'same_draft(launches, &launch.id, launch.origin.as_ref(), retyped, now).or_else(|| {' 'None.or_else(|| {'
    mutant draft 'drafts are not compared in the transaction that confirms' "$disk"
fi

if wanted owner; then
    alive=$'            if !self.is_deserted(launch) {\n                continue;\n            }\n            if let Some(change) = launch.recover'
    swap src/runtime/launch/records.rs "$alive" '            if let Some(change) = launch.recover'
    mutant owner 'recovery ignores who is alive' "$wire"
    swap src/runtime/launch/records.rs "$alive" '            if let Some(change) = launch.recover'
    swap src/runtime/launch/records.rs 'let Some(_lock) = self.try_lock().await? else { return self.launches().await };' \
        'let _lock = self.try_lock().await?;'
    mutant owner 'recovery ignores who is alive and who holds the lock' "$wire"
    swap $launch/transition.rs 'self.phase.is_owned() && self.owner.as_ref() == Some(owner)' 'self.phase.is_owned()'
    mutant owner 'anybody may drive a launch' "$rules"
    swap src/storage/lock.rs 'Err(TryLockError::WouldBlock) => return Ok(None),' 'Err(TryLockError::WouldBlock) => {}'
    mutant owner 'a lock that another holds is taken' "$lock"
fi

if wanted quiet; then
    swap $launch/reconcile.rs 'pub const QUIET: Duration = Duration::from_secs(600);' \
        'pub const QUIET: Duration = Duration::from_secs(0);'
    mutant quiet 'there is no quiet period' "$wire" "$rules"
    swap $launch/reconcile.rs '.is_some_and(|passed| passed >= QUIET)' '.is_none_or(|passed| passed >= QUIET)'
    mutant quiet 'a period that cannot be counted is over' "$wire" "$rules"
    swap $launch/mod.rs '(self.clock == earlier.clock).then(' 'true.then('
    mutant quiet 'the period goes on through a restart of the machine' "$wire" "$rules"
    swap $launch/transition.rs '(next.found, next.why, next.quiet_from) = (found, why, Some(at));' \
        'let _ = at; (next.found, next.why) = (found, why);'
    mutant quiet 'the period counts from SENDING' "$rules"
    swap $launch/transition.rs ' && reconcile::quiet_is_over(&next, at);' ';'
    mutant quiet 'a list of within the period proves an absence' "$rules"
fi

if wanted canary; then
    swap $launch/reconcile.rs 'if kept * 2 < before.len() {' 'if false {'
    mutant canary 'a list that lost what it held is believed' "$wire" "$rules"
    swap $launch/reconcile.rs '} else if list.unreadable > 0 || nameless {' '} else if false {'
    mutant canary 'a list that cannot be read whole is believed' "$wire" "$rules"
fi

if wanted no-redirect; then
    swap src/api/client.rs 'redirect::Policy::none()' 'redirect::Policy::default()'
    mutant no-redirect 'redirects are followed' "$send"
fi

if wanted no-retry; then
    swap src/api/client.rs 'retry::never()' \
        'retry::for_host("127.0.0.1").no_budget().classify_fn(|tried| match tried.status() {
                Some(status) if !status.is_server_error() => tried.success(),
                _ => tried.retryable(),
            })'
    mutant no-retry 'the HTTP library tries again' "$send" "$wire"
    swap src/api/sender.rs '        let sent = match request.send().await {' \
        '        let again = request.try_clone();
        let mut first = request.send().await;
        if let (Err(_), Some(again)) = (&first, again) {
            first = again.send().await;
        }
        let sent = match first {'
    mutant no-retry 'a request without an answer is sent again' "$wire" "$send"
fi

if wanted classify; then
    swap $launch/classify.rs 'Ending::NoAnswer | Ending::Answer { .. } => Proof::Unknown' \
        'Ending::NoAnswer | Ending::Answer { .. } => Proof::Rejected'
    mutant classify 'what is not known is a refusal' "$wire" "$rules"
    swap $launch/classify.rs 'const REFUSALS: [u16; 10] = [400,' 'const REFUSALS: [u16; 14] = [500, 502, 503, 504, 400,'
    mutant classify 'a server in trouble refuses' "$wire" "$rules"
    swap $launch/classify.rs ' && body != Body::Cut => Proof::Rejected' ' => Proof::Rejected'
    mutant classify 'half a refusal refuses' "$rules"
    swap $launch/classify.rs 'Body::NotJson => Proof::Unknown' 'Body::NotJson => Proof::CreatedNoId'
    mutant classify 'any page with 200 is a success' "$wire" "$rules"
    swap src/api/sender.rs 'error.is_builder() || error.is_connect()' \
        'error.is_builder() || error.is_connect() || error.is_timeout()'
    mutant classify 'silence is taken for no connection' "$wire" "$send"
fi

echo "$killed of $made mutants killed"
[ "$made" -gt 0 ] && [ "$bad" -eq 0 ]
