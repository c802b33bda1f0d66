package io.millrace.lake.commit;

import io.millrace.testing.s3.S3Server;
import java.util.HashMap;
import java.util.Map;

/** Properties of catalogs whose tables lie in a bucket of a real server. */
public final class S3Warehouse {
    private S3Warehouse() {}

    /** A new, empty bucket. */
    public static Map<String, String> create() {
        S3Server server = S3Server.shared();
        Map<String, String> properties = new HashMap<>();
        properties.put("warehouse", "s3://" + server.createBucket() + "/lake");
        properties.put("s3.endpoint", server.endpoint());
        properties.put("s3.path-style-access", "true");
        properties.put("s3.access-key-id", "test");
        properties.put("s3.secret-access-key", "test");
        properties.put("client.region", S3Server.REGION);
        return properties;
    }
}
