# One line for everything that is done often. `make` lists what there is.
# The ports of a run are settings: ORCHESTRATOR_PORT, FLIGHT_PORT, HOTEL_PORT, CAR_PORT, POSTGRES_PORT.
# POSTGRES_DATABASE names one more database for `make postgres`. What `make conformance` may be told is in
# participant/conformance/README.md.

SHELL := /bin/bash
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

LAUNCHER := system/local/target/roundtrip-local.jar
ORDERS := examples/orders/target/roundtrip-orders.jar
CONFORMANCE := participant/conformance/target/roundtrip-conformance.jar
BENCH := bench/target/roundtrip-bench.jar
CHAOS := system/chaos/target/roundtrip-chaos.jar
SOURCES := $(shell find . -name target -prune -o -name .git -prune -o \
	\( -path '*/src/main/*' -o -name pom.xml \) -type f -print)

.PHONY: help demo demo-orders run postgres conformance build aot start-times native native-check native-test package-test images images-test reproducible test test-long chaos fuzz overload soak bench bench-growth bench-replicas bench-inflight bench-profile bench-participants format k8s clean

help: ## List what there is (this list)
	@sed -n 's/^\([a-z0-9-]*\):.*## \(.*\)$$/\1|\2/p' Makefile | while IFS='|' read -r name what; do \
		printf '  make %-18s %s\n' "$$name" "$$what"; done

demo: $(LAUNCHER) ## Book trips through four services, break things meanwhile, audit what is left (two minutes)
	@exec bin/roundtrip demo

demo-orders: $(ORDERS) ## Fulfil orders with the engine as a library, refuse some, kill a process, audit what is left (half a minute)
	@exec bin/demo-orders

run: $(LAUNCHER) ## Start PostgreSQL and the four services here, until Ctrl-C; keeps its data in .roundtrip/
	@exec bin/roundtrip run

postgres: $(LAUNCHER) ## Start PostgreSQL alone, for `mvn quarkus:dev` in a service
	@exec bin/roundtrip postgres

conformance: $(CONFORMANCE) ## Ask a participant about every rule of its contract: TARGET=host:port SERVICE=flight (or hotel, car)
	@exec bin/conformance

build: $(LAUNCHER) ## Build everything that has changed, without tests

aot: $(LAUNCHER) ## Build each service with a cache of what its JVM loads at the start (JDK 25)
	@exec bin/aot

start-times: aot ## Measure how fast the services start, and in how much memory, into docs/figures (STARTS=7)
	@exec bin/roundtrip start-times

native: ## Build each service as a native executable, with GraalVM or Mandrel where found, else in Quarkus' builder image
	@exec bin/native build

native-check: $(LAUNCHER) ## Check that native executables would have all that they need at run time (needs no GraalVM)
	@exec bin/native check

native-test: native ## Test the native executables: each alone, and the whole system
	@exec bin/native test

package-test: ## Run the tests of native-test against what runs on the JVM
	@exec bin/native test-jvm

images: $(or $(FORM),aot) ## Build the services and their images: FORM=aot or native, BASE=an image reference (needs docker, podman or buildah)
	@exec bin/images build

images-test: ## Run the images that `make images` built, book a trip with them, and stop them by SIGTERM
	@exec bin/images test

reproducible: ## Build the jars twice and compare every byte
	@exec bin/reproducible

test: ## Run the tests: pure ones, those on PostgreSQL, and the whole system as processes
	@bin/maven verify

test-long: ## Run the tests that `make test` has no time for: short forms of the overload, the soak and the benchmarks (ten minutes)
	@bin/maven verify -Dtest=NONE -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false -Dtests.excluded=none -Dgroups=long

chaos: $(CHAOS) ## Break the running system on purpose, from a seed, and audit what is left: DURATION=2m SEED=1
	@exec bin/chaos chaos

fuzz: $(CHAOS) ## Send garbage to every RPC and HTTP route: DURATION=1m SEED=1
	@exec bin/chaos fuzz

overload: $(CHAOS) ## Ask for three times what the system can do, and see what it still does
	@exec bin/chaos overload

soak: $(CHAOS) ## Run the system for long and draw what grows: DURATION=30m RATE=40 (under 20m nothing is judged or kept)
	@exec bin/chaos soak

bench: $(BENCH) ## Measure whole trips against bare calls and DBOS Transact, into docs/figures (QUICK=1: under five minutes, not kept)
	@exec bin/bench trips

bench-growth: $(BENCH) ## Measure what five million finished trips in the journal cost, into docs/figures (QUICK=1: 200,000, not kept)
	@exec bin/bench growth

bench-replicas: $(BENCH) ## Measure two orchestrators on one journal against one, into docs/figures (QUICK=1: shorter, not kept)
	@exec bin/bench replicas

bench-inflight: $(BENCH) ## Kill an orchestrator that holds 100,000 trips that wait, and see another carry them on, into docs/figures (QUICK=1: 10,000, not kept)
	@exec bin/bench inflight

bench-profile: $(BENCH) ## Draw where the orchestrator's processor time goes, into docs/figures (CONCURRENCY=256; QUICK=1: shorter, not kept)
	@exec bin/bench profile

bench-participants: $(BENCH) ## Measure a participant against bare SQL, into docs/figures (six minutes; QUICK=1: ninety seconds, not kept)
	@exec bin/bench participants

format: ## Format the Java sources
	@bin/maven -q spotless:apply

k8s: ## Build the Kubernetes manifests, to see that they can be (needs kubectl, no cluster)
	@if command -v kubectl >/dev/null; then \
		for overlay in k8s/base k8s/overlays/*; do kubectl kustomize $$overlay >/dev/null && echo "$$overlay builds" || exit 1; done; \
	else echo "not run: there is no kubectl here"; fi

clean: ## Remove what was built; the data of `make run` stay
	@bin/maven -q clean

$(LAUNCHER): $(SOURCES)
	@echo "Building (the first time, Maven has to download what it needs)..."
	@bin/maven -q package -DskipTests
	@touch $(LAUNCHER)

$(ORDERS): $(SOURCES)
	@echo "Building (the first time, Maven has to download what it needs)..."
	@bin/maven -q package -DskipTests -pl examples/orders -am
	@touch $(ORDERS)

$(CONFORMANCE): $(SOURCES)
	@echo "Building (the first time, Maven has to download what it needs)..."
	@bin/maven -q package -DskipTests -pl participant/conformance -am
	@touch $(CONFORMANCE)

$(BENCH): $(SOURCES)
	@echo "Building (the first time, Maven has to download what it needs)..."
	@bin/maven -q package -DskipTests -pl bench -am
	@touch $(BENCH)

$(CHAOS): $(SOURCES)
	@echo "Building (the first time, Maven has to download what it needs)..."
	@bin/maven -q package -DskipTests -pl system/chaos -am
	@touch $(CHAOS)
