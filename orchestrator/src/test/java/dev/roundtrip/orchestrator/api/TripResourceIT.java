package dev.roundtrip.orchestrator.api;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same, asked of what is shipped, in a process of its own: of the executable, where that is what was built last. */
@QuarkusIntegrationTest
class TripResourceIT extends TripResourceTest {}
