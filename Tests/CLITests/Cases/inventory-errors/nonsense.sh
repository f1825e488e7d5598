#!/bin/sh
echo "{\"web\": nonsense}"
