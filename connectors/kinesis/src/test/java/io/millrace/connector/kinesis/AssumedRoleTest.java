package io.millrace.connector.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.option.OptionValue;
import io.millrace.spi.option.Options;
import io.millrace.spi.source.Source;
import io.millrace.testing.aws.StsStandIn;
import io.millrace.testing.kinesis.KinesisProxy;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the client says to a stand-in of STS: that a role is assumed with its external id, and its key then signs. */
class AssumedRoleTest {
    private final StsStandIn sts = StsStandIn.start();
    private final KinesisProxy proxy = KinesisProxy.start(Emulator.endpoint());

    @AfterEach
    void stop() {
        sts.close();
        proxy.close();
    }

    @Test
    void assumesTheRoleWithItsExternalId() {
        String stream = Emulator.newStream(1);
        try (Source source = open(stream)) {
            source.validate();
        }

        assertThat(sts.requests())
                .singleElement()
                .asString()
                .contains("Action=AssumeRole", "role/reader", "ExternalId=ours");
        assertThat(proxy.authorizations())
                .isNotEmpty()
                .allMatch(header -> header.contains("Credential=" + StsStandIn.KEY_ID + "/"));
    }

    @Test
    void saysThatTheRoleIsRefused() {
        sts.refuse();
        try (Source source = open(Emulator.newStream(1))) {
            assertThatThrownBy(source::validate)
                    .satisfies(error ->
                            assertThat(((MillraceException) error).code()).isEqualTo(ErrorCode.SOURCE_ACCESS_DENIED));
        }
    }

    private Source open(String stream) {
        Map<String, OptionValue> options =
                new HashMap<>(Emulator.connection(proxy.endpoint()).written());
        options.put("AWS_ROLE", new OptionValue.Text("arn:aws:iam::123456789012:role/reader"));
        options.put("EXTERNAL_ID", new OptionValue.Text("ours"));
        return Emulator.connector(Emulator.clock()).open(new Options(options), Emulator.source(stream, Map.of()));
    }
}
