package io.millrace.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spi.error.ErrorCode;
import io.millrace.testing.aws.StsStandIn;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.exception.SdkException;

class AccessCredentialsTest {
    private static final AwsKey KEY = new AwsKey("OWN", "secret", Optional.of("own-token"));
    private static final AwsRole ROLE =
            new AwsRole("arn:aws:iam::123456789012:role/reader", Optional.of("the-owner-asks"));
    private static final AwsAccess WITH_ROLE =
            new AwsAccess(Optional.of("eu-central-1"), Optional.empty(), Optional.of(KEY), Optional.of(ROLE));

    @Test
    void aKeyIsUsedAsItIs() {
        AwsAccess access = new AwsAccess(Optional.empty(), Optional.empty(), Optional.of(KEY), Optional.empty());
        try (AccessCredentials credentials = AccessCredentials.of(access)) {
            assertThat(credentials.resolveCredentials())
                    .isEqualTo(AwsSessionCredentials.create("OWN", "secret", "own-token"));
        }
    }

    @Test
    void assumesARoleOnceWithTheKey() {
        try (StsStandIn sts = StsStandIn.start();
                AccessCredentials credentials = AccessCredentials.of(WITH_ROLE)) {
            assertAssumed(credentials);
            assertAssumed(credentials);
            assertThat(sts.requests())
                    .singleElement()
                    .asString()
                    .contains(
                            "Credential=OWN/",
                            "/eu-central-1/sts/",
                            "token=own-token",
                            "Action=AssumeRole",
                            "RoleArn=" + ROLE.arn(),
                            "ExternalId=the-owner-asks");
        }
    }

    @Test
    void canBeMadeOfProperties() {
        try (StsStandIn sts = StsStandIn.start()) {
            assertAssumed(AccessCredentials.create(WITH_ROLE.properties()));
            assertThat(sts.requests()).singleElement().asString().contains("ExternalId=the-owner-asks");
        }
    }

    @Test
    void saysWhoRefusedARole() {
        try (StsStandIn sts = StsStandIn.start();
                AccessCredentials credentials = AccessCredentials.of(WITH_ROLE)) {
            sts.refuse();
            assertThatThrownBy(credentials::resolveCredentials)
                    .isInstanceOfSatisfying(
                            SdkException.class,
                            error -> assertThat(AwsErrors.ofAccess("m", error, "s3:GetObject"))
                                    .hasValueSatisfying(denied -> {
                                        assertThat(denied.code()).isEqualTo(ErrorCode.SOURCE_ACCESS_DENIED);
                                        assertThat(denied.hint().orElseThrow()).contains("AWS_ROLE", "s3:GetObject");
                                    }));
        }
    }

    private static void assertAssumed(AwsCredentialsProvider credentials) {
        assertThat(credentials.resolveCredentials()).isInstanceOfSatisfying(AwsSessionCredentials.class, assumed -> {
            assertThat(assumed.accessKeyId()).isEqualTo(StsStandIn.KEY_ID);
            assertThat(assumed.sessionToken()).isEqualTo(StsStandIn.TOKEN);
        });
    }
}
