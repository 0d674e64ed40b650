# SPDX-License-Identifier: GPL-3.0-or-later
complete -c m77 -a '(m77 complete (commandline -cp | string collect) 2>/dev/null)'
