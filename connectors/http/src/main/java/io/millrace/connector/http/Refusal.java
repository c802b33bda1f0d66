package io.millrace.connector.http;

import java.util.Map;

/** Why a request is not taken: what the client is told. */
final class Refusal extends Exception {
    private static final String RETRY = "Retry-After";

    private final int status;
    private final transient Map<String, String> headers;

    private Refusal(int status, String message, Map<String, String> headers) {
        super(message);
        this.status = status;
        this.headers = headers;
    }

    static Refusal of(int status, String message) {
        return new Refusal(status, message, Map.of());
    }

    static Refusal method() {
        return new Refusal(405, "only POST is taken", Map.of("Allow", "POST"));
    }

    static Refusal unauthorized() {
        return new Refusal(401, "a bearer token is wanted", Map.of("WWW-Authenticate", "Bearer"));
    }

    static Refusal tooLarge(int most) {
        return of(413, "a body may have " + (most >> 20) + " MB: send smaller ones, or raise MAX_BODY_MB");
    }

    /** Come again in a second. */
    static Refusal busy(String message) {
        return new Refusal(429, message, Map.of(RETRY, "1"));
    }

    /** Come again in a while. */
    static Refusal unavailable(String message) {
        return new Refusal(503, message, Map.of(RETRY, "5"));
    }

    int status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }
}
