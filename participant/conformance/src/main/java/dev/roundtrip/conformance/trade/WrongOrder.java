package dev.roundtrip.conformance.trade;

import com.google.protobuf.Message;

/**
 * An order that is right but for one field.
 *
 * @param what what is wrong, for people
 * @param request the order
 * @param field the field that has to be named
 */
public record WrongOrder(String what, Message request, String field) {}
