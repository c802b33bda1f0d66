package io.millrace.testing.s3;

import com.adobe.testing.s3mock.S3MockApplication;
import java.io.IOException;

/** The process of an {@link S3Server}: ends when its standard input does, so that it never outlives who started it. */
final class S3ServerMain {
    private S3ServerMain() {}

    public static void main(String[] arguments) {
        Thread parent = new Thread(S3ServerMain::endWithParent);
        parent.setDaemon(true);
        parent.start();
        S3MockApplication.main(arguments);
    }

    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {}
        } catch (IOException e) {
            e.printStackTrace(System.err);
        }
        Runtime.getRuntime().halt(0);
    }
}
