package dev.roundtrip.wire;

/** What the contracts of all participants ask of a field in the same words. */
public final class Fields {
    private static final int NAME_LIMIT = 120;

    private Fields() {}

    /** The field {@code traveller_name}. */
    public static void travellerName(String name, FieldViolations violations) {
        violations.require(
                Texts.isLine(name, NAME_LIMIT), "traveller_name", "must be 1 to 120 characters, without line breaks");
    }

    /** The field {@code currency_code}. */
    public static void currencyCode(String code, FieldViolations violations) {
        violations.require(Texts.isThreeCapitals(code), "currency_code", "must be an ISO 4217 code, such as \"EUR\"");
    }

    /** An airport's code, in the field of that name. */
    public static boolean airport(String code, String field, FieldViolations violations) {
        return violations.require(
                Texts.isThreeCapitals(code), field, "must be the IATA code of an airport, such as \"LIS\"");
    }
}
