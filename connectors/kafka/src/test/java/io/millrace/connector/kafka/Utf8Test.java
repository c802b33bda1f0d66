package io.millrace.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class Utf8Test {
    @Property(tries = 20_000)
    void agreesWithTheDecoderOfTheJdk(@ForAll @Size(max = 6) byte[] bytes) {
        assertThat(Utf8.valid(bytes, 0, bytes.length)).isEqualTo(decodes(bytes));
    }

    @Property
    void takesAllText(@ForAll String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

        assertThat(Utf8.valid(bytes, 0, bytes.length)).isTrue();
    }

    private static boolean decodes(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
