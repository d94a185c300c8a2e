# Installs Gradientscope out of this folder, for the user alone. An older version is replaced as a whole.
$ErrorActionPreference = "Stop"
$program = Join-Path $env:LOCALAPPDATA "Programs\Gradientscope"
if ($PSScriptRoot -ne $program) {
    Remove-Item -Recurse -Force -ErrorAction Ignore "$program.new", "$program.old"
    New-Item -ItemType Directory -Force (Split-Path $program) | Out-Null
    Copy-Item -Recurse $PSScriptRoot "$program.new"
    if (Test-Path $program) { Move-Item $program "$program.old" }
    Move-Item "$program.new" $program
    Remove-Item -Recurse -Force -ErrorAction Ignore "$program.old"
}
$executable = Join-Path $program "gradientscope.exe"

$shortcut = (New-Object -ComObject WScript.Shell).CreateShortcut(
    (Join-Path ([Environment]::GetFolderPath("Programs")) "Gradientscope.lnk"))
$shortcut.TargetPath = $executable
$shortcut.IconLocation = Join-Path $program "gradientscope.ico"
$shortcut.Save()

# .gradientscope opens with it; for .json it is only offered
$classes = "HKCU:\Software\Classes"
New-Item -Force "$classes\Gradientscope.Experiment\shell\open\command" -Value "`"$executable`" `"%1`"" | Out-Null
New-Item -Force "$classes\Gradientscope.Experiment\DefaultIcon" -Value "$program\gradientscope.ico" | Out-Null
Set-Item "$classes\Gradientscope.Experiment" -Value "Gradientscope experiment"
New-Item -Force "$classes\.gradientscope" -Value "Gradientscope.Experiment" | Out-Null
New-Item -Force "$classes\.json\OpenWithProgids" | Out-Null
New-ItemProperty -Force "$classes\.json\OpenWithProgids" -Name "Gradientscope.Experiment" -Value "" | Out-Null

Write-Output "Gradientscope $(Get-Content (Join-Path $program 'version.txt')) is installed in $program."
