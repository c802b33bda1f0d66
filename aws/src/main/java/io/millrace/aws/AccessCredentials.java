package io.millrace.aws;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * The credentials of an {@link AwsAccess}: the key or the default ones, then the role that is assumed with them. Closing
 * them ends the clients that ask for them.
 */
public final class AccessCredentials implements AwsCredentialsProvider, SdkAutoCloseable {
    private static final String SESSION = "millrace";
    private final AwsCredentialsProvider provider;
    private final List<Object> parts;

    private AccessCredentials(AwsCredentialsProvider provider, List<Object> parts) {
        this.provider = provider;
        this.parts = parts;
    }

    public static AccessCredentials of(AwsAccess access) {
        AwsCredentialsProvider own = access.key().map(AccessCredentials::given).orElseGet(AccessCredentials::ambient);
        if (access.role().isEmpty()) {
            return new AccessCredentials(own, List.of(own));
        }
        // A role is Amazon's, whatever the endpoint of the service is.
        AwsAccess amazon = new AwsAccess(access.region(), Optional.empty(), Optional.empty(), Optional.empty());
        StsClient sts = AwsClients.configure(StsClient.builder(), amazon)
                .credentialsProvider(own)
                .build();
        AwsCredentialsProvider assumed = assumed(sts, access.role().get());
        return new AccessCredentials(assumed, List.of(assumed, sts, own));
    }

    /** For clients that make their credentials by the name of this class, with {@link AwsAccess#properties}. */
    public static AwsCredentialsProvider create(Map<String, String> properties) {
        return of(AwsAccess.of(properties));
    }

    @Override
    public AwsCredentials resolveCredentials() {
        return provider.resolveCredentials();
    }

    @Override
    public void close() {
        for (Object part : parts) {
            if (part instanceof SdkAutoCloseable open) {
                open.close();
            }
        }
    }

    private static AwsCredentialsProvider given(AwsKey key) {
        return StaticCredentialsProvider.create(
                key.sessionToken().isPresent()
                        ? AwsSessionCredentials.create(
                                key.id(), key.secret(), key.sessionToken().get())
                        : AwsBasicCredentials.create(key.id(), key.secret()));
    }

    private static AwsCredentialsProvider ambient() {
        return DefaultCredentialsProvider.builder().build();
    }

    private static AwsCredentialsProvider assumed(StsClient sts, AwsRole role) {
        return StsAssumeRoleCredentialsProvider.builder()
                .stsClient(sts)
                .refreshRequest(request -> request.roleArn(role.arn())
                        .roleSessionName(SESSION)
                        .externalId(role.externalId().orElse(null)))
                .build();
    }
}
