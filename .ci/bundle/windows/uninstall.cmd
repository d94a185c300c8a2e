@echo off
rem Removes Gradientscope; experiments and settings stay.
powershell -NoProfile -ExecutionPolicy Bypass -File "%~dp0uninstall.ps1"
pause
