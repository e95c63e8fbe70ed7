package dev.roundtrip.participant;

import io.vertx.mutiny.sqlclient.Tuple;

/**
 * A statement that takes from stock, or gives back to it. The barrier runs it as the last of its transaction, so that rows
 * that many want are locked no longer than they must be, and after those of a lower {@code place}, so that transactions
 * that want some of the same rows wait for each other and don't deadlock.
 *
 * @param place where the stock is, in an order that all changes share: rows must be locked in it, by each statement
 *     in itself and from one statement to the next. For one row that is its key; for a row of days, what they are days of
 *     and then the first of them
 * @param sql one statement that changes all rows or has the wrong number of them
 * @param arguments its arguments
 * @param rows how many rows it changes when the stock is there; any other number undoes the whole transaction
 */
public record StockChange(String place, String sql, Tuple arguments, int rows) {}
