#!/bin/sh
# Runs simulated worlds in a release build until one shows a fault, for as long as one likes.
#
#   scripts/simulate.sh                       seeds from the time of day on, without end
#   scripts/simulate.sh 1 500                 500 seeds from 1 on
#   scripts/simulate.sh 1 500 5000            the same, 5,000 steps each
#   scripts/simulate.sh 1 500 5000 --coverage and in the end what they met, and what they never met
#
# The last seed named on stderr is the one that ended the process, should one do that.
set -eu
cd "$(dirname "$0")/.."
first=${1:-$(date +%s)}
count=${2:-0}
steps=${3:-2000}
[ $# -lt 3 ] && set -- || shift 3
exec swift run -c release ferry-simulate --seed "$first" --seeds "$count" --steps "$steps" --announce "$@"
