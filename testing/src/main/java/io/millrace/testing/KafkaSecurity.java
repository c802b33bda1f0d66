package io.millrace.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;

/**
 * Listeners of a {@link KafkaBroker} that want a login, encryption, or both; with a certificate for 127.0.0.1 made anew.
 *
 * @param sasl port of logins without encryption
 * @param ssl port of encryption without a login
 * @param saslSsl port of both
 * @param certificate of the broker, as PEM
 */
public record KafkaSecurity(int sasl, int ssl, int saslSsl, Path keystore, Path certificate) {
    private static final String STORE_PASSWORD = "store-secret";
    private static final String PLAIN_LOGIN = "org.apache.kafka.common.security.plain.PlainLoginModule";
    private static final String SCRAM_LOGIN = "org.apache.kafka.common.security.scram.ScramLoginModule";

    /** Chooses ports and makes the certificate in {@code directory}. */
    public static KafkaSecurity create(Path directory) {
        List<Integer> ports = Ports.free(3);
        Path keystore = KafkaBroker.create(directory).resolve("broker.p12");
        Path certificate = directory.resolve("broker.pem");
        keytool("-genkeypair -alias broker -keyalg RSA -keysize 2048 -validity 2 -dname CN=broker"
                + " -ext san=ip:127.0.0.1 -storetype PKCS12 -keystore " + keystore);
        keytool("-exportcert -rfc -alias broker -keystore " + keystore + " -file " + certificate);
        return new KafkaSecurity(ports.get(0), ports.get(1), ports.get(2), keystore, certificate);
    }

    /** The properties of a broker with these listeners, where a user may log in by mechanism PLAIN. */
    public Map<String, String> broker(String user, String password) {
        Map<String, String> properties = new HashMap<>();
        properties.put(
                "listeners",
                "SASL://127.0.0.1:" + sasl + ",SSL://127.0.0.1:" + ssl + ",SASLSSL://127.0.0.1:" + saslSsl);
        properties.put("listener.security.protocol.map", "SASL:SASL_PLAINTEXT,SSL:SSL,SASLSSL:SASL_SSL");
        properties.put("inter.broker.listener.name", "PLAINTEXT");
        properties.put("ssl.keystore.location", keystore.toString());
        properties.put("ssl.keystore.type", "PKCS12");
        properties.put("ssl.keystore.password", STORE_PASSWORD);
        properties.put("ssl.key.password", STORE_PASSWORD);
        properties.put("sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-512");
        for (String listener : List.of("sasl", "saslssl")) {
            String prefix = "listener.name." + listener + ".";
            properties.put(
                    prefix + "plain.sasl.jaas.config",
                    PLAIN_LOGIN + " required user_" + user + "=\"" + password + "\";");
            properties.put(prefix + "scram-sha-512.sasl.jaas.config", SCRAM_LOGIN + " required;");
        }
        return properties;
    }

    /** Lets a user log in by mechanism SCRAM-SHA-512. */
    public static void addScramUser(KafkaBroker broker, String user, String password) {
        ScramCredentialInfo info = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            KafkaTopics.await(
                    admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(user, info, password)))
                            .all());
        }
    }

    private static void keytool(String arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments.split(" ")));
        command.addAll(List.of("-storepass", STORE_PASSWORD));
        try {
            Process process = new ProcessBuilder(command).inheritIO().start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException("keytool ended with " + process.exitValue());
            }
        } catch (IOException e) {
            throw new IllegalStateException("Cannot make a certificate", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
