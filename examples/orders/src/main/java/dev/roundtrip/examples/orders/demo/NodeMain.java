package dev.roundtrip.examples.orders.demo;

import dev.roundtrip.examples.orders.Order;
import dev.roundtrip.examples.orders.OrderCodec;
import dev.roundtrip.examples.orders.saga.Databases;
import dev.roundtrip.examples.orders.saga.OrderDesk;
import dev.roundtrip.saga.core.Payload;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** A process with a desk of its own. Each line that it reads is a saga's name and an order, and answered with the saga's id. */
public final class NodeMain {
    private NodeMain() {}

    /** Runs until there is nothing more to read: when whoever started it is gone, so is this. */
    public static void main(String[] arguments) throws IOException {
        Logs.quieten();
        var desk = OrderDesk.open("second desk", Databases.at(Integer.parseInt(arguments[0])));
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            var words = line.split(" ", 2);
            System.out.println(Clerk.place(desk, words[0], order(words[1])));
        }
        Runtime.getRuntime().halt(0);
    }

    private static Order order(String json) {
        return new OrderCodec().decode(Payload.of(json.getBytes(StandardCharsets.UTF_8)));
    }
}
