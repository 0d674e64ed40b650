# SPDX-License-Identifier: GPL-3.0-or-later
# bash: m77 says which words fit; bash replaces only what follows the last of its own separators
# (= and : among them), so what stands before that is taken off again.
_m77 () {
  local line=${COMP_LINE:0:COMP_POINT} word candidate
  local IFS=$'\n'

  COMPREPLY=()
  word=${COMP_WORDS[COMP_CWORD]}
  [[ $word == [=:] ]] && word=
  while read -r candidate; do
    candidate=${candidate%%$'\t'*}
    COMPREPLY+=("$candidate")
  done < <(m77 complete "$line" 2> /dev/null)
  _m77_cut "$line" "$word"
  [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *[=:\<] ]] && compopt -o nospace
}

_m77_cut () {
  local last=${1##*[[:space:]]} before i

  [[ $2 == [\'\"]* ]] && return
  before=${last%"$2"}
  for i in "${!COMPREPLY[@]}"; do
    COMPREPLY[i]=${COMPREPLY[i]#"$before"}
  done
}

complete -o default -F _m77 m77
