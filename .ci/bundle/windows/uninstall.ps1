# Removes what install.ps1 has installed.
$classes = "HKCU:\Software\Classes"
Remove-Item -Recurse -Force -ErrorAction Ignore "$classes\Gradientscope.Experiment", "$classes\.gradientscope"
Remove-ItemProperty -ErrorAction Ignore "$classes\.json\OpenWithProgids" -Name "Gradientscope.Experiment"
Remove-Item -ErrorAction Ignore (Join-Path ([Environment]::GetFolderPath("Programs")) "Gradientscope.lnk")
Remove-Item -Recurse -Force -ErrorAction Ignore (Join-Path $env:LOCALAPPDATA "Programs\Gradientscope")
Write-Output "Gradientscope is removed."
