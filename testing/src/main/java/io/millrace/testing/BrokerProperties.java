package io.millrace.testing;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** The configuration of a broker that starts fast and takes little memory. */
record BrokerProperties(Path directory, int port, int controllerPort, Map<String, String> overrides) {
    private static final int NODE = 1;
    private static final String CONTROLLER = "CONTROLLER";

    Map<String, String> toMap() {
        Map<String, String> properties = new HashMap<>();
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", Integer.toString(NODE));
        properties.put("controller.quorum.voters", NODE + "@127.0.0.1:" + controllerPort);
        properties.put("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        properties.put("controller.listener.names", CONTROLLER);
        properties.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.put("log.dirs", directory.toString());
        properties.put("auto.create.topics.enable", "false");
        Map<String, String> own = Map.copyOf(properties);
        single(properties);
        small(properties);
        prompt(properties);
        properties.putAll(overrides);
        // Further listeners stand beside those that the broker itself needs.
        for (String list : List.of("listeners", "listener.security.protocol.map")) {
            if (overrides.containsKey(list)) {
                properties.put(list, own.get(list) + "," + overrides.get(list));
            }
        }
        return properties;
    }

    /** Gives the directory its identity, unless it has one. */
    void formatDirectory() {
        if (Files.exists(directory.resolve("meta.properties"))) {
            return;
        }
        KafkaBroker.create(directory);
        Formatter formatter = new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(NODE)
                .setClusterId(Uuid.randomUuid().toString())
                .setDirectories(List.of(directory.toString()))
                .setMetadataLogDirectory(directory.toString())
                .setControllerListenerName(CONTROLLER)
                .setReleaseVersion(MetadataVersion.latestProduction());
        try {
            formatter.run();
        } catch (Exception e) {
            throw new IllegalStateException("Cannot format directory: " + directory, e);
        }
    }

    private static void single(Map<String, String> properties) {
        for (String topic : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            properties.put(topic + ".replication.factor", "1");
            properties.put(topic + ".num.partitions", "1");
        }
        properties.put("transaction.state.log.min.isr", "1");
        properties.put("share.coordinator.state.topic.min.isr", "1");
        properties.put("default.replication.factor", "1");
    }

    private static void small(Map<String, String> properties) {
        properties.put("num.network.threads", "2");
        properties.put("num.io.threads", "2");
        properties.put("background.threads", "2");
        properties.put("num.replica.fetchers", "1");
        properties.put("log.cleaner.dedupe.buffer.size", Integer.toString(4 << 20));
        properties.put("message.max.bytes", Integer.toString(128 << 20));
        // Records of tests may be of any time; by default those older than a week go away.
        properties.put("log.retention.ms", "-1");
    }

    private static void prompt(Map<String, String> properties) {
        properties.put("broker.heartbeat.interval.ms", "200");
        properties.put("group.initial.rebalance.delay.ms", "0");
        properties.put("log.cleaner.backoff.ms", "200");
        properties.put("log.initial.task.delay.ms", "1000");
        properties.put("transaction.max.timeout.ms", "900000");
    }
}
