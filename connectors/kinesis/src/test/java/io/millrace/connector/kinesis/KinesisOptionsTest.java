package io.millrace.connector.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.option.OptionSpec.Trait;
import io.millrace.spi.option.OptionValue;
import io.millrace.spi.option.Options;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KinesisOptionsTest {
    @Test
    void wantsBothHalvesOfAKeyPair() {
        assertThatThrownBy(() -> Access.of(options(Map.of("AWS_ACCESS_KEY_ID", "a"))))
                .hasMessage("Cannot use KINESIS connection without option: AWS_SECRET_ACCESS_KEY");
        assertThatThrownBy(() -> Access.of(options(Map.of("AWS_SECRET_ACCESS_KEY", "a"))))
                .hasMessage("Cannot use KINESIS connection without option: AWS_ACCESS_KEY_ID");
    }

    @Test
    void wantsARoleForAnExternalId() {
        assertThatThrownBy(() -> Access.of(options(Map.of("EXTERNAL_ID", "a"))))
                .satisfies(
                        error -> assertThat(((MillraceException) error).code()).isEqualTo(ErrorCode.MISSING_OPTION))
                .hasMessage("Cannot use KINESIS connection without option: AWS_ROLE");
    }

    @Test
    void wantsAnAddress() {
        for (String wrong : new String[] {"localhost:4567", "ftp://x", "http://", "a b"}) {
            assertThatThrownBy(() -> Access.of(options(Map.of("ENDPOINT", wrong))))
                    .hasMessage("Cannot set option ENDPOINT: '" + wrong + "'");
        }
        assertThat(Access.of(options(Map.of("ENDPOINT", "http://localhost:4567")))
                        .endpoint())
                .contains(URI.create("http://localhost:4567"));
    }

    @Test
    void wantsANameOfAStream() {
        assertThat(KinesisOptions.stream(options(Map.of("STREAM", "a.b-c_9")))).isEqualTo("a.b-c_9");
        assertThatThrownBy(() -> KinesisOptions.stream(options(Map.of("STREAM", "a/b"))))
                .hasMessage("Cannot set option STREAM: 'a/b'");
    }

    @Test
    void knowsOneValidation() {
        assertThat(KinesisOptions.missingStreamAllowed(options(Map.of("SKIP_VALIDATIONS", "missing_stream"))))
                .isTrue();
        assertThat(KinesisOptions.missingStreamAllowed(Options.NONE)).isFalse();
        assertThatThrownBy(() -> KinesisOptions.missingStreamAllowed(options(Map.of("SKIP_VALIDATIONS", "ALL"))))
                .hasMessage("Cannot set option SKIP_VALIDATIONS: 'ALL'");
    }

    @Test
    void keepsTheSecretSecret() {
        assertThat(KinesisOptions.AWS_SECRET_ACCESS_KEY.is(Trait.SECRET)).isTrue();
    }

    private static Options options(Map<String, String> written) {
        Map<String, OptionValue> values = new HashMap<>();
        written.forEach((name, value) -> values.put(name, new OptionValue.Text(value)));
        return new Options(values);
    }
}
