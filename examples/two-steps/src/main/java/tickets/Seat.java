package tickets;

/** What the box office answers with: which seat is kept, and what it costs. */
record Seat(String number, int price) {
    String text() {
        return number + " for " + price;
    }

    static Seat parse(String text) {
        var words = text.split(" for ");
        return new Seat(words[0], Integer.parseInt(words[1]));
    }
}
