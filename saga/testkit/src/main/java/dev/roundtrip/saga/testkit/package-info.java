/**
 * What it takes to test a saga of one's own in milliseconds, on the engine that runs in production: {@link
 * dev.roundtrip.saga.testkit.Scenario} for given and expect, {@link dev.roundtrip.saga.testkit.DefinitionShapes} for a build
 * that fails when a definition changed without a new version, and the clock, journal and participants they are made of.
 */
package dev.roundtrip.saga.testkit;
