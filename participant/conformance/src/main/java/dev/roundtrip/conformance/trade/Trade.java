package dev.roundtrip.conformance.trade;

import com.google.protobuf.Message;
import dev.roundtrip.participant.v1.StepKey;
import java.util.List;

/** What a kind of participant sells, and how its contract says so. Days are counted from 0, the first of the inventory. */
public sealed interface Trade permits Flights, Hotels, Cars {
    /** As it is chosen on the command line. */
    String name();

    /** What is sold, for people: "seats". */
    String unit();

    /** Which inventory is used, for people. */
    String inventory();

    /** For how many days there is inventory; 1 where a unit is sold for one day only. */
    int days();

    /** How many units one order may ask for. */
    int mostUnits();

    Method reserve();

    Method cancel();

    Method get();

    Method search();

    /** A right order. */
    Message order(StepKey key, Wish wish);

    /** The search that shows what is left on a day. */
    Message look(int day);

    /** What such a search found. */
    Found found(Message response, int day);

    /** Right orders with one field made wrong, each. */
    List<WrongOrder> wrongOrders(StepKey key);

    /** The fields that an empty order lacks. */
    List<String> required();
}
