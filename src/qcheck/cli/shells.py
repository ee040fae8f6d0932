"""Shells: the script that makes each of them ask qcheck what could come next."""

# Words are read line by line and never expanded, so that nothing in them can run.
BASH = r"""# Completion of qcheck for bash 4.4 or newer.
_qcheck_completion() {
    local found
    COMPREPLY=()
    if found=$(_QCHECK_COMPLETE=complete_bash _QCHECK_LINE="${COMP_LINE:0:COMP_POINT}" COMP_TYPE="$COMP_TYPE" \
        COMP_WORDBREAKS="$COMP_WORDBREAKS" COLUMNS="$COLUMNS" command qcheck 2>/dev/null </dev/null); then
        [[ -z $found ]] || mapfile -t COMPREPLY <<<"$found"
    else
        compopt -o default
    fi
}
complete -o nosort -F _qcheck_completion qcheck
"""

ZSH = r"""#compdef qcheck
# Completion of qcheck for zsh.
_qcheck() {
    local found
    local -a offers
    if found="$(_QCHECK_COMPLETE=complete_zsh _QCHECK_LINE="${(j: :)words[1,CURRENT-1]} $PREFIX" \
        command qcheck 2>/dev/null </dev/null)"; then
        offers=("${(@f)found}")
        [[ -z $found ]] || _describe -V qcheck offers
    else
        _files
    fi
}
if [[ $funcstack[1] == _qcheck ]]; then
    _qcheck "$@"
else
    compdef _qcheck qcheck
fi
"""

FISH = r"""# Completion of qcheck for fish.
function __qcheck_complete
    set -lx _QCHECK_COMPLETE complete_fish
    set -lx _QCHECK_LINE (commandline -cp)
    set -l found (command qcheck 2>/dev/null </dev/null)
    if test $status -eq 0
        test (count $found) -gt 0; and printf '%s\n' $found
    else
        __fish_complete_path (commandline -ct)
    end
end
complete --command qcheck --no-files --keep-order --arguments '(__qcheck_complete)'
"""

POWERSHELL = r"""# Completion of qcheck for PowerShell.
Register-ArgumentCompleter -Native -CommandName qcheck -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $line = $commandAst.ToString()
    $end = [Math]::Max(0, $cursorPosition - $commandAst.Extent.StartOffset)
    $Env:_QCHECK_COMPLETE = 'complete_powershell'
    $Env:_QCHECK_LINE = $line.PadRight($end).Substring(0, $end)
    try {
        qcheck 2>$null | ForEach-Object {
            $word, $text = $_ -split "`t", 2
            if (-not $text) { $text = $word }
            [System.Management.Automation.CompletionResult]::new($word, $word, 'ParameterValue', $text)
        }
    } finally {
        Remove-Item Env:_QCHECK_COMPLETE, Env:_QCHECK_LINE
    }
}
"""

SCRIPTS = {"bash": BASH, "zsh": ZSH, "fish": FISH, "powershell": POWERSHELL}
