package dev.roundtrip.examples.orders.saga;

import dev.roundtrip.examples.orders.participants.Carrier;
import dev.roundtrip.examples.orders.participants.Invoices;
import dev.roundtrip.examples.orders.participants.OrderBook;
import dev.roundtrip.examples.orders.participants.Payments;
import dev.roundtrip.examples.orders.participants.Warehouse;

/**
 * Those who fulfil an order, each with a database of its own. Here they are called directly; in a larger shop each of these
 * classes would be a client of a service.
 */
public record Participants(
        OrderBook books, Payments payments, Warehouse warehouse, Invoices invoices, Carrier carrier) {}
