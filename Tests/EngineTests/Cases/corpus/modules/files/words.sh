#!/bin/sh
echo "$0" | sed "s,.*/,,"; for word do echo "<$word>"; done; pwd
