package io.millrace.connector.gcs;

import com.google.auth.Credentials;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.scheme.AwsV4AuthScheme;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.scheme.AuthScheme;
import software.amazon.awssdk.http.auth.spi.signer.AsyncSignRequest;
import software.amazon.awssdk.http.auth.spi.signer.AsyncSignedRequest;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.identity.spi.IdentityProviders;

/** Takes the place of Amazon's signatures. */
final class GcsAuthentication implements AuthScheme<AwsCredentialsIdentity> {
    private final HttpSigner<AwsCredentialsIdentity> signer;

    private GcsAuthentication(HttpSigner<AwsCredentialsIdentity> signer) {
        this.signer = signer;
    }

    /** Amazon's signature, with an HMAC key. */
    static GcsAuthentication signing() {
        HttpSigner<AwsCredentialsIdentity> amazon = AwsV4HttpSigner.create();
        return new GcsAuthentication(new AsStored(amazon::sign));
    }

    /** A token of OAuth. */
    static GcsAuthentication token(Credentials credentials) {
        return new GcsAuthentication(new AsStored(new Bearer(credentials)));
    }

    @Override
    public String schemeId() {
        return AwsV4AuthScheme.SCHEME_ID;
    }

    @Override
    public IdentityProvider<AwsCredentialsIdentity> identityProvider(IdentityProviders providers) {
        return providers.identityProvider(AwsCredentialsIdentity.class);
    }

    @Override
    public HttpSigner<AwsCredentialsIdentity> signer() {
        return signer;
    }

    private interface Sign {
        SignedRequest sign(SignRequest<? extends AwsCredentialsIdentity> request);
    }

    private record Bearer(Credentials credentials) implements Sign {
        @Override
        public SignedRequest sign(SignRequest<? extends AwsCredentialsIdentity> request) {
            SdkHttpRequest.Builder signed = request.request().toBuilder();
            try {
                credentials.getRequestMetadata(request.request().getUri()).forEach(signed::putHeader);
            } catch (IOException e) {
                throw SdkClientException.create("no token: " + e.getMessage(), e);
            }
            return SignedRequest.builder()
                    .request(signed.build())
                    .payload(request.payload().orElse(null))
                    .build();
        }
    }

    /**
     * Asks for objects as they are stored: one that says that it is compressed would else be decompressed by the store,
     * and have another size than planned. Not signed, for Google's front changes this header.
     */
    private record AsStored(Sign sign) implements HttpSigner<AwsCredentialsIdentity> {
        @Override
        public SignedRequest sign(SignRequest<? extends AwsCredentialsIdentity> request) {
            SignedRequest signed = sign.sign(request);
            SdkHttpRequest asStored = signed.request().toBuilder()
                    .putHeader("Accept-Encoding", "gzip")
                    .build();
            boolean list = request.request().rawQueryParameters().containsKey("list-type");
            return list ? signed : signed.toBuilder().request(asStored).build();
        }

        @Override
        public CompletableFuture<AsyncSignedRequest> signAsync(
                AsyncSignRequest<? extends AwsCredentialsIdentity> request) {
            throw new UnsupportedOperationException("the client is a synchronous one");
        }
    }
}
