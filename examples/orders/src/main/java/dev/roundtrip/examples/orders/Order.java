package dev.roundtrip.examples.orders;

import java.util.Objects;

/**
 * What a customer ordered.
 *
 * @param id the shop's own; ordering twice under one id is ordering once
 * @param customer who pays
 * @param article what is wanted
 * @param quantity how many of it; positive
 * @param cents what they cost together; positive
 * @param address where they are to go
 */
public record Order(String id, String customer, String article, int quantity, long cents, String address) {
    public Order {
        Objects.requireNonNull(id);
        Objects.requireNonNull(customer);
        Objects.requireNonNull(article);
        Objects.requireNonNull(address);
        if (quantity <= 0 || cents <= 0) {
            throw new IllegalArgumentException("an order is of something, and for some money");
        }
    }
}
