package io.millrace.connector.kinesis;

import io.millrace.aws.AwsAccess;
import io.millrace.aws.AwsClients;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.Suggestions;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.ListShardsRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** The calls about one stream; errors are in our words. Safe for use by several threads. */
final class StreamApi implements AutoCloseable {
    private static final String CBOR = "aws.cborEnabled";
    private static final int LISTED_STREAMS = 100;

    private final String stream;
    private final boolean missingAllowed;
    private final AwsAccess access;
    private Optional<AwsClients.Opened<KinesisClient>> client = Optional.empty();
    private boolean closed;

    StreamApi(String stream, boolean missingAllowed, AwsAccess access) {
        this.stream = stream;
        this.missingAllowed = missingAllowed;
        this.access = access;
    }

    String stream() {
        return stream;
    }

    String split(String shard) {
        return stream + "/" + shard;
    }

    /** What tells this stream from one of the same name elsewhere. */
    Object identity() {
        return List.of(access, stream);
    }

    /** All shards that the stream lists; none when it is missing and that is allowed. */
    List<Shard> shards() {
        List<Shard> shards = new ArrayList<>();
        try {
            ListShardsResponse page = kinesis().listShards(request -> request.streamName(stream));
            page.shards().forEach(shard -> shards.add(Shard.of(shard)));
            while (page.nextToken() != null) {
                String token = page.nextToken();
                page = kinesis()
                        .listShards(ListShardsRequest.builder().nextToken(token).build());
                page.shards().forEach(shard -> shards.add(Shard.of(shard)));
            }
            return shards;
        } catch (ResourceNotFoundException e) {
            if (missingAllowed) {
                return List.of();
            }
            throw notFound(e);
        } catch (SdkException e) {
            throw failure("list shards of stream " + stream, e);
        }
    }

    /** How long the stream keeps records. */
    Duration retention() {
        return call(
                "describe stream " + stream,
                kinesis -> Duration.ofHours(kinesis.describeStreamSummary(request -> request.streamName(stream))
                        .streamDescriptionSummary()
                        .retentionPeriodHours()));
    }

    String iteratorAtHorizon(String shard) {
        return iterator(shard, request -> request.shardIteratorType(ShardIteratorType.TRIM_HORIZON));
    }

    String iteratorAt(String shard, BigInteger sequence) {
        return iterator(
                shard,
                request -> request.shardIteratorType(ShardIteratorType.AT_SEQUENCE_NUMBER)
                        .startingSequenceNumber(sequence.toString()));
    }

    String iteratorAfter(String shard, BigInteger sequence) {
        return iterator(
                shard,
                request -> request.shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
                        .startingSequenceNumber(sequence.toString()));
    }

    String iteratorSince(String shard, Instant instant) {
        return iterator(
                shard,
                request -> request.shardIteratorType(ShardIteratorType.AT_TIMESTAMP)
                        .timestamp(instant));
    }

    /**
     * One GetRecords; empty when Kinesis wants to be asked less often, or the iterator is too old.
     *
     * @throws MillraceException as always
     */
    Optional<GetRecordsResponse> records(String shard, String iterator) {
        try {
            return Optional.of(kinesis().getRecords(request -> request.shardIterator(iterator)));
        } catch (ExpiredIteratorException e) {
            return Optional.empty();
        } catch (SdkException e) {
            if (KinesisErrors.isThrottling(e)) {
                return Optional.empty();
            }
            throw failure("read shard " + split(shard), e);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        client.ifPresent(AwsClients.Opened::close);
        client = Optional.empty();
    }

    private String iterator(String shard, Consumer<GetShardIteratorRequest.Builder> where) {
        try {
            GetShardIteratorRequest.Builder request =
                    GetShardIteratorRequest.builder().streamName(stream).shardId(shard);
            where.accept(request);
            return kinesis().getShardIterator(request.build()).shardIterator();
        } catch (InvalidArgumentException e) {
            throw new MillraceException(
                            ErrorCode.POSITION_LOST,
                            "Cannot go on after position: " + split(shard) + ": "
                                    + e.awsErrorDetails().errorMessage(),
                            e)
                    .withHint(Continuity.HINT);
        } catch (SdkException e) {
            throw failure("find a place in shard " + split(shard), e);
        }
    }

    private <T> T call(String action, Function<KinesisClient, T> call) {
        try {
            return call.apply(kinesis());
        } catch (ResourceNotFoundException e) {
            throw notFound(e);
        } catch (SdkException e) {
            throw failure(action, e);
        }
    }

    private MillraceException notFound(ResourceNotFoundException cause) {
        List<String> names = call(
                "list streams",
                kinesis -> kinesis.listStreams(request -> request.limit(LISTED_STREAMS))
                        .streamNames());
        return new MillraceException(ErrorCode.SOURCE_NOT_FOUND, "Cannot find stream: " + stream, cause)
                .withHint(Suggestions.hint(stream, names)
                        + "; SKIP_VALIDATIONS = ('MISSING_STREAM') waits until it is created");
    }

    private MillraceException failure(String action, SdkException error) {
        return KinesisErrors.translate(action, access.where(), error);
    }

    private synchronized KinesisClient kinesis() {
        if (closed) {
            throw new MillraceException(ErrorCode.CANCELLED, "Cannot read stream " + stream + ": the source is closed");
        }
        if (client.isEmpty()) {
            // Emulators answer CBOR wrongly; the client knows no setting of its own for it.
            if (access.endpoint().filter(uri -> "http".equals(uri.getScheme())).isPresent()) {
                System.setProperty(CBOR, "false");
            }
            client = Optional.of(AwsClients.open(KinesisClient.builder(), access));
        }
        return client.get().client();
    }
}
