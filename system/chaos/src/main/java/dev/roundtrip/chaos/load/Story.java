package dev.roundtrip.chaos.load;

import dev.roundtrip.trip.v1.BookTripRequest;

/**
 * What one traveller will do: all of it is decided before it begins.
 *
 * @param number which story of its run, from 0
 * @param plot what happens
 * @param request what they book
 * @param first which orchestrator they ask first, as a number that is taken modulo how many there are
 * @param overRest whether they book over REST
 * @param watches whether they also watch the trip
 * @param seed for what can't be decided beforehand, such as how long to wait before the next try
 */
public record Story(
        long number, Plot plot, BookTripRequest request, int first, boolean overRest, boolean watches, long seed) {}
