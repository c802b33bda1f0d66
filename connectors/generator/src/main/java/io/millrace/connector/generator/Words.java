package io.millrace.connector.generator;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What templates write again and again, ready as bytes; the words are valid inside of a JSON string. */
final class Words {
    static final byte[][] FIRST_NAMES = all(
            "Ana", "Björn", "Chloé", "Dmitri", "Emeka", "Fatima", "Grace", "Hiro", "Ines", "Jürgen", "Kavita", "Liam",
            "Mei", "Noah", "Olga", "Priya");
    static final byte[][] LAST_NAMES = all(
            "Anderson",
            "Brown",
            "Costa",
            "Dubois",
            "Eze",
            "Fischer",
            "García",
            "Haddad",
            "Ivanov",
            "Jensen",
            "Kim",
            "Lopez",
            "Müller",
            "Nguyen",
            "O'Brien",
            "Patel");
    /** In the order of {@link #FIRST_NAMES}. */
    static final byte[][] MAIL_NAMES = all(
            "ana", "bjorn", "chloe", "dmitri", "emeka", "fatima", "grace", "hiro", "ines", "jurgen", "kavita", "liam",
            "mei", "noah", "olga", "priya");

    static final byte[][] MAIL_HOSTS = all("example.com", "example.org", "mail.example.net", "shop.example");
    static final byte[][] STREETS =
            all("Main Street", "Oak Avenue", "Mill Lane", "Station Road", "High Street", "River Walk", "Park Place");
    static final byte[][] CITIES = all(
            "Austin", "Boston", "Chicago", "Denver", "El Paso", "Fresno", "New York", "Portland", "Seattle", "Tampa");
    /** In the order of {@link #CITIES}. */
    static final byte[][] STATES = all("TX", "MA", "IL", "CO", "TX", "CA", "NY", "OR", "WA", "FL");

    static final byte[][] COUNTRIES = all("US", "US", "US", "DE", "FR", "BR", "IN", "JP", "GB");
    static final byte[][] WORLD_CITIES =
            all("Seattle", "São Paulo", "München", "東京", "Lyon", "Pune", "Leeds", "Austin");

    private Words() {}

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[][] all(String... texts) {
        return Arrays.stream(texts).map(Words::utf8).toArray(byte[][]::new);
    }
}
