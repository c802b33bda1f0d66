/** Google Cloud Storage, in the dialect of S3 that it speaks: its XML interface. */
package io.millrace.connector.gcs;
