#!/usr/bin/env bash
# codeb-slot: deploys, promotes and rolls back on the App Server, also while none of CodeB's services runs.
# Made of deploy/codeb-slot.d by deploy/build-codeb-slot; change it there. See: codeb-slot --help
set -uo pipefail
shopt -s inherit_errexit
export LC_ALL=C.UTF-8 TZ=UTC PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
