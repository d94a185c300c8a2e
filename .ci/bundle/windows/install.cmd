@echo off
rem Installs Gradientscope for you, out of this folder; a double click is enough.
powershell -NoProfile -ExecutionPolicy Bypass -File "%~dp0install.ps1"
pause
