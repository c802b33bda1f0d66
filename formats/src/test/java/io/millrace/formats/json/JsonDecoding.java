package io.millrace.formats.json;

import io.millrace.formats.contract.Decoding;
import io.millrace.spi.decode.DecodeSettings;

/** Decodes JSON. */
final class JsonDecoding {
    private JsonDecoding() {}

    static Decoding with(DecodeSettings settings) {
        return new Decoding(new JsonDecoder(settings));
    }

    static Decoding of(String... payloads) {
        return of(DecodeSettings.DEFAULT, payloads);
    }

    static Decoding of(DecodeSettings settings, String... payloads) {
        Decoding decoding = with(settings);
        for (String payload : payloads) {
            decoding.payload(payload);
        }
        return decoding.take();
    }

    static Decoding of(byte[] payload) {
        return with(DecodeSettings.DEFAULT).payload(payload).take();
    }
}
