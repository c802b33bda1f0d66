package io.millrace.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.option.OptionSpec;
import io.millrace.spi.option.OptionSpec.Trait;
import io.millrace.spi.option.OptionValue;
import io.millrace.spi.option.Options;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AwsAccessTest {
    private static final OptionSpec<String> ENDPOINT =
            AwsOptions.endpoint("ENDPOINT", "An address", "'http://localhost:9000'");

    @Test
    void wantsBothHalvesOfAKey() {
        assertMissing(Map.of("AWS_ACCESS_KEY_ID", "a"), "AWS_SECRET_ACCESS_KEY");
        assertMissing(Map.of("AWS_SECRET_ACCESS_KEY", "a"), "AWS_ACCESS_KEY_ID");
        assertMissing(Map.of("AWS_SESSION_TOKEN", "a"), "AWS_ACCESS_KEY_ID");
    }

    @Test
    void wantsARoleForAnExternalId() {
        assertMissing(Map.of("EXTERNAL_ID", "a"), "AWS_ROLE");
    }

    @Test
    void wantsAnAddress() {
        for (String wrong : new String[] {"localhost:4567", "ftp://x", "http://", "a b"}) {
            assertThatThrownBy(() -> access(Map.of("ENDPOINT", wrong)))
                    .hasMessage("Cannot set option ENDPOINT: '" + wrong + "'");
        }
        assertThat(access(Map.of("ENDPOINT", "http://localhost:4567")).endpoint())
                .contains(URI.create("http://localhost:4567"));
    }

    @Test
    void anEndpointNeedsNoRegion() {
        assertThat(access(Map.of()).region()).isEmpty();
        assertThat(access(Map.of("ENDPOINT", "http://localhost:4567")).region()).contains("us-east-1");
        assertThat(access(Map.of("ENDPOINT", "http://localhost:4567", "REGION", "r"))
                        .region())
                .contains("r");
    }

    @Test
    void keepsSecretsSecret() {
        AwsAccess access = access(Map.of(
                "AWS_ACCESS_KEY_ID", "id",
                "AWS_SECRET_ACCESS_KEY", "hush",
                "AWS_SESSION_TOKEN", "hush",
                "AWS_ROLE", "role",
                "EXTERNAL_ID", "hush"));
        assertThat(access.toString()).contains("id", "role").doesNotContain("hush");
        assertThat(AwsOptions.ALL.specs().stream()
                        .filter(spec -> spec.is(Trait.SECRET))
                        .map(OptionSpec::name))
                .containsExactlyInAnyOrder("AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "EXTERNAL_ID");
    }

    private static void assertMissing(Map<String, String> written, String option) {
        assertThatThrownBy(() -> access(written))
                .hasMessage("Cannot use S3 connection without option: " + option)
                .satisfies(
                        error -> assertThat(((MillraceException) error).code()).isEqualTo(ErrorCode.MISSING_OPTION));
    }

    private static AwsAccess access(Map<String, String> written) {
        Map<String, OptionValue> values = new HashMap<>();
        written.forEach((name, value) -> values.put(name, new OptionValue.Text(value)));
        return AwsAccess.of("S3 connection", new Options(values), ENDPOINT);
    }
}
