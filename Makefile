# What people and CI run; `make` alone lists it. Needs Debian 12, Swift and root; `setup` fetches the rest.
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
SHELL := /bin/bash

packages := libssh2-1-dev libyaml-dev libpcre2-dev libssl-dev libcrypt-dev zlib1g-dev libstdc++-12-dev pkg-config \
    shellcheck busybox-static dash \
    mmdebstrap apt-utils systemd-container openssh-client openssh-server iproute2 curl openssl procps python3 python3-venv
# Linked into the release binary, so that it needs nothing but glibc.
static := ssh2 yaml pcre2-8 crypto crypt z stdc++
# Every shell script: the modules, and whatever else says so in its first line.
scripts = $(wildcard Sources/CModules/sh/*.sh Sources/CModules/sh/lib/*.sh Tests/Acceptance/lib.sh Tests/Host/lib/*.sh Tests/Host/lib/settle Tests/Host/rpm/offer) \
    $(shell git ls-files -co --exclude-standard | xargs -r awk \
        'FNR == 1 { if (/^\#!(\/usr\/bin\/env |\/bin\/)(ba)?sh/) print FILENAME; nextfile }' 2>/dev/null)

# What is installed: the program, and where.
program ?= .build/release/bosun
PREFIX ?= /usr/local
root = $(DESTDIR)$(PREFIX)
NAMES ?= bosun ansible ansible-config ansible-console ansible-doc ansible-galaxy ansible-inventory ansible-lint \
    ansible-playbook ansible-pull ansible-vault
names = $(NAMES)

.PHONY: help setup build release man completions install uninstall test differential demo compare bench bench-templates lint format

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t18

setup: ## install what building and testing need
	@missing=$$(comm -23 <(printf '%s\n' $(packages) | sort) \
	    <(dpkg-query -W -f '$${db:Status-Status} $${Package}\n' | sed -n 's/^installed //p' | sort)); \
	[ -z "$$missing" ] || { apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq -y install $$missing; }

build: setup ## debug build, with the tests
	swift build --build-tests

release: setup .build/static ## .build/release/bosun, one file
	PKG_CONFIG_PATH=$(CURDIR)/.build/static swift build -c release --product bosun --static-swift-stdlib \
	    -Xlinker -L$(CURDIR)/.build/static -Xlinker -lz -Xlinker -s -Xswiftc -Xclang-linker -Xswiftc -static-libgcc

# A folder with the archives only: where it comes first, the linker takes them and not the shared libraries.
.build/static: Makefile | setup
	@rm -rf $@ && mkdir -p $@
	@for name in $(static); do \
	    archive=$$(find /usr/lib/*-linux-gnu /usr/lib/gcc -name lib$$name.a | sort -V | tail -n 1); \
	    [ -n "$$archive" ] && ln -s "$$archive" $@ || { echo "no lib$$name.a"; exit 1; }; \
	done
	@for name in libssh2 yaml-0.1 libpcre2-8 libcrypto zlib; do \
	    sed 's,^libdir=.*,libdir=$(CURDIR)/$@,' "$$(pkg-config --variable=pcfiledir $$name)/$$name.pc" >$@/$$name.pc; \
	done

man: ## manual pages, from the definitions of the options; in .build/man
	@[ -x "$(program)" ] || $(MAKE) release
	@rm -rf .build/man && mkdir -p .build/man && "$(program)" debug manual .build/man
	@echo "$$(ls .build/man | wc -l) pages in .build/man"

completions: ## what bash, zsh and fish need to complete our commands; in .build/completions
	@[ -x "$(program)" ] || $(MAKE) release
	@rm -rf .build/completions && mkdir -p $(addprefix .build/completions/,bash zsh fish)
	@for name in $(names); do \
	    ln -sf "$$(realpath "$(program)")" .build/completions/$$name; \
	    for shell in bash zsh fish; do \
	        case $$shell in bash) file=$$name ;; zsh) file=_$$name ;; fish) file=$$name.fish ;; esac; \
	        .build/completions/$$name --generate-completion-script $$shell >.build/completions/$$shell/$$file || exit 1; \
	    done; \
	    rm .build/completions/$$name; \
	done

install: man completions ## into PREFIX (/usr/local), below DESTDIR; NAMES="bosun" leaves Ansible's names out
	@install -D -m 755 "$(program)" "$(root)/bin/bosun"
	@for name in $(filter-out bosun,$(names)); do ln -sf bosun "$(root)/bin/$$name"; done
	@for name in $(names); do \
	    install -D -m 644 .build/completions/bash/$$name "$(root)/share/bash-completion/completions/$$name"; \
	    install -D -m 644 .build/completions/zsh/_$$name "$(root)/share/zsh/site-functions/_$$name"; \
	    install -D -m 644 .build/completions/fish/$$name.fish "$(root)/share/fish/vendor_completions.d/$$name.fish"; \
	    for page in .build/man/$$name.1 .build/man/$$name-*.1; do \
	        case $$name:$${page##*/} in ansible:ansible-*) continue ;; esac; \
	        [ ! -f "$$page" ] || install -D -m 644 "$$page" "$(root)/share/man/man1/$${page##*/}"; \
	    done; \
	done

uninstall: ## what install has put there
	@rm -f $(foreach name,$(names),"$(root)/bin/$(name)" "$(root)/share/bash-completion/completions/$(name)" \
	    "$(root)/share/zsh/site-functions/_$(name)" "$(root)/share/fish/vendor_completions.d/$(name).fish" \
	    "$(root)"/share/man/man1/$(name).1) "$(root)"/share/man/man1/bosun-*.1 \
	    $(foreach name,$(filter ansible-%,$(names)),"$(root)"/share/man/man1/$(name)-*.1)

test: setup ## all tests, those on real hosts included
	Tests/Host/check
	sh roles/ledger/tests/ledger
	sh roles/storage/tests/move-directory
	swift test
	Tests/Acceptance/run

differential: build ## random templates by ansible-core and by Bosun; SECONDS=60, SEED=…; RECORD=1 writes the corpus
	@SEED=$(SEED) RECORD=$(RECORD) Tests/JinjaTests/Differential/run $(or $(SECONDS),60)

demo: ## deploy a registry to a disposable host and take it away again
	@Tests/Host/demo

compare: release ## the same deployment by Ansible and by Bosun; writes docs/compare.md
	@Tests/Host/compare

bench: release ## the same 40 changes by Bosun, its peers and plain ssh; writes docs/performance.md
	Tests/Bench/run --write

bench-templates: release ## templates by Bosun and by Jinja2; writes docs/performance.md
	Tests/Bench/templates --write

lint: setup ## what the tests also check: format of Swift, shell scripts
	swift format lint --strict --recursive --parallel Package.swift Sources Tests
	shellcheck $(scripts)

format: ## format the Swift sources
	swift format --in-place --recursive --parallel Package.swift Sources Tests
